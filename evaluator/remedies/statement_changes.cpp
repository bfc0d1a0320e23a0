#include <fmt/format.h>

#include "evaluator/explain/near_miss.h"
#include "evaluator/explain/words.h"
#include "evaluator/remedies/author.h"

namespace keyward::evaluator {
namespace {

// WithResource is the statement's own text with a Resource element put first; empty without source.
std::string WithResource(const StatementRef& ref, const std::string& resource) {
  if (ref.source == nullptr) return {};
  std::string text(ref.source->text().substr(ref.span.begin, ref.span.end - ref.span.begin));
  if (!text.starts_with('{')) return {};
  return text.insert(1, fmt::format("\"Resource\":{},", JsonQuoted(resource)));
}

// LacksOnlyResource: nothing but the missing element keeps the statement from applying.
bool LacksOnlyResource(const NearMiss& miss, const compiler::StatementSource& source) {
  return source.missing_resource && miss.reasons.size() == 1 &&
         miss.reasons.front().part == Part::kResource;
}

}  // namespace

void AddRepairCandidates(const Situation& situation, std::vector<Candidate>& candidates) {
  constexpr size_t kNearest = 8;
  const std::string& resource = situation.request.resource.arn;
  if (HasWildcard(resource)) return;
  for (const NearMiss& miss : FindNearMisses(situation.decision, situation.request, kNearest)) {
    const ProgramTrace& place = situation.decision.programs[miss.index.program];
    if (!LacksOnlyResource(miss, place.program->sources()[miss.index.statement])) continue;
    Candidate candidate;
    candidate.rank = Rank::kRepair;
    Change change;
    change.kind = ChangeKind::kAddResource;
    change.step = place.step;
    change.policy = PolicyName(place);
    change.target = RefTo(situation.decision, miss.index, situation.source_of);
    change.statement = fmt::format("{{\"Resource\":{}}}", JsonQuoted(resource));
    candidate.rewritten = WithResource(change.target, resource);
    candidate.text = fmt::format("give the statement {} its Resource element",
                                 StatementName(place, miss.index.statement));
    candidate.changes.push_back(std::move(change));
    if (!candidate.rewritten.empty()) candidates.push_back(std::move(candidate));
  }
}

void AddRemovalCandidates(const Situation& situation, std::vector<Candidate>& candidates) {
  for (uint32_t i = 0; i < situation.decision.programs.size(); ++i) {
    const ProgramTrace& place = situation.decision.programs[i];
    if (!place.applicable) continue;
    for (uint32_t statement = 0; statement < place.program->statements().size(); ++statement) {
      const bool deny = place.program->statements()[statement].effect == compiler::Effect::kDeny;
      const Truth applies = Applies(situation.decision.statement(place, statement));
      if (!deny || applies == Truth::kFalse) continue;
      Candidate candidate;
      candidate.rank = Rank::kRemoval;
      Change change;
      change.kind = ChangeKind::kRemoveStatement;
      change.step = place.step;
      change.policy = PolicyName(place);
      change.target = RefTo(situation.decision, {i, statement}, situation.source_of);
      candidate.text =
          fmt::format("remove or narrow the Deny statement {}", StatementName(place, statement));
      candidate.changes.push_back(std::move(change));
      candidates.push_back(std::move(candidate));
    }
  }
}

}  // namespace keyward::evaluator
