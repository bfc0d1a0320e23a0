#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "compiler/check/elements.h"
#include "compiler/check/spelling.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr std::array<std::string_view, kOperatorCount> kNames = {{
#define OPERATOR(name, test, negated) #name,
#include "compiler/operators.def"
#undef OPERATOR
}};
constexpr std::string_view kIfExists = "IfExists";

// NearestOperator completes a misspelt operator: its qualifier, its base name, its suffix.
std::string NearestOperator(std::string_view text) {
  const size_t colon = text.rfind(':');
  const bool qualified = colon != std::string_view::npos;
  const std::string_view qualifier = qualified ? text.substr(0, colon) : std::string_view{};
  std::string_view base = qualified ? text.substr(colon + 1) : text;
  const bool if_exists =
      base.size() > kIfExists.size() &&
      EqualsIgnoringAsciiCase(base.substr(base.size() - kIfExists.size()), kIfExists);
  if (if_exists) base.remove_suffix(kIfExists.size());
  const std::string_view nearest = Nearest(base, kNames);
  if (nearest.empty()) return {};
  std::string whole;
  if (qualified) {
    constexpr std::array<std::string_view, 3> kQualifiers = {"ForAllValues", "ForAnyValue",
                                                             "ForAnyValue:"};
    const std::string_view known = Nearest(qualifier, kQualifiers);
    if (known.empty()) return {};
    whole = fmt::format("{}:", known.substr(0, known.find(':')));
  }
  return fmt::format("{}{}{}", whole, nearest, if_exists ? kIfExists : "");
}

void ReportUnknown(Inspection& in, NodeId node, std::string_view nearest) {
  std::string help =
      "a condition is {operator: {key: value}}; operators are StringEquals, "
      "ArnLike, Bool, DateLessThan, IpAddress, …";
  if (!nearest.empty()) help = fmt::format("did you mean \"{}\"?", nearest);
  in.Report(Refusal::kAlways, Code::kInvalidConditionOperator, in.node(node).name_span,
            fmt::format("unknown condition operator {}", Quote(in.name(node))), std::move(help));
}

void CheckSpelling(Inspection& in, NodeId node, const OperatorName& op) {
  const Span span = in.node(node).name_span;
  if (!op.exact) {
    const std::string right = Spell(op);
    Diagnostic& diagnostic = in.Report(
        Refusal::kNever, Code::kInvalidConditionOperator, span,
        fmt::format("condition operator {} is spelled \"{}\"", Quote(in.name(node)), right),
        "services compare operators ignoring letter case, other tools do not");
    diagnostic.severity = Severity::kWarning;
    diagnostic.fix =
        Fix{fmt::format("write \"{}\"", right), {{span, fmt::format("\"{}\"", right)}}};
  }
  if (FactsOf(op.op).family == Family::kNull && op.if_exists) {
    in.Report(Refusal::kOnSave, Code::kNullWithIfExists, span,
              "Null asks whether a key exists, so IfExists cannot follow it", "write \"Null\"");
  }
}

// CheckKey: prefix:name, with anything behind the first colon or slash (R1.17).
void CheckKey(Inspection& in, NodeId node) {
  const std::string_view key = in.name(node);
  const Span span = in.node(node).name_span;
  const size_t colon = key.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == key.size() ||
      key.substr(0, colon).find_first_of(" /") != std::string_view::npos) {
    in.Report(Refusal::kNever, Code::kInvalidConditionKeyFormat, span,
              fmt::format("condition key {} is not prefix:name; no request carries it", Quote(key)),
              "write the key with its service, for example \"aws:SourceIp\"");
  } else if (key.find("${") != std::string_view::npos) {
    in.Report(Refusal::kNever, Code::kVariableUnsupportedInElement, span,
              fmt::format("policy variables are not replaced in condition key {}", Quote(key)),
              "variables work in condition values");
  }
}

// CheckSameKeys reports keys that differ only in letter case; both are tested (R1.3).
void CheckSameKeys(Inspection& in, NodeId op) {
  std::vector<std::pair<std::string, NodeId>> keys;
  for (NodeId id = in.node(op).first_child; id != kNoNode; id = in.node(id).next_sibling) {
    std::string lower(in.name(id));
    for (char& c : lower) c = AsciiLower(c);
    keys.emplace_back(std::move(lower), id);
  }
  std::sort(keys.begin(), keys.end());
  for (size_t i = 1; i < keys.size(); ++i) {
    const auto& [name, id] = keys[i];
    const NodeId before = keys[i - 1].second;
    if (name != keys[i - 1].first || in.name(id) == in.name(before)) continue;
    in.Report(Refusal::kNever, Code::kDuplicateKeysWithDifferentCase, in.node(id).name_span,
              fmt::format("condition key {} stands twice, in different letter case",
                          Quote(in.name(id))),
              "keys are compared ignoring letter case, and both must hold: merge them")
        .notes.push_back({in.node(before).name_span, "first here"});
  }
}

bool IsScalar(const Inspection& in, NodeId id) {
  const NodeKind kind = in.node(id).kind;
  return kind == NodeKind::kString || kind == NodeKind::kNumber || kind == NodeKind::kTrue ||
         kind == NodeKind::kFalse;
}

// ScalarText: booleans and numbers as text (R1.9).
Text ScalarText(const Inspection& in, NodeId id) {
  const Span span = in.node(id).span;
  if (in.Is(id, NodeKind::kTrue)) return {"true", span};
  if (in.Is(id, NodeKind::kFalse)) return {"false", span};
  return in.TextOf(id);
}

std::vector<NodeId> ReadValues(Inspection& in, NodeId node) {
  constexpr std::string_view kWhat = "a condition value";
  constexpr std::string_view kAllowed = "a string, a number or a boolean";
  std::vector<NodeId> values;
  if (IsScalar(in, node)) {
    values.push_back(node);
  } else if (!in.Is(node, NodeKind::kArray)) {
    in.ReportType(node, kWhat, fmt::format("{}, or a list of them", kAllowed));
  } else {
    for (NodeId id = in.node(node).first_child; id != kNoNode; id = in.node(id).next_sibling) {
      if (IsScalar(in, id)) {
        values.push_back(id);
      } else {
        in.ReportType(id, kWhat, kAllowed);
      }
    }
  }
  return values;
}

void ReadTest(Inspection& in, const OperatorName& op, NodeId operator_node, NodeId key,
              Statement& statement) {
  CheckKey(in, key);
  ConditionTest test{};
  test.op = op;
  test.operator_span = in.node(operator_node).name_span;
  test.key = {std::string(in.name(key)), in.node(key).name_span};
  test.values_span = in.node(key).span;
  const std::vector<NodeId> values = ReadValues(in, key);
  for (NodeId value : values) test.values.push_back(ScalarText(in, value));
  CheckConditionValues(in, test, key, values);
  if (in.type() == PolicyType::kKeyPolicy) CheckKeyPolicyTest(in, test);
  if (in.type() == PolicyType::kVpcEndpoint) CheckVpcEndpointTest(in, test, values);
  statement.conditions.push_back(std::move(test));
}

// FindOperator is the operator that `node`'s name says, or plainly means though misspelt: then the
// document is refused, and its values are checked all the same. An unknown operator that tests
// nothing is stored and ignored (V27).
std::optional<OperatorName> FindOperator(Inspection& in, NodeId node) {
  const std::optional<OperatorName> op = ParseOperator(in.name(node));
  if (op) {
    CheckSpelling(in, node, *op);
    return op;
  }
  if (in.Is(node, NodeKind::kObject) && in.node(node).child_count == 0) return std::nullopt;
  const std::string nearest = NearestOperator(in.name(node));
  ReportUnknown(in, node, nearest);
  return ParseOperator(nearest);
}

void ReadOperator(Inspection& in, NodeId node, Statement& statement) {
  const std::optional<OperatorName> op = FindOperator(in, node);
  if (!in.Is(node, NodeKind::kObject)) {
    in.ReportType(node, fmt::format("the value of operator {}", Quote(in.name(node))),
                  "an object {key: value}");
    return;
  }
  CheckSameKeys(in, node);
  for (NodeId id = in.node(node).first_child; id != kNoNode; id = in.node(id).next_sibling) {
    if (op) {
      ReadTest(in, *op, node, id, statement);
    } else {
      CheckKey(in, id);
      ReadValues(in, id);
    }
  }
}

}  // namespace

void CheckCondition(Inspection& in, NodeId condition, Statement& statement) {
  if (condition == kNoNode) return;
  statement.condition_span = in.node(condition).span;
  if (!in.Is(condition, NodeKind::kObject)) {
    in.ReportType(condition, "Condition", "an object {operator: {key: value}}");
    return;
  }
  for (NodeId id = in.node(condition).first_child; id != kNoNode; id = in.node(id).next_sibling) {
    ReadOperator(in, id, statement);
  }
}

}  // namespace keyward::compiler
