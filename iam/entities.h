// Entities: users, groups, roles and managed policies as one account has them.
//
// Flow      account authorization details --LoadDirectory--> entities of a Directory
// Promise   plain values, immutable once their Directory stands; equal policy documents of one name
//           and kind share one Program, each keeps its own place in its file.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/program.h"
#include "evaluator/request.h"
#include "iam/organization.h"

namespace keyward::iam {

// InlinePolicy: a policy that is a part of its user, group or role.
struct InlinePolicy {
  std::string name;
  CompiledPolicy policy;
};

// ManagedPolicy: the default version of a managed policy, compiled as an identity-based policy.
struct ManagedPolicy {
  std::string arn;
  std::string name;
  std::string default_version;  // v1, v2, …
  CompiledPolicy policy;
};

// Boundary: a managed policy as the permissions boundary of a user or role.
struct Boundary {
  std::string arn;
  CompiledPolicy policy;
};

// Identity: what users, groups and roles have in common.
struct Identity {
  std::string arn;
  std::string id;    // AIDA…, AGPA…, AROA…
  std::string path;  // begins and ends with a slash
  std::string name;
  std::vector<InlinePolicy> inline_policies;
  std::vector<std::shared_ptr<const ManagedPolicy>> attached_policies;
};

struct Group : Identity {};

struct User : Identity {
  std::vector<std::shared_ptr<const Group>> groups;
  std::optional<Boundary> boundary;
  evaluator::Pairs tags;
  // identity_policies: inline, attached and those of the groups, each program once (R5.12).
  PolicyLevel identity_policies;
};

struct Role : Identity {
  CompiledPolicy trust_policy;
  std::optional<Boundary> boundary;
  evaluator::Pairs tags;
  std::optional<uint32_t> max_session_duration;  // seconds; where the file says it
  PolicyLevel identity_policies;                 // inline and attached, each program once
};

template <typename T>
using ByName = std::map<std::string, std::shared_ptr<const T>, std::less<>>;

// Account: one account of the directory. Without `has_details` only its place in the organization
// is known, none of its users and roles.
struct Account {
  std::string id;         // 12 digits
  std::string partition;  // aws, aws-cn, …; empty where no file says it
  bool has_details = false;
  std::string file;  // the details' file; empty without
  ByName<User> users;
  ByName<Group> groups;
  ByName<Role> roles;
  ByName<ManagedPolicy> policies;          // by ARN; AWS managed policies included
  std::optional<Membership> organization;  // absent: in no organization
};

}  // namespace keyward::iam
