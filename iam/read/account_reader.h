// AccountReader: one file of account authorization details as an Account.
//
// Flow      Reading of a file --AccountReader::Read--> Account
// Promise   managed policies are read first, then groups, users and roles, so that each finds what
//           it names; what is not there is a fault.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "iam/entities.h"
#include "iam/read/builder.h"
#include "iam/read/entity_arn.h"
#include "iam/read/policy_pool.h"
#include "iam/read/reading.h"

namespace keyward::iam {

// EntityKind: how AWS names the members of one of the three lists.
struct EntityKind {
  std::string_view type;  // in ARNs and in messages
  std::string_view name_member;
  std::string_view id_member;
  std::string_view inline_member;
};

class AccountReader {
 public:
  AccountReader(Reading& in, PolicyPool& pool, DirectoryBuilder& builder)
      : in_(in), pool_(pool), builder_(builder) {}

  // Read reads the whole file. Nothing behind a fault.
  std::optional<Account> Read();

 private:
  using NodeId = grammar::NodeId;

  bool RefuseTruncated(NodeId truncated, NodeId marker, NodeId token);

  bool ReadManagedPolicies(NodeId list);
  bool ReadManagedPolicy(NodeId item, ManagedPolicy& policy);
  NodeId FindDefaultVersion(NodeId item, NodeId list, std::string& version);
  bool ReadVersion(NodeId item, std::string& version, NodeId& found);

  template <typename T>
  bool ReadEntities(NodeId list, const EntityKind& kind, ByName<T>& to);
  bool ReadMore(NodeId, Group&) { return true; }
  bool ReadMore(NodeId item, User& user);
  bool ReadMore(NodeId item, Role& role);

  bool ReadIdentity(NodeId item, const EntityKind& kind, Identity& identity);
  bool ReadId(NodeId id, const Identity& identity);
  bool OwnAccount(NodeId id, const EntityArn& arn);
  bool ReadInline(NodeId list, Identity& identity);
  bool ReadAttached(NodeId list, Identity& identity);
  bool ReadGroups(NodeId list, User& user);
  bool ReadBoundary(NodeId id, std::optional<Boundary>& boundary);
  bool ReadDuration(NodeId id, std::optional<uint32_t>& seconds);

  Reading& in_;
  PolicyPool& pool_;
  DirectoryBuilder& builder_;
  Account account_;
  std::map<std::string, NodeId> documents_;  // of managed policies, by ARN
  // broken_: ARNs of policies and names of groups with a fault of their own, which is told once.
  std::set<std::string> broken_;
  std::map<std::string, Boundary> boundaries_;  // by ARN
};

}  // namespace keyward::iam
