#include "evaluator/grant.h"

#include <fmt/core.h>

#include "compiler/condition_keys.h"
#include "compiler/kms_actions.h"

namespace keyward::evaluator {
namespace {

using compiler::PrincipalMatch;

tl::unexpected<Error> Refuse(std::string message, std::string help) {
  return Fail(ErrorCode::kInvalidInput, std::move(message), {}, {}, std::move(help));
}

// RootAccount is the account of a 12-digit id or of an account's root ARN.
std::optional<uint64_t> RootAccount(std::string_view text) {
  if (const auto account = compiler::ParseAccount(text)) return account;
  const auto colons = compiler::FindArnColons(text);
  if (!colons || compiler::ArnPart(text, *colons, 2) != "iam") return std::nullopt;
  if (compiler::ArnPart(text, *colons, 5) != "root") return std::nullopt;
  return compiler::ParseAccount(compiler::ArnPart(text, *colons, 4));
}

// PartyOf prepares a principal; AWS's own grants name services where principals stand (K3.4).
Party PartyOf(const std::string& principal, const std::string& service) {
  Party party;
  party.text = principal.empty() ? service : principal;
  party.hash = compiler::HashKey(party.text);
  if (party.text.empty()) return party;
  if (principal.empty()) {
    party.match = PrincipalMatch::kService;
  } else if (const auto account = RootAccount(party.text)) {
    party.match = PrincipalMatch::kAccount;
    party.account = *account;
  } else if (const auto colons = compiler::FindArnColons(party.text)) {
    party.match = PrincipalMatch::kArn;
    party.account = compiler::ParseAccount(compiler::ArnPart(party.text, *colons, 4))
                        .value_or(compiler::kNoAccount);
  } else if (party.text.find('.') != std::string::npos) {
    party.match = PrincipalMatch::kService;
  } else {
    party.match = PrincipalMatch::kUniqueId;
  }
  return party;
}

Result<uint64_t> OperationsOf(const GrantFacts& facts) {
  if (facts.operations.empty()) {
    return Refuse("the grant has no operations", "list the operations it allows in Operations");
  }
  uint64_t mask = 0;
  for (const std::string& name : facts.operations) {
    const auto action = compiler::FindKmsAction(name);
    if (!action || !compiler::FactsOf(*action).grant_operation ||
        compiler::FactsOf(*action).name != name) {
      return Refuse(fmt::format("\"{}\" is no grant operation", name),
                    "grants allow operations like Decrypt, GenerateDataKey or CreateGrant");
    }
    mask |= compiler::Bit(*action);
  }
  return mask;
}

}  // namespace

Result<Grant> MakeGrant(GrantFacts facts) {
  if (facts.grantee_principal.empty() == facts.grantee_service_principal.empty()) {
    return Refuse("a grant has exactly one grantee",
                  "give either GranteePrincipal or GranteeServicePrincipal");
  }
  if (!facts.retiring_principal.empty() && !facts.retiring_service_principal.empty()) {
    return Refuse("a grant has at most one retiring principal",
                  "give either RetiringPrincipal or RetiringServicePrincipal");
  }
  const Result<uint64_t> operations = OperationsOf(facts);
  if (!operations) return tl::unexpected<Error>(operations.error());
  Grant grant;
  if (!facts.issuing_account.empty()) {
    const auto account = RootAccount(facts.issuing_account);
    if (!account) {
      return Refuse(fmt::format("\"{}\" is no issuing account", facts.issuing_account),
                    "give the account's root ARN, like arn:aws:iam::111122223333:root");
    }
    grant.issuing_account = *account;
  }
  grant.operations = *operations;
  grant.grantee = PartyOf(facts.grantee_principal, facts.grantee_service_principal);
  grant.retiring = PartyOf(facts.retiring_principal, facts.retiring_service_principal);
  grant.facts = std::move(facts);
  return grant;
}

}  // namespace keyward::evaluator
