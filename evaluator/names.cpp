#include <array>

#include "evaluator/decision.h"

namespace keyward::evaluator {
namespace {

// In the order of Step.
constexpr std::array<std::string_view, kStepCount> kSteps = {
    "explicitDeny", "resourceControl", "serviceControl",      "vpcEndpoint", "resource",
    "grant",        "identity",        "permissionsBoundary", "session"};

// In the order of StepOutcome.
constexpr std::array<std::string_view, 6> kStepOutcomes = {"allow", "deny",    "noAllow",
                                                           "none",  "unknown", "notApplicable"};

// In the order of Outcome.
constexpr std::array<std::string_view, 4> kOutcomes = {"allowed", "explicitDeny", "implicitDeny",
                                                       "unknown"};

}  // namespace

std::string_view StepName(Step step) { return kSteps[static_cast<size_t>(step)]; }

std::string_view StepOutcomeName(StepOutcome outcome) {
  return kStepOutcomes[static_cast<size_t>(outcome)];
}

std::string_view OutcomeName(Outcome outcome) { return kOutcomes[static_cast<size_t>(outcome)]; }

}  // namespace keyward::evaluator
