#include <algorithm>
#include <fmt/format.h>

#include "compiler/condition_keys.h"
#include "evaluator/explain/grant_story.h"
#include "evaluator/explain/near_miss.h"
#include "evaluator/explain/words.h"
#include "evaluator/remedies/candidate.h"
#include "evaluator/remedies/wanted_value.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;
using compiler::EqualsIgnoringAsciiCase;

// Facts about the caller, the resource or the clock: no request can choose them.
constexpr std::string_view kFacts[] = {"aws:AssumedRoot",
                                       "aws:CalledVia",
                                       "aws:ChatbotSourceArn",
                                       "aws:CurrentTime",
                                       "aws:EpochTime",
                                       "aws:FederatedProvider",
                                       "aws:IsMcpServiceAction",
                                       "aws:MultiFactorAuthAge",
                                       "aws:Principal",
                                       "aws:RequestedRegion",
                                       "aws:Resource",
                                       "aws:SignInSessionArn",
                                       "aws:SourceIdentity",
                                       "aws:SourceOrg",
                                       "aws:TokenIssueTime",
                                       "aws:userid",
                                       "aws:username",
                                       "aws:ViaAWS",
                                       "kms:CallerAccount",
                                       "kms:CustomerMasterKey",
                                       "kms:Key",
                                       "kms:MultiRegion",
                                       "kms:ResourceAliases",
                                       "kms:GrantIsForAWSResource",
                                       "aws:VpceAccount",
                                       "aws:VpceOrg",
                                       "kms:ReEncryptOnSameKey",
                                       "ec2:",
                                       "lambda:",
                                       "ssm:",
                                       "codebuild:",
                                       "glue:",
                                       "identitystore:"};

// What a call that a service forwards does not bring: its network is the service's (R4.8).
constexpr std::string_view kNetwork[] = {"aws:SourceIp", "aws:SourceVpc", "aws:VpcSourceIp"};

// Facts that only an AWS service brings with its own calls.
constexpr std::string_view kServiceFacts[] = {"aws:SourceArn", "aws:SourceAccount"};

bool BeginsWith(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         EqualsIgnoringAsciiCase(text.substr(0, prefix.size()), prefix);
}

// IsForwarded: an AWS service makes the call for the caller.
bool IsForwarded(const Context& context) {
  constexpr ContextKey kViaService("aws:ViaAWSService");
  const ContextEntry* entry = context.Find(kViaService.hash, kViaService.name);
  return entry != nullptr && entry->value_count == 1 &&
         EqualsIgnoringAsciiCase(context.text(context.value(*entry, 0)), "true");
}

// IsChoice: the key is the request's to choose, and requests for the action carry it.
bool IsChoice(const Request& request, std::string_view key) {
  const auto is_fact = [key](std::string_view fact) { return BeginsWith(key, fact); };
  // kms:KeyAgreementAlgorithm is named like a property of the key and is a parameter.
  const bool parameter = EqualsIgnoringAsciiCase(key, "kms:KeyAgreementAlgorithm");
  if (!parameter && std::any_of(std::begin(kFacts), std::end(kFacts), is_fact)) return false;
  const bool by_service = std::any_of(std::begin(kServiceFacts), std::end(kServiceFacts), is_fact);
  if (by_service && request.principal.kind != PrincipalKind::kService) return false;
  const bool network = std::any_of(std::begin(kNetwork), std::end(kNetwork), is_fact);
  if (network && IsForwarded(request.context)) return false;
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(key);
  if (facts == nullptr || facts->carried_by == compiler::kNoKeys || !request.action.kms)
    return true;
  return (compiler::FactsOf(*request.action.kms).carries & facts->carried_by) != 0;
}

// SpellingOf is the key as the request already spells it, so that no second spelling appears.
std::string SpellingOf(const Request& request, std::string_view key) {
  const ContextEntry* entry = request.context.Find(compiler::HashKey(key), key);
  return std::string(entry == nullptr ? key : request.context.name(*entry));
}

std::string ChangeWords(const Change& change) {
  constexpr std::string_view kPair = "kms:EncryptionContext:";
  const std::vector<std::string_view> values(change.values.begin(), change.values.end());
  const std::string list = QuotedList(values, "and");
  if (BeginsWith(change.key, kPair)) {
    return fmt::format("send the encryption context pair {} = {}",
                       Quoted(std::string_view(change.key).substr(kPair.size())), list);
  }
  if (EqualsIgnoringAsciiCase(change.key, "kms:EncryptionContextKeys")) {
    return fmt::format("spell the encryption context key {}", list);
  }
  if (EqualsIgnoringAsciiCase(change.key, "aws:MultiFactorAuthPresent")) {
    return fmt::format("sign in with multi-factor authentication (aws:MultiFactorAuthPresent = {})",
                       list);
  }
  return fmt::format("make the request with {} = {}", change.key, list);
}

// Proposal makes a use's test give `wanted`; nothing where no concrete value does.
std::optional<Change> Proposal(const Situation& situation, const ProgramTrace& place,
                               const compiler::PredicateUse& use, bool wanted) {
  const compiler::Program& program = *place.program;
  const compiler::Predicate& predicate = program.predicates()[use.predicate];
  const std::string_view key = program.text(use.key);
  if (program.key(predicate.key).hidden || !IsChoice(situation.request, key)) return std::nullopt;
  const std::optional<std::string> value = WantedValue(program, predicate, wanted);
  if (!value) return std::nullopt;
  Change change;
  change.kind = ChangeKind::kSetContext;
  change.step = place.step;
  change.key = SpellingOf(situation.request, key);
  change.values = {*value};
  return change;
}

void AddCandidate(std::vector<Change> changes, std::vector<Candidate>& candidates) {
  if (changes.empty()) return;
  Candidate candidate;
  candidate.rank = Rank::kContext;
  for (const Change& change : changes) {
    candidate.text += (candidate.text.empty() ? "" : ", and ") + ChangeWords(change);
  }
  candidate.changes = std::move(changes);
  const bool known =
      std::any_of(candidates.begin(), candidates.end(),
                  [&candidate](const Candidate& other) { return other.text == candidate.text; });
  if (!known) candidates.push_back(std::move(candidate));
}

// AddForAllow makes every failing condition of a statement hold; nothing where one cannot be
// helped.
void AddForAllow(const Situation& situation, StatementIndex index,
                 std::vector<Candidate>& candidates) {
  const ProgramTrace& place = situation.decision.programs[index.program];
  const compiler::StatementCode& code = place.program->statements()[index.statement];
  std::vector<Change> changes;
  for (const compiler::PredicateUse& use : place.program->uses(code.uses)) {
    const Truth truth = TestTruth(TraceOf(situation.decision, place, use), code.effect);
    if (truth == Truth::kTrue) continue;
    std::optional<Change> change = Proposal(situation, place, use, true);
    if (!change) return;
    const bool again = std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
      return EqualsIgnoringAsciiCase(other.key, change->key);
    });
    if (!again) changes.push_back(std::move(*change));
  }
  AddCandidate(std::move(changes), candidates);
}

// AddForDeny makes one condition of an applying or open Deny fail.
void AddForDeny(const Situation& situation, const ProgramTrace& place, uint32_t statement,
                std::vector<Candidate>& candidates) {
  const compiler::StatementCode& code = place.program->statements()[statement];
  for (const compiler::PredicateUse& use : place.program->uses(code.uses)) {
    std::optional<Change> change = Proposal(situation, place, use, false);
    if (change) AddCandidate({std::move(*change)}, candidates);
  }
}

// AddPairs proposes to send the pairs that a grant's constraint wants and the request lacks.
void AddPairs(const Situation& situation, const Pairs& wanted, std::vector<Candidate>& candidates) {
  std::vector<Change> changes;
  for (const auto& [name, value] : wanted) {
    Change change;
    change.kind = ChangeKind::kSetContext;
    change.step = Step::kGrant;
    change.key = SpellingOf(situation.request, "kms:EncryptionContext:" + name);
    change.values = {value};
    const ContextEntry* entry =
        situation.request.context.Find(compiler::HashKey(change.key), change.key);
    const bool sent =
        entry != nullptr && entry->value_count == 1 &&
        situation.request.context.text(situation.request.context.value(*entry, 0)) == value;
    if (!sent) changes.push_back(std::move(change));
  }
  AddCandidate(std::move(changes), candidates);
}

}  // namespace

void AddGrantContextCandidates(const Situation& situation, std::vector<Candidate>& candidates) {
  constexpr size_t kNearest = 4;
  const auto stories =
      GrantStories(situation.decision, situation.policies, situation.request, kNearest);
  for (const GrantStory& story : stories) {
    const GrantFacts& facts = situation.policies.grants[story.index].facts;
    if (story.reasons.size() != 1) continue;
    if (facts.encryption_context_equals) {
      AddPairs(situation, *facts.encryption_context_equals, candidates);
    }
    if (facts.encryption_context_subset) {
      AddPairs(situation, *facts.encryption_context_subset, candidates);
    }
  }
}

void AddContextCandidates(const Situation& situation, std::vector<Candidate>& candidates) {
  constexpr size_t kNearest = 8;
  for (const NearMiss& miss : FindNearMisses(situation.decision, situation.request, kNearest)) {
    const bool by_conditions =
        std::all_of(miss.reasons.begin(), miss.reasons.end(),
                    [](const Reason& reason) { return reason.part == Part::kCondition; });
    const ProgramTrace& place = situation.decision.programs[miss.index.program];
    const bool allow = place.program->statements()[miss.index.statement].effect == Effect::kAllow;
    if (by_conditions && allow) AddForAllow(situation, miss.index, candidates);
  }
  for (const ProgramTrace& place : situation.decision.programs) {
    if (!place.applicable) continue;
    for (uint32_t i = 0; i < place.program->statements().size(); ++i) {
      const bool deny = place.program->statements()[i].effect == Effect::kDeny;
      if (!deny || Applies(situation.decision.statement(place, i)) == Truth::kFalse) continue;
      AddForDeny(situation, place, i, candidates);
    }
  }
}

}  // namespace keyward::evaluator
