#include <array>

#include "compiler/check/elements.h"
#include "compiler/check/members.h"

namespace keyward::compiler {
namespace {

enum StatementMember {
  kSid,
  kEffect,
  kPrincipal,
  kNotPrincipal,
  kAction,
  kNotAction,
  kResource,
  kNotResource,
  kCondition,
  kStatementMembers
};

constexpr std::array<std::string_view, kStatementMembers> kNames = {
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};
constexpr std::array<std::string_view, 3> kOfDocument = {"Version", "Id", "Statement"};

void CheckKind(Inspection& in, const Statement& statement) {
  switch (in.type()) {
    case PolicyType::kServiceControl: return CheckScpStatement(in, statement);
    case PolicyType::kResourceControl: return CheckRcpStatement(in, statement);
    case PolicyType::kRoleTrust: return CheckTrustStatement(in, statement);
    default: return;
  }
}

Statement ReadStatement(Inspection& in, NodeId node) {
  std::array<NodeId, kStatementMembers> slots;
  const Place place = {"a statement", Code::kInvalidPolicyElement, kNames, kOfDocument,
                       "to the document, beside Statement"};
  ReadMembers(in, node, place, slots.data());
  Statement statement;
  statement.span = in.node(node).span;
  CheckSid(in, slots[kSid], statement);
  CheckEffect(in, slots[kEffect], statement);
  CheckPrincipal(in, slots[kPrincipal], slots[kNotPrincipal], statement);
  CheckAction(in, slots[kAction], slots[kNotAction], statement);
  CheckResource(in, slots[kResource], slots[kNotResource], statement);
  CheckCondition(in, slots[kCondition], statement);
  CheckKind(in, statement);
  return statement;
}

}  // namespace

void CheckStatements(Inspection& in, NodeId statement, PolicyBuilder& builder) {
  constexpr std::string_view kAllowed = "a statement or a list of statements";
  if (statement == kNoNode) {
    const Span span = in.node(in.tree().root()).span;
    in.Report(Refusal::kAlways, Code::kMissingStatement, {span.begin, span.begin + 1},
              "the document has no Statement", "add \"Statement\" with at least one statement");
    return;
  }
  if (in.Is(statement, NodeKind::kObject)) {
    builder.Add(ReadStatement(in, statement));
    return;
  }
  if (!in.Is(statement, NodeKind::kArray)) {
    in.ReportType(statement, "Statement", kAllowed);
    return;
  }
  if (in.node(statement).child_count == 0) {
    in.Report(Refusal::kAlways, Code::kMissingStatement, in.node(statement).span,
              "the list of statements is empty", "add at least one statement");
  }
  for (NodeId id = in.node(statement).first_child; id != kNoNode; id = in.node(id).next_sibling) {
    if (in.Is(id, NodeKind::kObject)) {
      builder.Add(ReadStatement(in, id));
    } else {
      in.ReportType(id, "a statement", "an object");
    }
  }
  CheckUniqueSids(in, builder.statements());
}

}  // namespace keyward::compiler
