#include "compiler/emit/emitter.h"

namespace keyward::compiler {
namespace {

// AccountOf is the account of a 12-digit id or of an account's root ARN (R2.20; the partition is not
// compared).
std::optional<uint64_t> AccountOf(std::string_view text) {
  if (const auto account = ParseAccount(text)) return account;
  const auto colons = FindArnColons(text);
  if (!colons || ArnPart(text, *colons, 2) != "iam" || ArnPart(text, *colons, 5) != "root") {
    return std::nullopt;
  }
  return ParseAccount(ArnPart(text, *colons, 4));
}

PrincipalMatch MatchOfAws(std::string_view text) {
  if (text == "*") return PrincipalMatch::kEveryone;
  if (AccountOf(text)) return PrincipalMatch::kAccount;
  return text.starts_with("arn:") ? PrincipalMatch::kArn : PrincipalMatch::kUniqueId;
}

PrincipalMatch MatchOf(const PrincipalValue& value) {
  switch (value.type) {
    case PrincipalType::kEveryone: return PrincipalMatch::kEveryone;
    case PrincipalType::kAws: return MatchOfAws(value.text.value);
    case PrincipalType::kService: return PrincipalMatch::kService;
    case PrincipalType::kFederated: return PrincipalMatch::kFederated;
    case PrincipalType::kCanonicalUser: break;
  }
  return PrincipalMatch::kNobody;  // R2.35: no mapping of canonical users is known
}

}  // namespace

void Emitter::EmitPrincipals(const Statement& statement, StatementCode& code) {
  code.not_principal = statement.principal.negated;
  code.principals.begin = static_cast<uint32_t>(program_->principals_.size());
  for (const PrincipalValue& value : statement.principal.values) {
    const PrincipalCode principal = MakePrincipal(value);
    code.everyone |= principal.match == PrincipalMatch::kEveryone;
    program_->principals_.push_back(principal);
  }
  code.principals.end = static_cast<uint32_t>(program_->principals_.size());
}

PrincipalCode Emitter::MakePrincipal(const PrincipalValue& value) {
  PrincipalCode principal;
  principal.match = MatchOf(value);
  principal.span = value.text.span;
  principal.text = Store(value.text.value);
  principal.hash = HashKey(value.text.value);
  if (principal.match == PrincipalMatch::kAccount) {
    principal.account = AccountOf(value.text.value).value_or(kNoAccount);
  }
  return principal;
}

}  // namespace keyward::compiler
