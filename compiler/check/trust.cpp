#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "compiler/values.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

void CheckTrustPrincipal(Inspection& in, const PrincipalElement& principal) {
  if (!principal.present) return;
  if (principal.negated) {
    in.Report(Refusal::kOnSave, Code::kRoleTrustSyntaxErrorNotPrincipal, principal.name_span,
              "a role trust policy has no NotPrincipal", "name who may assume the role");
  } else if (principal.values.size() == 1 &&
             principal.values.front().type == PrincipalType::kEveryone) {
    in.Report(Refusal::kNever, Code::kRoleTrustUnsupportedWildcard, principal.span,
              "the principal \"*\" lets anyone at all try to assume the role",
              "name who may assume the role, or write {\"AWS\": \"*\"} with a condition");
  }
}

// CheckTrustActions: IAM stores only STS's actions in a trust policy (R1.12).
void CheckTrustActions(Inspection& in, const ListElement& action) {
  for (const Text& value : action.values) {
    const grammar::ActionParts parts = grammar::SplitAction(value.value);
    if (parts.fault != grammar::ActionFault::kNone || parts.action.vendor == "*" ||
        EqualsIgnoringAsciiCase(parts.action.vendor, "sts")) {
      continue;
    }
    in.Report(Refusal::kOnSave, Code::kUnsupportedActionInPolicy, value.span,
              fmt::format("a role trust policy names only actions of sts, but this is {}",
                          Quote(value.value)),
              "write sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, "
              "sts:TagSession or sts:SetSourceIdentity");
  }
}

}  // namespace

void CheckTrustStatement(Inspection& in, const Statement& statement) {
  CheckTrustPrincipal(in, statement.principal);
  CheckTrustActions(in, statement.action);
  if (!statement.resource.present) return;
  in.Report(Refusal::kOnSave, Code::kRoleTrustSyntaxErrorResource, statement.resource.name_span,
            fmt::format("a role trust policy has no {}; its resource is the role",
                        statement.resource.negated ? "NotResource" : "Resource"),
            "remove it");
}

}  // namespace keyward::compiler
