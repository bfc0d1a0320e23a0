#include <array>
#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "compiler/check/members.h"

namespace keyward::compiler {
namespace {

constexpr std::array<std::string_view, 4> kKeys = {"AWS", "Service", "Federated", "CanonicalUser"};
constexpr std::array<PrincipalType, 4> kTypes = {PrincipalType::kAws, PrincipalType::kService,
                                                 PrincipalType::kFederated,
                                                 PrincipalType::kCanonicalUser};
constexpr std::array<std::string_view, 0> kNowhere = {};

// ReportUnsupported: the kind has no principals; whoever the policy hangs on is its principal.
void ReportUnsupported(Inspection& in, NodeId node) {
  const bool scp = in.type() == PolicyType::kServiceControl;
  in.Report(Refusal::kAlways, scp ? Code::kScpSyntaxErrorPrincipal : Code::kUnsupportedPrincipal,
            in.node(node).name_span, fmt::format("{} has no {}", Article(in.type()), in.name(node)),
            "remove it, or give the policy its right type");
}

void ReportMissing(Inspection& in, const Statement& statement) {
  std::string message = "the statement has neither Principal nor NotPrincipal";
  if (in.stored()) message += "; it never applies";
  in.Report(
      Refusal::kOnSave, Code::kMissingPrincipal, {statement.span.begin, statement.span.begin + 1},
      std::move(message),
      fmt::format("{} must say whom a statement is about: add \"Principal\"", Article(in.type())));
}

void ReportFormat(Inspection& in, NodeId node) {
  const Span span = in.node(node).span;
  Diagnostic& diagnostic =
      in.Report(Refusal::kAlways, Code::kInvalidPrincipalFormat, span,
                fmt::format("{} must be \"*\" or an object like {{\"AWS\": \"…\"}}, but this is {}",
                            in.name(node), NodeWords(in, node)),
                "name the kind of principal: AWS, Service, Federated or CanonicalUser");
  if (in.Is(node, NodeKind::kString)) {
    const std::string_view lexeme = in.source().text().substr(span.begin, span.end - span.begin);
    diagnostic.fix =
        Fix{"name the kind of principal", {{span, fmt::format("{{\"AWS\": {}}}", lexeme)}}};
  }
}

// ReportEmpty: a list without values beside others names nobody; alone it leaves the statement
// without a principal, which services refuse (K1.11).
void ReportEmpty(Inspection& in, NodeId node, Code code, bool alone) {
  in.Report(alone ? Refusal::kOnSave : Refusal::kNever, code, in.node(node).span,
            alone ? "the statement names no principal" : "the list of principals is empty",
            "name a principal, or remove the empty element");
}

void ReadValues(Inspection& in, NodeId node, PrincipalType type, PrincipalElement& element) {
  std::vector<NodeId> values;
  ListElement list;
  ReadList(in, node, in.name(node), list, values);
  for (size_t i = 0; i < values.size(); ++i) {
    CheckPrincipalValue(in, values[i], type);
    element.values.push_back({type, std::move(list.values[i])});
  }
}

void ReadMap(Inspection& in, NodeId node, PrincipalElement& element) {
  std::array<NodeId, kKeys.size()> slots;
  const Place place = {"a principal", Code::kInvalidPrincipalKey, kKeys, kNowhere, ""};
  ReadMembers(in, node, place, slots.data());
  for (size_t i = 0; i < slots.size(); ++i) {
    if (slots[i] != kNoNode) ReadValues(in, slots[i], kTypes[i], element);
  }
  if (in.node(node).child_count == 0) {
    ReportEmpty(in, node, Code::kEmptyObjectPrincipal, true);
  }
  for (NodeId slot : slots) {
    if (slot == kNoNode || !in.Is(slot, NodeKind::kArray)) continue;
    if (in.node(slot).child_count > 0) continue;
    ReportEmpty(in, slot, Code::kEmptyArrayPrincipal, element.values.empty());
  }
}

}  // namespace

void CheckPrincipal(Inspection& in, NodeId principal, NodeId not_principal, Statement& statement) {
  if (!HasPrincipal(in.type())) {
    if (principal != kNoNode) ReportUnsupported(in, principal);
    if (not_principal != kNoNode) ReportUnsupported(in, not_principal);
    return;
  }
  const NodeId node = Choose(in, principal, not_principal, {"Principal", "NotPrincipal"});
  if (node == kNoNode) {
    ReportMissing(in, statement);
    return;
  }
  PrincipalElement& element = statement.principal;
  element.present = true;
  element.negated = node == not_principal;
  element.name_span = in.node(node).name_span;
  element.span = in.node(node).span;
  if (in.Is(node, NodeKind::kObject)) {
    ReadMap(in, node, element);
  } else if (in.Is(node, NodeKind::kString) && in.text(node) == "*") {
    element.values.push_back({PrincipalType::kEveryone, in.TextOf(node)});
  } else {
    ReportFormat(in, node);
  }
}

}  // namespace keyward::compiler
