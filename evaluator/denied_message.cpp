#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "evaluator/explain.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

constexpr std::string_view kOpaque =
    "because the resource does not exist in this Region, no resource-based policies allow access, "
    "or a resource-based policy explicitly denies access";

bool DecidedByTrust(const Decision& decision) {
  return std::any_of(decision.programs.begin(), decision.programs.end(),
                     [](const ProgramTrace& place) {
                       return place.step == Step::kResource && place.applicable &&
                              place.program->type() == compiler::PolicyType::kRoleTrust;
                     });
}

// TypeWords is the kind of policy as AWS's message names it (R5.5).
std::string_view TypeWords(const Decision& decision) {
  if (decision.by == Step::kResource && DecidedByTrust(decision)) return "role trust policy";
  return PolicyWords(decision.by == Step::kGrant ? Step::kResource : decision.by);
}

std::string_view Article(std::string_view words) { return words.front() == 'i' ? "an" : "a"; }

// IsOpaque: another account learns neither whether the key exists nor what its policy says (K1.51).
bool IsOpaque(const Decision& decision, const Request& request) {
  const bool entity = request.principal.kind != PrincipalKind::kService;
  return request.resource.is_kms_key && entity && !decision.same_account &&
         (decision.by == Step::kResource || decision.by == Step::kGrant);
}

std::string ReasonWords(const Decision& decision, std::string_view action) {
  const std::string_view type = TypeWords(decision);
  if (decision.outcome == Outcome::kExplicitDeny) {
    return fmt::format("with an explicit deny in {} {}", Article(type), type);
  }
  return fmt::format("because no {} allows the {} action", type, action);
}

}  // namespace

std::string AccessDeniedMessage(const Decision& decision, const Request& request) {
  const std::string caller = CallerName(request.principal);
  const std::string_view action = request.action.text;
  const std::string on =
      request.resource.any ? "" : fmt::format(" on resource: {}", request.resource.arn);
  switch (decision.outcome) {
    case Outcome::kAllowed:
      return fmt::format("User: {} is authorized to perform: {}{}", caller, action, on);
    case Outcome::kUnknown:
      return fmt::format(
          "Whether {} is authorized to perform {}{} depends on context keys that "
          "were left unknown",
          caller, action, on);
    case Outcome::kExplicitDeny:
    case Outcome::kImplicitDeny: break;
  }
  if (IsOpaque(decision, request)) {
    return fmt::format("User: {} is not authorized to perform: {} on this resource {}", caller,
                       action, kOpaque);
  }
  return fmt::format("User: {} is not authorized to perform: {}{} {}", caller, action, on,
                     ReasonWords(decision, action));
}

}  // namespace keyward::evaluator
