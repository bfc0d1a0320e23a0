#include <fmt/core.h>
#include <optional>

#include "compiler/check/dates.h"
#include "compiler/check/elements.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

// Mismatch: how a value fails its operator's form.
struct Mismatch {
  Refusal refusal;
  Code code;
  std::string_view form;  // what the operator compares
  std::string_view help;
};

constexpr Mismatch kBoolean = {Refusal::kNever, Code::kTypeMismatchBoolean, "true or false",
                               "write \"true\" or \"false\""};
// IAM refuses dates that it cannot read at all ("failed legacy parsing", V30); no other form.
constexpr Mismatch kDate = {Refusal::kOnSave, Code::kTypeMismatchDate, "a date",
                            "write YYYY-MM-DDThh:mm:ssZ, or seconds since 1970"};
constexpr Mismatch kNumber = {Refusal::kNever, Code::kTypeMismatchNumber, "a number",
                              "write digits, with a sign and a fraction where needed"};
constexpr Mismatch kIpRange = {Refusal::kNever, Code::kTypeMismatchIpRange,
                               "an IP address or a CIDR block",
                               "write an address like 203.0.113.0/24 or 2001:db8::/32"};
constexpr Mismatch kBase64 = {Refusal::kNever, Code::kTypeMismatchString, "base64",
                              "write the bytes in base64, with padding"};
constexpr Mismatch kArn = {Refusal::kNever, Code::kTypeMismatchArn, "an ARN",
                           "write arn:partition:service:region:account:resource; wildcards stand "
                           "within the fields"};

const Mismatch* Unless(bool fits, const Mismatch& mismatch) { return fits ? nullptr : &mismatch; }

const Mismatch* FindMismatch(Family family, std::string_view value) {
  switch (family) {
    case Family::kBool:
    case Family::kNull: return Unless(ParseBool(value).has_value(), kBoolean);
    case Family::kDate: return Unless(IsStorableDate(value), kDate);
    case Family::kNumber: return Unless(ParseDecimal(value).has_value(), kNumber);
    case Family::kIp: return Unless(ParseCidr(value).has_value(), kIpRange);
    case Family::kBinary: return Unless(DecodeBase64(value).has_value(), kBase64);
    case Family::kArn: return Unless(FindArnColons(value).has_value(), kArn);
    case Family::kString: break;
  }
  return nullptr;
}

VariablePlace PlaceOf(const OperatorFacts& facts) {
  if (facts.family == Family::kBool) return VariablePlace::kDoubtful;
  return facts.variables ? VariablePlace::kReplaced : VariablePlace::kNotOperator;
}

void CheckValue(Inspection& in, const ConditionTest& test, const Text& value, NodeId node) {
  const OperatorFacts& facts = FactsOf(test.op.op);
  const bool variable = in.Is(node, NodeKind::kString) &&
                        CheckVariables(in, node, PlaceOf(facts), 0, value.value.size());
  // A variable that is not replaced is said once; a date with one is refused besides.
  if (variable && facts.family != Family::kDate) return;
  const Mismatch* mismatch = FindMismatch(facts.family, value.value);
  if (mismatch == nullptr) return;
  in.Report(
      mismatch->refusal, mismatch->code, value.span,
      fmt::format("{} compares {}, but this is {}", facts.name, mismatch->form, Quote(value.value)),
      std::string(mismatch->help));
}

void ReportEmpty(Inspection& in, const ConditionTest& test) {
  Code code = Code::kEmptyArrayCondition;
  std::string_view effect = FactsOf(test.op.op).negated ? "always holds" : "never holds";
  if (test.op.if_exists) {
    code = Code::kEmptyArrayConditionIfExists;
    effect = "holds only when the key is missing";
  } else if (test.op.qualifier == Qualifier::kForAllValues) {
    code = Code::kEmptyArrayConditionForAllValues;
    effect = "holds only when the key is missing or empty";
  } else if (test.op.qualifier == Qualifier::kForAnyValue) {
    code = Code::kEmptyArrayConditionForAnyValue;
    effect = "never holds";
  }
  in.Report(Refusal::kNever, code, test.values_span,
            fmt::format("the list of values is empty; the condition {}", effect),
            "name a value, or remove the key");
}

// CheckBooleans: true and false together exclude nothing (R3.16).
void CheckBooleans(Inspection& in, const ConditionTest& test) {
  bool seen[2] = {false, false};
  for (const Text& value : test.values) {
    if (const std::optional<bool> boolean = ParseBool(value.value)) seen[*boolean ? 1 : 0] = true;
  }
  if (!seen[0] || !seen[1]) return;
  in.Report(Refusal::kNever, Code::kInvalidConditionMultipleBoolean, test.values_span,
            fmt::format("{} of {} lists both true and false", FactsOf(test.op.op).name,
                        Quote(test.key.value)),
            "keep one of them");
}

void CheckMixedTypes(Inspection& in, const ConditionTest& test, const std::vector<NodeId>& values) {
  const auto kind_of = [&in](NodeId id) {
    const NodeKind kind = in.node(id).kind;
    return kind == NodeKind::kFalse ? NodeKind::kTrue : kind;
  };
  for (NodeId id : values) {
    if (kind_of(id) == kind_of(values.front())) continue;
    in.Report(
        Refusal::kNever, Code::kInvalidConditionDataType, in.node(id).span,
        fmt::format("one list mixes {} with {}", NodeWords(in, values.front()), NodeWords(in, id)),
        fmt::format("write all values of {} as strings", Quote(test.key.value)));
    return;
  }
}

}  // namespace

void CheckConditionValues(Inspection& in, const ConditionTest& test, NodeId list,
                          const std::vector<NodeId>& values) {
  if (in.Is(list, NodeKind::kArray) && in.node(list).child_count == 0) ReportEmpty(in, test);
  for (size_t i = 0; i < values.size(); ++i) CheckValue(in, test, test.values[i], values[i]);
  const Family family = FactsOf(test.op.op).family;
  if (family == Family::kBool || family == Family::kNull) CheckBooleans(in, test);
  CheckMixedTypes(in, test, values);
}

}  // namespace keyward::compiler
