#include "iam/read/builder.h"

#include <utility>

namespace keyward::iam {
namespace {

using Claims = std::map<std::string, std::string>;

std::optional<std::string> Claim(const std::string& what, const std::string& whose,
                                 Claims& claims) {
  const auto [found, is_new] = claims.emplace(what, whose);
  if (is_new) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<std::string> DirectoryBuilder::ClaimAccount(const std::string& id,
                                                          const std::string& file) {
  return Claim(id, file, files_);
}

std::optional<std::string> DirectoryBuilder::ClaimId(const std::string& id,
                                                     const std::string& arn) {
  return Claim(id, arn, arns_);
}

void DirectoryBuilder::AddDetails(Account account) {
  const std::string id = account.id;
  const Account& added = directory_->accounts_.emplace(id, std::move(account)).first->second;
  for (const auto& [name, user] : added.users) directory_->ids_.emplace(user->id, user->arn);
  for (const auto& [name, role] : added.roles) directory_->ids_.emplace(role->id, role->arn);
}

void DirectoryBuilder::AddMembership(const std::string& id, OrganizationAccount entry) {
  Account& account = directory_->accounts_[id];
  account.id = id;
  if (account.partition.empty()) account.partition = std::move(entry.partition);
  account.organization = std::move(entry.membership);
}

}  // namespace keyward::iam
