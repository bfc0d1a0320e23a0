#include "evaluator/explain/grant_story.h"

#include <algorithm>
#include <fmt/format.h>

#include "evaluator/explain/words.h"
#include "evaluator/match/grants.h"
#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

using compiler::KmsAction;

std::string NameOf(const Grant& grant, size_t index) {
  if (!grant.facts.name.empty()) return grant.facts.name;
  if (!grant.facts.grant_id.empty()) return grant.facts.grant_id;
  return fmt::format("#{}", index);
}

std::string PairWords(const Pairs& pairs) {
  if (pairs.empty()) return "none";
  std::string words;
  for (const auto& [key, value] : pairs) {
    if (!words.empty()) words += ", ";
    words += fmt::format("{}={}", key, value);
  }
  return words;
}

std::string OperationWords(const Grant& grant) {
  std::string words;
  for (const std::string& operation : grant.facts.operations) {
    if (!words.empty()) words += ", ";
    words += operation;
  }
  return words;
}

// Fails: the grant would not allow the request if it had no constraint but those it has.
bool Fails(const Grant& grant, const Request& request) {
  std::vector<Truth> matched = {Truth::kFalse};
  MatchGrants({grant}, request, matched);
  return matched.front() != Truth::kTrue;
}

Grant WithoutConstraints(Grant grant) {
  grant.facts.source_arn.clear();
  grant.facts.encryption_context_equals.reset();
  grant.facts.encryption_context_subset.reset();
  return grant;
}

std::string ContextWords(std::string_view kind, const Pairs& wanted, const Request& request) {
  if (request.action.kms == KmsAction::kCreateGrant) {
    return fmt::format("its {} is {}, and the new grant's constraint, {}, is not as strict", kind,
                       PairWords(wanted), PairWords(request.encryption_context));
  }
  return fmt::format("its {} is {}, the request's encryption context is {}", kind,
                     PairWords(wanted), PairWords(request.encryption_context));
}

// AddConstraints names the constraints that fail, each tried alone.
void AddConstraints(const Grant& grant, const Request& request, std::vector<std::string>& reasons) {
  const GrantFacts& facts = grant.facts;
  const Grant bare = WithoutConstraints(grant);
  if (Fails(bare, request)) {
    if (request.action.kms == KmsAction::kCreateGrant) {
      reasons.push_back(
          fmt::format("a grant made by its grantee may list only {}", OperationWords(grant)));
    }
    return;
  }
  Grant alone = bare;
  alone.facts.source_arn = facts.source_arn;
  if (!facts.source_arn.empty() && Fails(alone, request)) {
    reasons.push_back(fmt::format("its SourceArn constraint wants aws:SourceArn to be {}",
                                  Quoted(facts.source_arn)));
  }
  alone = bare;
  alone.facts.encryption_context_equals = facts.encryption_context_equals;
  if (facts.encryption_context_equals && Fails(alone, request)) {
    reasons.push_back(
        ContextWords("EncryptionContextEquals", *facts.encryption_context_equals, request));
  }
  alone = bare;
  alone.facts.encryption_context_subset = facts.encryption_context_subset;
  if (facts.encryption_context_subset && Fails(alone, request)) {
    reasons.push_back(
        ContextWords("EncryptionContextSubset", *facts.encryption_context_subset, request));
  }
}

MatchKind Covers(const Party& party, const Principal& principal) {
  return CoversParty(party.match, party.account, party.hash, party.text, principal);
}

// Reasons says why a grant does not allow the request.
std::vector<std::string> Reasons(const Grant& grant, const Request& request) {
  std::vector<std::string> reasons;
  const GrantFacts& facts = grant.facts;
  if (request.action.kms == KmsAction::kRetireGrant) {
    reasons.emplace_back(
        "the caller is neither its retiring principal nor a grantee that may "
        "retire it");
    return reasons;
  }
  if ((grant.operations & Bit(*request.action.kms)) == 0) {
    reasons.push_back(fmt::format("its operations are {}", OperationWords(grant)));
  }
  if (Covers(grant.grantee, request.principal) == MatchKind::kNone) {
    const std::string& grantee =
        facts.grantee_principal.empty() ? facts.grantee_service_principal : facts.grantee_principal;
    reasons.push_back(fmt::format("its grantee is {}", Quoted(grantee)));
  }
  if (reasons.empty()) AddConstraints(grant, request, reasons);
  return reasons;
}

bool IsOnKey(const Grant& grant, const Resource& resource) {
  const std::string& key = grant.facts.key_id;
  return key.empty() || resource.arn.ends_with(key);
}

}  // namespace

std::vector<GrantStory> GrantStories(const Decision& decision, const AppliedPolicies& policies,
                                     const Request& request, size_t limit) {
  std::vector<GrantStory> stories;
  const bool any = std::any_of(decision.grants.begin(), decision.grants.end(),
                               [](Truth truth) { return truth == Truth::kTrue; });
  if (!request.action.kms) return stories;
  for (size_t i = 0; i < policies.grants.size() && i < decision.grants.size(); ++i) {
    const Grant& grant = policies.grants[i];
    if ((decision.grants[i] == Truth::kTrue) != any || !IsOnKey(grant, request.resource)) continue;
    GrantStory story;
    story.index = i;
    story.name = NameOf(grant, i);
    story.allows = decision.grants[i];
    if (story.allows == Truth::kUnknown) {
      story.reasons.emplace_back("whether it does depends on a key that was left unknown");
    } else if (!any) {
      story.reasons = Reasons(grant, request);
    }
    stories.push_back(std::move(story));
  }
  std::stable_sort(stories.begin(), stories.end(), [](const GrantStory& a, const GrantStory& b) {
    return a.reasons.size() < b.reasons.size();
  });
  if (stories.size() > limit) stories.resize(limit);
  return stories;
}

}  // namespace keyward::evaluator
