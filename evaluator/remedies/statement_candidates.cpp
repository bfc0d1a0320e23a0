#include <algorithm>
#include <fmt/format.h>

#include "evaluator/explain/words.h"
#include "evaluator/remedies/author.h"

namespace keyward::evaluator {
namespace {

using compiler::PolicyType;

StepOutcome OutcomeOf(const Situation& s, Step step) {
  return s.decision.steps[static_cast<size_t>(step)];
}

bool Lacks(const Situation& s, Step step) {
  const StepOutcome outcome = OutcomeOf(s, step);
  return outcome == StepOutcome::kNoAllow || outcome == StepOutcome::kUnknown ||
         outcome == StepOutcome::kDeny;
}

std::string Grantable(const Situation& s) { return fmt::format("allow {}", s.request.action.text); }

void AddIdentity(const Situation& s, const Author& author, std::vector<Candidate>& candidates) {
  const PrincipalKind kind = s.request.principal.kind;
  const bool entity = kind == PrincipalKind::kUser || kind == PrincipalKind::kAssumedRole ||
                      kind == PrincipalKind::kFederatedUser;
  if (!entity || OutcomeOf(s, Step::kIdentity) == StepOutcome::kAllow) return;
  const Principal& principal = s.request.principal;
  const std::string& owner =
      kind == PrincipalKind::kFederatedUser ? principal.federating_user_arn : author.CallerArn();
  author.Add(Rank::kIdentity, Step::kIdentity, PolicyType::kIdentity, "",
             fmt::format("{} in an identity-based policy of {}", Grantable(s), owner), candidates);
}

PolicyType ResourceType(const Situation& s) {
  switch (s.policies.resource_mode) {
    case ResourceMode::kKey: return PolicyType::kKeyPolicy;
    case ResourceMode::kTrust: return PolicyType::kRoleTrust;
    case ResourceMode::kNormal: break;
  }
  return PolicyType::kResource;
}

// HasResourcePolicy: every key and every role has one; of other resources only those that show it.
bool HasResourcePolicy(const Situation& s) {
  if (s.policies.resource_mode == ResourceMode::kNormal) return !s.policies.resource.empty();
  if (s.policies.resource_mode == ResourceMode::kKey && s.request.action.kms) {
    return (compiler::KeyPolicyActions() & Bit(*s.request.action.kms)) != 0;
  }
  return true;
}

void AddResource(const Situation& s, const Author& author, std::vector<Candidate>& candidates) {
  if (!HasResourcePolicy(s) || s.decision.foreign_operation) return;
  const PolicyType type = ResourceType(s);
  const std::string_view words = compiler::PolicyTypeWords(type);
  const std::string caller = author.Caller();
  if (!caller.empty()) {
    author.Add(Rank::kResource, Step::kResource, type, caller,
               fmt::format("allow {} for the caller in the {}", s.request.action.text, words),
               candidates);
  }
  const bool entity = s.request.principal.kind != PrincipalKind::kService &&
                      s.request.principal.kind != PrincipalKind::kAccount;
  if (type != PolicyType::kResource && entity && !s.request.principal.account.empty()) {
    author.Add(Rank::kResource, Step::kResource, type, author.Account(),
               fmt::format("let account {} decide about {} with its own policies, in the {}",
                           s.request.principal.account, s.request.action.text, words),
               candidates);
  }
}

void AddGrant(const Situation& s, const Author& author, std::vector<Candidate>& candidates) {
  const auto action = s.request.action.kms;
  if (s.policies.resource_mode != ResourceMode::kKey || !action || !s.request.resource.is_kms_key ||
      !FactsOf(*action).grant_operation || !FactsOf(*action).key_policy ||
      *action == compiler::KmsAction::kCreateGrant) {
    return;
  }
  const PrincipalKind kind = s.request.principal.kind;
  const bool entity = kind == PrincipalKind::kUser || kind == PrincipalKind::kAssumedRole;
  const std::string& grantee = author.CallerArn();
  if (!entity || HasWildcard(grantee)) return;
  GrantFacts facts;
  facts.key_id = s.request.resource.arn;
  facts.grantee_principal = grantee;
  facts.operations = {std::string(FactsOf(*action).name)};
  Result<Grant> grant = MakeGrant(facts);
  if (!grant) return;
  Candidate candidate;
  candidate.rank = Rank::kGrant;
  candidate.text = fmt::format("create a grant of {} to {}", facts.operations.front(), grantee);
  Change change;
  change.kind = ChangeKind::kAddGrant;
  change.step = Step::kGrant;
  change.statement =
      fmt::format(R"({{"KeyId":{},"GranteePrincipal":{},"Operations":[{}]}})",
                  JsonQuoted(facts.key_id), JsonQuoted(grantee), JsonQuoted(facts.operations[0]));
  candidate.changes.push_back(std::move(change));
  candidate.grant = std::move(*grant);
  candidates.push_back(std::move(candidate));
}

void AddLimits(const Situation& s, const Author& author, std::vector<Candidate>& candidates) {
  if (Lacks(s, Step::kPermissionsBoundary)) {
    author.Add(Rank::kLimit, Step::kPermissionsBoundary, PolicyType::kPermissionsBoundary, "",
               Grantable(s) + " in the permissions boundary", candidates);
  }
  if (Lacks(s, Step::kSession)) {
    author.Add(Rank::kLimit, Step::kSession, PolicyType::kSession, "",
               Grantable(s) + " in the session policy, when the session is made", candidates);
  }
  const std::string caller = author.Caller();
  if (Lacks(s, Step::kVpcEndpoint) && !caller.empty()) {
    author.Add(Rank::kLimit, Step::kVpcEndpoint, PolicyType::kVpcEndpoint, caller,
               Grantable(s) + " for the caller in the VPC endpoint policy", candidates);
  }
}

// LevelIsClosed: no service control policy of the level allows for certain.
bool LevelIsClosed(const Situation& s, size_t level) {
  for (const ProgramTrace& place : s.decision.programs) {
    if (place.step != Step::kServiceControl || place.level != level) continue;
    for (uint32_t i = 0; i < place.program->statements().size(); ++i) {
      const bool allow = place.program->statements()[i].effect == compiler::Effect::kAllow;
      if (allow && Applies(s.decision.statement(place, i)) == Truth::kTrue) return false;
    }
  }
  return true;
}

// AddOrganization opens every closed level at once: one alone never helps.
void AddOrganization(const Situation& s, const Author& author, std::vector<Candidate>& candidates) {
  if (!s.policies.service_control || !Lacks(s, Step::kServiceControl)) return;
  Candidate candidate;
  candidate.rank = Rank::kOrganization;
  std::string levels;
  const size_t count = s.policies.service_control->size();
  for (size_t level = 0; level < count; ++level) {
    if (!LevelIsClosed(s, level)) continue;
    if (!author.Append(Step::kServiceControl, static_cast<int>(level), PolicyType::kServiceControl,
                       author.Statement(PolicyType::kServiceControl, ""), candidate)) {
      return;
    }
    levels += fmt::format("{}{}", levels.empty() ? "" : ", ", level + 1);
  }
  if (candidate.changes.empty()) return;
  candidate.text = fmt::format("{} in a service control policy on level {} of {} (root first)",
                               Grantable(s), levels, count);
  candidates.push_back(std::move(candidate));
}

void AddOwnerCall(const Situation& s, std::vector<Candidate>& candidates) {
  if (!s.decision.foreign_operation) return;
  Candidate candidate;
  candidate.rank = Rank::kCaller;
  candidate.as_owner = true;
  candidate.text = fmt::format("call {} as a principal of the key's account {} (its root user may)",
                               s.request.action.text, s.request.resource.account);
  Change change;
  change.kind = ChangeKind::kUseOperation;
  candidate.changes.push_back(std::move(change));
  candidates.push_back(std::move(candidate));
}

}  // namespace

void AddStatementCandidates(const Situation& situation, std::vector<Candidate>& candidates) {
  const Author author(situation);
  AddOwnerCall(situation, candidates);
  if (!author.Writable()) return;
  if (situation.decision.core != Truth::kTrue) {
    AddIdentity(situation, author, candidates);
    AddResource(situation, author, candidates);
    AddGrant(situation, author, candidates);
  }
  AddLimits(situation, author, candidates);
  AddOrganization(situation, author, candidates);
}

}  // namespace keyward::evaluator
