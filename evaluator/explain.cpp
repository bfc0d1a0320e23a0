#include "evaluator/explain.h"

#include "evaluator/explain/grant_story.h"
#include "evaluator/explain/near_miss.h"
#include "evaluator/explain/part_reason.h"
#include "evaluator/explain/step_story.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

constexpr size_t kMaxNearMisses = 8;
constexpr size_t kMaxGrants = 4;

StatementStory StoryOf(const Decision& decision, StatementIndex index, const SourceOf& source_of) {
  StatementStory story;
  story.ref = RefTo(decision, index, source_of);
  const StatementTrace& trace =
      decision.statement(decision.programs[index.program], index.statement);
  story.applies = Applies(trace);
  story.kind = static_cast<MatchKind>(trace.kind);
  return story;
}

void AddMatched(const Decision& decision, const Request& request, const SourceOf& source_of,
                Explanation& explanation) {
  std::vector<StatementIndex> found;
  FindDetermining(decision, found);
  for (const StatementIndex index : found) {
    explanation.matched.push_back(StoryOf(decision, index, source_of));
    explanation.matched.back().reasons = HeldConditions(decision, index, request);
  }
}

void AddNearMisses(const Decision& decision, const Request& request, const SourceOf& source_of,
                   Explanation& explanation) {
  for (NearMiss& miss : FindNearMisses(decision, request, kMaxNearMisses)) {
    explanation.near_misses.push_back(StoryOf(decision, miss.index, source_of));
    explanation.near_misses.back().reasons = std::move(miss.reasons);
  }
}

}  // namespace

Explanation Explain(const Decision& decision, const AppliedPolicies& policies,
                    const Request& request, const SourceOf& source_of) {
  Explanation explanation;
  explanation.headline = AccessDeniedMessage(decision, request);
  explanation.grants = GrantStories(decision, policies, request, kMaxGrants);
  explanation.steps = StepStories(decision, policies, request, explanation.grants);
  AddMatched(decision, request, source_of, explanation);
  AddNearMisses(decision, request, source_of, explanation);
  explanation.missing_context_keys = MissingContextKeys(decision);
  explanation.residual = FindResidual(decision, source_of);
  explanation.notes = DecisionNotes(decision, request);
  return explanation;
}

}  // namespace keyward::evaluator
