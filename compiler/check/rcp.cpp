#include <algorithm>
#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

bool IsOnly(const ListElement& list, std::string_view value) {
  return list.present && !list.negated && list.values.size() == 1 &&
         list.values.front().value == value;
}

bool IsEveryone(const PrincipalElement& principal) {
  return principal.present && !principal.negated && principal.values.size() == 1 &&
         principal.values.front().type == PrincipalType::kEveryone;
}

// IsFullAccess: AWS's own RCPFullAWSAccess, the one Allow there is; nobody can save it.
bool IsFullAccess(const Statement& statement) {
  return statement.effect == Effect::kAllow && IsEveryone(statement.principal) &&
         IsOnly(statement.action, "*") && IsOnly(statement.resource, "*") &&
         statement.conditions.empty();
}

void CheckRcpPrincipal(Inspection& in, const PrincipalElement& principal) {
  if (!principal.present || IsEveryone(principal)) return;
  if (principal.negated) {
    in.Report(
        Refusal::kOnSave, Code::kRcpSyntaxErrorPrincipal, principal.name_span,
        "a resource control policy has no NotPrincipal",
        "write \"Principal\": \"*\" and except principals by a condition on aws:PrincipalArn");
    return;
  }
  if (principal.values.empty()) return;  // reported as empty
  Diagnostic& diagnostic =
      in.Report(Refusal::kOnSave, Code::kRcpSyntaxErrorPrincipal, principal.span,
                "a resource control policy has only the principal \"*\"",
                "write \"Principal\": \"*\" and narrow it by a condition on aws:PrincipalArn");
  if (std::all_of(principal.values.begin(), principal.values.end(),
                  [](const PrincipalValue& value) { return value.text.value == "*"; })) {
    diagnostic.fix = Fix{"write \"*\"", {{principal.span, "\"*\""}}};
  }
}

void CheckRcpAction(Inspection& in, const ListElement& action) {
  if (!action.present) return;
  if (action.negated) {
    in.Report(Refusal::kOnSave, Code::kRcpSyntaxErrorNotAction, action.name_span,
              "a resource control policy has no NotAction", "name the actions in Action");
    return;
  }
  for (const Text& value : action.values) {
    if (value.value != "*" && value.value != "*:*") continue;
    in.Report(Refusal::kOnSave, Code::kRcpSyntaxErrorAction, value.span,
              fmt::format("a resource control policy cannot name {} as action", Quote(value.value)),
              "name the services, for example \"kms:*\"");
  }
}

}  // namespace

void CheckRcpStatement(Inspection& in, const Statement& statement) {
  if (in.stored() && IsFullAccess(statement)) return;
  if (statement.effect == Effect::kAllow) {
    in.Report(Refusal::kOnSave, Code::kRcpSyntaxErrorAllow, statement.effect_span,
              "a resource control policy has only Deny statements",
              "the one Allow is AWS's own policy RCPFullAWSAccess, which is always attached");
  }
  CheckRcpPrincipal(in, statement.principal);
  CheckRcpAction(in, statement.action);
}

}  // namespace keyward::compiler
