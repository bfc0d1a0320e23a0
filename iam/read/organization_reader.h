// OrganizationReader: organization.json as the Membership of each of its accounts.
//
// Flow      Reading of the file --OrganizationReader::Read--> OrganizationAccount by account id
// Promise   every target, parent and policy that is named is there, and no unit is its own
//           ancestor.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "iam/read/builder.h"
#include "iam/read/policy_pool.h"
#include "iam/read/reading.h"

namespace keyward::iam {

class OrganizationReader {
 public:
  using Memberships = std::map<std::string, OrganizationAccount>;

  OrganizationReader(Reading& in, PolicyPool& pool) : in_(in), pool_(pool) {}

  // Read reads the whole file. Nothing behind a fault.
  std::optional<Memberships> Read();

 private:
  using NodeId = grammar::NodeId;

  // Target: a root, a unit or an account.
  struct Target {
    NodeId node = grammar::kNoNode;
    std::string parent;  // empty for a root
    bool account = false;
    std::string partition;
    bool service_control_on = true;   // of a root
    bool resource_control_on = true;  // likewise
    std::shared_ptr<PolicyLevel> service_control = std::make_shared<PolicyLevel>();
    std::shared_ptr<PolicyLevel> resource_control = std::make_shared<PolicyLevel>();
  };
  using Targets = std::map<std::string, Target, std::less<>>;

  // Control: a policy of one of the two types; of another type, `type` is absent.
  struct Control {
    std::optional<compiler::PolicyType> type;
    CompiledPolicy policy;
  };

  bool ReadHead(NodeId id);
  bool ReadRoots(NodeId list);
  bool ReadPolicyTypes(NodeId list, Target& root);
  bool ReadChildren(NodeId list, bool accounts);
  bool ReadPolicies(NodeId list);
  bool ReadPolicy(NodeId item);
  bool ReadType(NodeId id, Control& control);
  bool ReadAttachments(NodeId list);
  bool ReadAttachment(NodeId item);
  bool AddTarget(NodeId id, std::string name, Target target);

  bool CheckParents();
  std::vector<const Target*> LineOf(const Target& account, std::string& path) const;
  Membership MembershipOf(const std::string& id, const Target& account) const;

  Reading& in_;
  PolicyPool& pool_;
  std::string id_;
  std::string master_account_;
  NodeId master_node_ = grammar::kNoNode;
  bool all_features_ = true;
  Targets targets_;
  std::map<std::string, Control> policies_;
};

}  // namespace keyward::iam
