// DirectoryBuilder: the only maker of a Directory.
//
// Flow      Accounts + Memberships --DirectoryBuilder--> Directory
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "iam/directory.h"
#include "iam/load.h"

namespace keyward::iam {

// OrganizationAccount: one entry of Accounts in organization.json.
struct OrganizationAccount {
  Membership membership;
  std::string partition;  // of its Arn; empty without one
};

class DirectoryBuilder {
 public:
  DirectoryBuilder() : directory_(new Directory()) {}

  // ClaimAccount notes that `file` holds the account; nothing, or the file that holds it already.
  std::optional<std::string> ClaimAccount(const std::string& id, const std::string& file);

  // ClaimId notes that `arn` has the unique id; nothing, or the ARN that has it already.
  std::optional<std::string> ClaimId(const std::string& id, const std::string& arn);

  // AddDetails takes an account read from its own file, claimed before, with all its ids.
  void AddDetails(Account account);

  // AddMembership places an account in the organization; one without details is added.
  void AddMembership(const std::string& id, OrganizationAccount entry);

  // Finish hands the Directory over; the builder is of no further use.
  DirectoryPtr Finish() { return std::move(directory_); }

 private:
  std::shared_ptr<Directory> directory_;
  std::map<std::string, std::string> files_;  // by account
  std::map<std::string, std::string> arns_;   // by unique id
};

}  // namespace keyward::iam
