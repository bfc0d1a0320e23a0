#include <algorithm>

#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

using compiler::PrincipalMatch;

bool SameText(uint64_t hash, std::string_view text, uint64_t other_hash, std::string_view other) {
  return hash == other_hash && text == other && !text.empty();
}

// CoversArn: user, role, session and federated-user ARNs (R2.21 to R2.23, R2.34).
MatchKind CoversArn(uint64_t hash, std::string_view text, const Principal& principal) {
  const bool itself = SameText(hash, text, principal.arn_hash, principal.arn);
  switch (principal.kind) {
    case PrincipalKind::kUser: return itself ? MatchKind::kDirect : MatchKind::kNone;
    case PrincipalKind::kAssumedRole:
      if (itself) return MatchKind::kDirect;
      return SameText(hash, text, principal.role_hash, principal.role_arn) ? MatchKind::kEntity
                                                                           : MatchKind::kNone;
    case PrincipalKind::kFederatedUser:
      if (itself) return MatchKind::kDirect;
      return SameText(hash, text, principal.federating_hash, principal.federating_user_arn)
                 ? MatchKind::kEntity
                 : MatchKind::kNone;
    case PrincipalKind::kAccount:
    case PrincipalKind::kService:
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kIdentityProvider: break;
  }
  return MatchKind::kNone;
}

// CoversAccount: the account itself (R2.20).
MatchKind CoversAccount(uint64_t account, const Principal& principal) {
  if (account == compiler::kNoAccount || account != principal.account_number)
    return MatchKind::kNone;
  switch (principal.kind) {
    case PrincipalKind::kUser:
    case PrincipalKind::kAssumedRole:
    case PrincipalKind::kFederatedUser: return MatchKind::kAccount;
    case PrincipalKind::kAccount: return MatchKind::kDirect;
    case PrincipalKind::kService:
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kIdentityProvider: break;
  }
  return MatchKind::kNone;
}

// CoversId: a unique id is like the ARN of the entity that has it (R2.26).
MatchKind CoversId(std::string_view text, const Principal& principal) {
  if (text.empty()) return MatchKind::kNone;
  if (principal.kind == PrincipalKind::kUser && text == principal.id) return MatchKind::kDirect;
  if (principal.kind == PrincipalKind::kAssumedRole &&
      (text == principal.role_id || text == principal.id)) {
    return MatchKind::kEntity;
  }
  return MatchKind::kNone;
}

MatchKind DirectIf(bool yes) { return yes ? MatchKind::kDirect : MatchKind::kNone; }

// Listed: which kinds of match the values of an element yield.
struct Listed {
  bool everyone = false;
  bool direct = false;
  bool entity = false;
  bool account = false;

  MatchKind Strongest() const {
    if (direct) return MatchKind::kDirect;
    if (entity) return MatchKind::kEntity;
    return account ? MatchKind::kAccount : MatchKind::kNone;
  }
};

Listed ListedValues(const compiler::Program& program, const compiler::StatementCode& code,
                    const Principal& principal, const PrincipalRules& rules) {
  Listed listed;
  for (const compiler::PrincipalCode& value : program.principals(code.principals)) {
    const MatchKind kind =
        CoversParty(value.match, value.account, value.hash, program.text(value.text), principal);
    listed.everyone |= value.match == PrincipalMatch::kEveryone;
    listed.direct |= kind == MatchKind::kDirect;
    listed.entity |= kind == MatchKind::kEntity;
    // A gateway endpoint takes an account principal for the root user alone (R5.14).
    listed.account |= kind == MatchKind::kAccount && !rules.gateway_endpoint;
  }
  return listed;
}

// IsExempt: Deny with NotPrincipal spares a caller only when its whole chain is listed (R2.31).
bool IsExempt(const Listed& listed, const Principal& principal, NotPrincipalMode mode) {
  if (listed.everyone) return true;
  if (mode == NotPrincipalMode::kLenient) return listed.Strongest() != MatchKind::kNone;
  switch (principal.kind) {
    case PrincipalKind::kUser:
    case PrincipalKind::kFederatedUser: return listed.direct && listed.account;
    case PrincipalKind::kAssumedRole: return listed.direct && listed.entity && listed.account;
    case PrincipalKind::kAccount:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider: return listed.direct;
    case PrincipalKind::kAnonymous: break;
  }
  return false;
}

MatchKind MatchNotPrincipal(const Listed& listed, compiler::Effect effect,
                            const Principal& principal, const PrincipalRules& rules) {
  if (effect == compiler::Effect::kAllow) {
    return DirectIf(!listed.everyone && listed.Strongest() == MatchKind::kNone);  // R2.30
  }
  const bool entity =
      principal.kind == PrincipalKind::kUser || principal.kind == PrincipalKind::kAssumedRole;
  if (rules.has_boundary && entity) return MatchKind::kDirect;  // R2.32
  return DirectIf(!IsExempt(listed, principal, rules.not_principal));
}

}  // namespace

MatchKind CoversParty(PrincipalMatch match, uint64_t account, uint64_t hash, std::string_view text,
                      const Principal& principal) {
  switch (match) {
    case PrincipalMatch::kEveryone: return MatchKind::kDirect;  // R2.24
    case PrincipalMatch::kAccount: return CoversAccount(account, principal);
    case PrincipalMatch::kArn: return CoversArn(hash, text, principal);
    case PrincipalMatch::kUniqueId: return CoversId(text, principal);
    case PrincipalMatch::kService:
      return DirectIf(principal.kind == PrincipalKind::kService &&
                      std::find(principal.service_names.begin(), principal.service_names.end(),
                                text) != principal.service_names.end());  // R2.27
    case PrincipalMatch::kFederated:
      return DirectIf(principal.kind == PrincipalKind::kIdentityProvider && !text.empty() &&
                      (text == principal.arn || text == principal.id));  // R2.29
    case PrincipalMatch::kNobody: break;
  }
  return MatchKind::kNone;
}

MatchKind MatchPrincipal(const compiler::Program& program, const compiler::StatementCode& code,
                         const Principal& principal, const PrincipalRules& rules) {
  if (!code.has_principal) return MatchKind::kDirect;
  if (code.everyone && !code.not_principal) return MatchKind::kDirect;
  const Listed listed = ListedValues(program, code, principal, rules);
  if (code.not_principal) return MatchNotPrincipal(listed, code.effect, principal, rules);
  return listed.Strongest();
}

}  // namespace keyward::evaluator
