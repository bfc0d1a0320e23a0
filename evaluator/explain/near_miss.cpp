#include "evaluator/explain/near_miss.h"

#include <algorithm>

#include "evaluator/explain/part_reason.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;

constexpr size_t kMaxOtherActions = 2;

StepOutcome OutcomeOf(const Decision& decision, Step step) {
  return decision.steps[static_cast<size_t>(step)];
}

bool Lacks(StepOutcome outcome) {
  return outcome == StepOutcome::kNoAllow || outcome == StepOutcome::kUnknown ||
         outcome == StepOutcome::kDeny;
}

// LevelAllows: some policy on the same level has an applying Allow.
bool LevelAllows(const Decision& decision, const ProgramTrace& level) {
  return std::any_of(decision.programs.begin(), decision.programs.end(),
                     [&](const ProgramTrace& place) {
                       if (place.step != level.step || place.level != level.level) return false;
                       for (uint32_t i = 0; i < place.program->statements().size(); ++i) {
                         if (place.program->statements()[i].effect == Effect::kAllow &&
                             Applies(decision.statement(place, i)) == Truth::kTrue) {
                           return true;
                         }
                       }
                       return false;
                     });
}

// IsSought: an Allow more in this policy could help.
bool IsSought(const Decision& decision, const ProgramTrace& place) {
  const bool core_open = decision.core != Truth::kTrue;
  switch (place.step) {
    case Step::kServiceControl:
      return Lacks(OutcomeOf(decision, place.step)) && !LevelAllows(decision, place);
    case Step::kVpcEndpoint: return Lacks(OutcomeOf(decision, place.step));
    case Step::kResource: return core_open && !decision.foreign_operation;
    case Step::kIdentity:
    case Step::kPermissionsBoundary:
    case Step::kSession:
      return core_open && !decision.foreign_operation && Lacks(OutcomeOf(decision, place.step));
    default: return false;
  }
}

bool IsCandidate(const Decision& decision, const ProgramTrace& place, uint32_t statement) {
  const Truth applies = Applies(decision.statement(place, statement));
  if (applies == Truth::kTrue) return false;
  if (decision.outcome == Outcome::kUnknown) return applies == Truth::kUnknown;
  const bool allow = place.program->statements()[statement].effect == Effect::kAllow;
  return allow && IsSought(decision, place);
}

bool FailsOn(const std::vector<Reason>& reasons, Part part) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [part](const Reason& reason) { return reason.part == part; });
}

// Distance orders near misses. A caller or a resource that the statement does not name is farther
// away than a condition that does not hold.
size_t Distance(const NearMiss& miss) {
  size_t distance = miss.reasons.size() * 2;
  if (FailsOn(miss.reasons, Part::kPrincipal)) distance += 3;
  if (FailsOn(miss.reasons, Part::kResource)) ++distance;
  return distance;
}

// DropOtherCallers drops statements for somebody else where some statement is for the caller.
void DropOtherCallers(std::vector<NearMiss>& misses) {
  const auto for_other = [](const NearMiss& miss) {
    return FailsOn(miss.reasons, Part::kPrincipal);
  };
  if (std::all_of(misses.begin(), misses.end(), for_other)) return;
  misses.erase(std::remove_if(misses.begin(), misses.end(), for_other), misses.end());
}

// KeepNearest keeps statements about other actions only where nothing else could be the cause of an
// implicit deny, and where the action alone is missing.
void KeepNearest(const Decision& decision, std::vector<NearMiss>& misses, size_t limit) {
  const bool only_action = decision.outcome != Outcome::kImplicitDeny ||
                           std::any_of(misses.begin(), misses.end(),
                                       [](const NearMiss& miss) { return miss.names_action; });
  misses.erase(std::remove_if(misses.begin(), misses.end(),
                              [only_action](const NearMiss& miss) {
                                if (only_action) return !miss.names_action;
                                return miss.reasons.size() > 1;
                              }),
               misses.end());
  if (!only_action) limit = std::min(limit, kMaxOtherActions);
  DropOtherCallers(misses);
  std::stable_sort(misses.begin(), misses.end(),
                   [](const NearMiss& a, const NearMiss& b) { return Distance(a) < Distance(b); });
  if (misses.size() > limit) misses.resize(limit);
}

}  // namespace

std::vector<NearMiss> FindNearMisses(const Decision& decision, const Request& request,
                                     size_t limit) {
  std::vector<NearMiss> misses;
  if (decision.outcome == Outcome::kAllowed) return misses;
  for (uint32_t i = 0; i < decision.programs.size(); ++i) {
    const ProgramTrace& place = decision.programs[i];
    if (!place.applicable) continue;
    const size_t count = place.program->statements().size();
    for (uint32_t statement = 0; statement < count; ++statement) {
      if (!IsCandidate(decision, place, statement)) continue;
      NearMiss miss;
      miss.index = {i, statement};
      miss.reasons = FailedParts(decision, miss.index, request);
      if (miss.reasons.empty()) continue;  // not looked at
      miss.names_action = !FailsOn(miss.reasons, Part::kAction);
      misses.push_back(std::move(miss));
    }
  }
  KeepNearest(decision, misses, limit);
  return misses;
}

}  // namespace keyward::evaluator
