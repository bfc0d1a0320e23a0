#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

// IsIdentityBased: documents that hang on users, roles and sessions; IAM refuses empty lists there.
bool IsIdentityBased(PolicyType type) {
  return type == PolicyType::kIdentity || type == PolicyType::kPermissionsBoundary ||
         type == PolicyType::kSession;
}

void ReportMissing(Inspection& in, const Statement& statement) {
  const Span span{statement.span.begin, statement.span.begin + 1};
  constexpr std::string_view kNeither = "the statement has neither Resource nor NotResource";
  if (in.type() == PolicyType::kResource || in.type() == PolicyType::kRoleTrust) return;
  if (in.type() == PolicyType::kKeyPolicy) {
    in.Report(Refusal::kNever, Code::kMissingResource, span,
              fmt::format("{} and has no effect; CreateKey and PutKeyPolicy refuse such a policy "
                          "since 2025-08-18",
                          kNeither),
              "add \"Resource\": \"*\", which means this key");
    return;
  }
  std::string message(kNeither);
  if (in.stored() && in.type() != PolicyType::kServiceControl) message += "; it never applies";
  in.Report(Refusal::kOnSave, Code::kMissingResource, span, std::move(message),
            "add \"Resource\" with at least one ARN pattern, or \"*\"");
}

void ReportEmpty(Inspection& in, const ListElement& list) {
  in.Report(IsIdentityBased(in.type()) ? Refusal::kOnSave : Refusal::kNever,
            Code::kEmptyArrayResource, list.span,
            fmt::format("the list of {} is empty; {}", list.negated ? "NotResource" : "Resource",
                        list.negated ? "it excludes nothing" : "the statement never applies"),
            "a statement must contain resources");
}

}  // namespace

void CheckResource(Inspection& in, NodeId resource, NodeId not_resource, Statement& statement) {
  const NodeId node = Choose(in, resource, not_resource, {"Resource", "NotResource"});
  if (node == kNoNode) {
    ReportMissing(in, statement);
    return;
  }
  statement.resource.negated = node == not_resource;
  std::vector<NodeId> values;
  ReadList(in, node, statement.resource.negated ? "NotResource" : "Resource", statement.resource,
           values);
  if (in.Is(node, NodeKind::kArray) && in.node(node).child_count == 0) {
    ReportEmpty(in, statement.resource);
  }
  for (NodeId value : values) CheckArn(in, value);
}

}  // namespace keyward::compiler
