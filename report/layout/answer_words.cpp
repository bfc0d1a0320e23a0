#include "report/layout/answer_words.h"

#include <array>
#include <fmt/format.h>

namespace keyward::report {
namespace {

using evaluator::Outcome;
using evaluator::Step;
using evaluator::StepOutcome;

// In the order of Step.
constexpr std::array<std::string_view, evaluator::kStepCount> kTitles = {
    "explicit deny", "resource control", "service control", "VPC endpoint",  "resource policy",
    "grants",        "identity policy",  "boundary",        "session policy"};

}  // namespace

std::string AnswerWords(const evaluator::Decision& decision) {
  switch (decision.outcome) {
    case Outcome::kAllowed: return fmt::format("ALLOWED (by {})", StepName(decision.by));
    case Outcome::kExplicitDeny:
      return fmt::format("DENIED (explicit, by {})", StepName(decision.by));
    case Outcome::kImplicitDeny:
      return fmt::format("DENIED (implicit, by {})", StepName(decision.by));
    case Outcome::kUnknown: break;
  }
  return "UNKNOWN";
}

std::string_view CallerName(const evaluator::Principal& principal) {
  if (!principal.arn.empty()) return principal.arn;
  if (!principal.service_names.empty()) return principal.service_names.front();
  return PrincipalKindName(principal.kind);
}

std::string_view StepTitle(Step step) { return kTitles[static_cast<size_t>(step)]; }

std::string_view StepMark(const evaluator::Decision& decision, Step step, bool unicode) {
  const bool decided = decision.outcome == Outcome::kImplicitDeny && decision.by == step;
  if (decided) return unicode ? "✗" : "x";
  switch (decision.steps[static_cast<size_t>(step)]) {
    case StepOutcome::kAllow: return unicode ? "✓" : "+";
    case StepOutcome::kDeny: return unicode ? "✗" : "x";
    case StepOutcome::kNoAllow: return "-";
    case StepOutcome::kUnknown: return "?";
    case StepOutcome::kNone:
    case StepOutcome::kNotApplicable: break;
  }
  return unicode ? "·" : ".";
}

}  // namespace keyward::report
