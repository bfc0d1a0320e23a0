// Binding the principals of a policy that is saved to the unique ids of what they name (K1.5).
#include <algorithm>

#include "compiler/values.h"
#include "iam/directory.h"

namespace keyward::iam {
namespace {

using Kind = Binding::Kind;

// WholeAccount finds the account that `principal` stands for as a whole; empty when it does not.
std::string_view WholeAccount(std::string_view principal) {
  if (compiler::ParseAccount(principal)) return principal;
  const auto colons = compiler::FindArnColons(principal);
  if (!colons || compiler::ArnPart(principal, *colons, 2) != "iam" ||
      compiler::ArnPart(principal, *colons, 5) != "root") {
    return {};
  }
  return compiler::ArnPart(principal, *colons, 4);
}

}  // namespace

Binding Directory::BindPrincipal(std::string_view principal) const {
  if (principal == "*") return {Kind::kAsWritten, {}};
  if (ids_.contains(principal)) return {Kind::kEntity, std::string(principal)};
  if (const std::string_view id = WholeAccount(principal); !id.empty()) {
    if (!compiler::ParseAccount(id)) return {};
    return {FindAccount(id) == nullptr ? Kind::kUnknownAccount : Kind::kAsWritten, {}};
  }
  const Result<evaluator::Principal> read = evaluator::ReadPrincipal(principal);
  if (!read || read->kind == evaluator::PrincipalKind::kIdentityProvider) return {};
  const Account* account = FindAccount(read->account);
  if (account == nullptr || !account->has_details) return {Kind::kUnknownAccount, {}};
  if (const User* user = FindUser(principal)) return {Kind::kEntity, user->id};
  if (const Role* role = FindRole(principal)) return {Kind::kEntity, role->id};
  if (read->kind == evaluator::PrincipalKind::kFederatedUser) return {Kind::kAsWritten, {}};
  const bool session = read->kind == evaluator::PrincipalKind::kAssumedRole &&
                       principal == read->arn && FindSessionRole(*read) != nullptr;
  return session ? Binding{Kind::kAsWritten, {}} : Binding{};
}

}  // namespace keyward::iam
