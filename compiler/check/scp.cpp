#include <algorithm>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

void CheckLegacyAllow(Inspection& in, const Statement& statement) {
  if (statement.condition_span.end > statement.condition_span.begin) {
    in.Report(Refusal::kOnSave, Code::kScpSyntaxErrorAllowCondition, statement.condition_span,
              "before 2025-09 a service control policy has no Condition with Allow",
              "deny under the opposite condition, or check with the full language");
  }
  if (statement.action.present && statement.action.negated) {
    in.Report(Refusal::kOnSave, Code::kScpSyntaxErrorAllowNotAction, statement.action.name_span,
              "before 2025-09 a service control policy has no NotAction with Allow",
              "name the actions, or check with the full language");
  }
  if (statement.resource.negated) return;
  for (const Text& resource : statement.resource.values) {
    if (resource.value == "*") continue;
    in.Report(Refusal::kOnSave, Code::kScpSyntaxErrorAllowResource, resource.span,
              "before 2025-09 a service control policy allows only on Resource \"*\"",
              "deny on the other resources, or check with the full language");
  }
}

// WildcardBeforeEnd: a wildcard that is not the action's last character.
bool WildcardBeforeEnd(std::string_view action) {
  const size_t wildcard = action.find_first_of("*?");
  return wildcard != std::string_view::npos && wildcard + 1 < action.size();
}

}  // namespace

void CheckScpStatement(Inspection& in, const Statement& statement) {
  if (in.options().scp_profile != ScpProfile::kLegacy) return;
  if (statement.effect == Effect::kAllow) CheckLegacyAllow(in, statement);
  if (statement.resource.present && statement.resource.negated) {
    in.Report(Refusal::kOnSave, Code::kScpSyntaxErrorNotResource, statement.resource.name_span,
              "before 2025-09 a service control policy has no NotResource",
              "name the resources, or check with the full language");
  }
  for (const Text& action : statement.action.values) {
    if (!WildcardBeforeEnd(action.value)) continue;
    in.Report(Refusal::kOnSave, Code::kScpSyntaxErrorActionWildcard, action.span,
              "before 2025-09 a wildcard stands only at the end of an action",
              "name the actions, or check with the full language");
  }
}

}  // namespace keyward::compiler
