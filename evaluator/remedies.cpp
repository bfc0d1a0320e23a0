#include "evaluator/remedies.h"

#include <algorithm>

#include "evaluator/remedies/candidate.h"
#include "evaluator/remedies/trial.h"

namespace keyward::evaluator {
namespace {

constexpr size_t kMaxTrials = 160;  // in each of two rounds
constexpr size_t kMaxCandidates = 16;
constexpr size_t kMaxTogether = 3;

using Combination = std::vector<const Candidate*>;

// Search tries combinations of candidates, small ones first.
class Search {
 public:
  Search(std::vector<Candidate>& candidates, Trial& trial, size_t limit)
      : candidates_(candidates), trial_(trial), limit_(limit), end_(trial.count() + kMaxTrials) {
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
    if (candidates_.size() > kMaxCandidates) candidates_.resize(kMaxCandidates);
  }

  // Run returns the combinations of the smallest size that helps.
  std::vector<Combination> Run() {
    std::vector<Combination> found;
    for (size_t size = 1; size <= kMaxTogether && found.empty(); ++size) TryAll(size, found);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return ChangeCount(a) < ChangeCount(b); });
    if (found.size() > limit_) found.resize(limit_);
    return found;
  }

 private:
  static size_t ChangeCount(const Combination& combination) {
    size_t count = 0;
    for (const Candidate* candidate : combination) count += candidate->changes.size();
    return count;
  }

  // Compatible: no two candidates are ways to the same thing.
  static bool Compatible(const Combination& combination) {
    for (size_t i = 0; i < combination.size(); ++i) {
      for (size_t j = i + 1; j < combination.size(); ++j) {
        const auto& a = combination[i]->changes;
        const auto& b = combination[j]->changes;
        for (const Change& one : a) {
          const bool same_key = std::any_of(b.begin(), b.end(), [&one](const Change& other) {
            return one.kind == ChangeKind::kSetContext && other.kind == one.kind &&
                   other.key == one.key;
          });
          if (same_key) return false;
        }
      }
    }
    return true;
  }

  void TryAll(size_t size, std::vector<Combination>& found) {
    std::vector<size_t> chosen(size);
    for (size_t i = 0; i < size; ++i) chosen[i] = i;
    const size_t count = candidates_.size();
    while (size <= count && trial_.count() < end_ && found.size() < limit_) {
      Combination combination;
      for (const size_t index : chosen) combination.push_back(&candidates_[index]);
      if (Compatible(combination) && trial_.Allows(combination)) {
        found.push_back(std::move(combination));
      }
      if (!Advance(chosen, count)) break;
    }
  }

  // Advance steps to the next combination in order; false behind the last.
  static bool Advance(std::vector<size_t>& chosen, size_t count) {
    size_t i = chosen.size();
    while (i > 0 && chosen[i - 1] == count - chosen.size() + i - 1) --i;
    if (i == 0) return false;
    ++chosen[i - 1];
    for (; i < chosen.size(); ++i) chosen[i] = chosen[i - 1] + 1;
    return true;
  }

  std::vector<Candidate>& candidates_;
  Trial& trial_;
  size_t limit_;
  size_t end_;  // of evaluations
};

Remedy MakeRemedy(const Combination& combination) {
  Remedy remedy;
  for (const Candidate* candidate : combination) {
    remedy.text += (remedy.text.empty() ? "" : ", and ") + candidate->text;
    remedy.changes.insert(remedy.changes.end(), candidate->changes.begin(),
                          candidate->changes.end());
  }
  if (remedy.text.front() >= 'a' && remedy.text.front() <= 'z') {
    remedy.text.front() = static_cast<char>(remedy.text.front() - 'a' + 'A');
  }
  return remedy;
}

std::vector<Combination> FindWith(std::vector<Candidate>& candidates, Trial& trial, size_t limit) {
  return Search(candidates, trial, limit).Run();
}

}  // namespace

std::vector<Remedy> FindRemedies(const AppliedPolicies& policies, const Request& request,
                                 const AuthorizeOptions& options, const SourceOf& source_of,
                                 size_t limit) {
  AuthorizeOptions full = options;
  full.full_trace = true;
  Workspace workspace;
  Decision decision;
  Authorize(policies, request, full, workspace, decision);
  if (decision.outcome == Outcome::kAllowed || decision.internal_error || limit == 0) return {};
  const Situation situation{policies, request, decision, source_of};
  std::vector<Candidate> candidates;
  AddContextCandidates(situation, candidates);
  AddGrantContextCandidates(situation, candidates);
  AddRepairCandidates(situation, candidates);
  AddStatementCandidates(situation, candidates);
  Trial trial(policies, request, options, source_of);
  std::vector<Combination> found = FindWith(candidates, trial, limit);
  if (found.empty()) {
    AddRemovalCandidates(situation, candidates);
    found = FindWith(candidates, trial, limit);
  }
  std::vector<Remedy> remedies;
  for (const Combination& combination : found) remedies.push_back(MakeRemedy(combination));
  return remedies;
}

}  // namespace keyward::evaluator
