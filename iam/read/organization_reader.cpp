#include "iam/read/organization_reader.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "compiler/values.h"

namespace keyward::iam {
namespace {

using grammar::kNoNode;
using grammar::NodeId;

// kMaxLine: Organizations nests units five deep; what is far beyond is a circle.
constexpr size_t kMaxLine = 32;

constexpr std::string_view kServiceControl = "SERVICE_CONTROL_POLICY";
constexpr std::string_view kResourceControl = "RESOURCE_CONTROL_POLICY";

bool IsAccount(std::string_view id) { return compiler::ParseAccount(id).has_value(); }

// PartitionOf is the second part of an ARN; empty when it is none.
std::string PartitionOf(std::string_view arn) {
  const auto colons = compiler::FindArnColons(arn);
  return colons ? std::string(compiler::ArnPart(arn, *colons, 1)) : std::string();
}

}  // namespace

std::optional<OrganizationReader::Memberships> OrganizationReader::Read() {
  constexpr std::array<std::string_view, 6> kNames = {
      "Organization", "Roots", "OrganizationalUnits", "Accounts", "Policies", "Attachments",
  };
  std::array<NodeId, kNames.size()> slots;
  const NodeId root = in_.tree().root();
  if (!in_.Members(root, kNames, slots.data())) return std::nullopt;
  if (slots[0] == kNoNode || slots[1] == kNoNode) {
    in_.RefuseMissing(root, kNames[slots[0] == kNoNode ? 0 : 1]);
    return std::nullopt;
  }
  bool ok = ReadHead(slots[0]);
  ok &= ReadRoots(slots[1]);
  ok &= ReadChildren(slots[2], false);
  ok &= ReadChildren(slots[3], true);
  ok &= ReadPolicies(slots[4]);
  if (!ok || !CheckParents() || !ReadAttachments(slots[5])) return std::nullopt;
  Memberships memberships;
  for (const auto& [id, target] : targets_) {
    if (target.account) memberships[id] = {MembershipOf(id, target), target.partition};
  }
  return memberships;
}

bool OrganizationReader::ReadHead(NodeId id) {
  constexpr std::array<std::string_view, 3> kNames = {"Id", "MasterAccountId", "FeatureSet"};
  std::array<NodeId, 3> slots;
  std::string features = "ALL";
  if (!in_.Members(id, kNames, slots.data()) || !in_.Text(id, slots[0], kNames[0], id_) ||
      !in_.Text(id, slots[1], kNames[1], master_account_) ||
      !in_.OptionalText(slots[2], features)) {
    return false;
  }
  master_node_ = slots[1];
  if (!IsAccount(master_account_)) {
    return in_.RefuseValue(slots[1], fmt::format("\"{}\" is no account id", master_account_));
  }
  all_features_ = features == "ALL";
  return all_features_ || features == "CONSOLIDATED_BILLING" ||
         in_.RefuseValue(slots[2], fmt::format("\"{}\" is no feature set", features),
                         "ALL or CONSOLIDATED_BILLING");
}

bool OrganizationReader::AddTarget(NodeId id, std::string name, Target target) {
  if (targets_.emplace(name, std::move(target)).second) return true;
  return in_.RefuseValue(id, fmt::format("{} is there twice", name));
}

bool OrganizationReader::ReadRoots(NodeId list) {
  constexpr std::array<std::string_view, 2> kNames = {"Id", "PolicyTypes"};
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    std::array<NodeId, 2> slots;
    std::string id;
    Target root;
    root.node = item;
    ok &= in_.Members(item, kNames, slots.data()) && in_.Text(item, slots[0], kNames[0], id) &&
          ReadPolicyTypes(slots[1], root) && AddTarget(item, id, std::move(root));
  }
  return ok;
}

bool OrganizationReader::ReadPolicyTypes(NodeId list, Target& root) {
  constexpr std::array<std::string_view, 2> kNames = {"Type", "Status"};
  if (list == kNoNode) return true;
  if (!in_.IsList(list)) return false;
  root.service_control_on = root.resource_control_on = false;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    std::array<NodeId, 2> slots;
    std::string type;
    std::string status;
    if (!in_.Members(item, kNames, slots.data()) || !in_.Text(item, slots[0], kNames[0], type) ||
        !in_.Text(item, slots[1], kNames[1], status)) {
      return false;
    }
    if (status != "ENABLED" && status != "PENDING_ENABLE" && status != "PENDING_DISABLE") {
      return in_.RefuseValue(slots[1], fmt::format("\"{}\" is no status of a policy type", status),
                             "ENABLED, PENDING_ENABLE or PENDING_DISABLE");
    }
    const bool on = status != "PENDING_ENABLE";
    if (type == kServiceControl) root.service_control_on = on;
    if (type == kResourceControl) root.resource_control_on = on;
  }
  return true;
}

bool OrganizationReader::ReadChildren(NodeId list, bool accounts) {
  constexpr std::array<std::string_view, 3> kNames = {"Id", "ParentId", "Arn"};
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    std::array<NodeId, 3> slots;
    std::string id;
    std::string arn;
    Target target;
    target.node = item;
    target.account = accounts;
    if (!in_.Members(item, kNames, slots.data()) || !in_.Text(item, slots[0], kNames[0], id) ||
        !in_.Text(item, slots[1], kNames[1], target.parent) || !in_.OptionalText(slots[2], arn)) {
      ok = false;
      continue;
    }
    if (accounts && !IsAccount(id)) {
      ok = in_.RefuseValue(slots[0], fmt::format("\"{}\" is no account id", id));
      continue;
    }
    if (accounts) target.partition = PartitionOf(arn);
    ok &= AddTarget(item, id, std::move(target));
  }
  return ok;
}

// CheckParents: the parents are there, are no accounts, and end in a root; the management account
// is there.
bool OrganizationReader::CheckParents() {
  bool ok = true;
  for (const auto& [id, target] : targets_) {
    if (target.parent.empty()) continue;
    const auto parent = targets_.find(target.parent);
    if (parent == targets_.end() || parent->second.account) {
      ok = in_.RefuseValue(
          target.node,
          fmt::format("its parent {} is neither a root nor an organizational unit", target.parent));
    }
  }
  if (!ok) return false;
  for (const auto& [id, target] : targets_) {
    size_t steps = 0;
    const Target* at = &target;
    while (!at->parent.empty() && steps <= kMaxLine) {
      at = &targets_.find(at->parent)->second;
      ++steps;
    }
    if (!at->parent.empty()) {
      return in_.RefuseValue(target.node, fmt::format("{} does not stand under a root", id));
    }
  }
  const auto master = targets_.find(master_account_);
  return (master != targets_.end() && master->second.account) ||
         in_.RefuseValue(master_node_, fmt::format("the management account {} is not in Accounts",
                                                   master_account_));
}

// LineOf is the way from the root to `account`; `path` says it as aws:PrincipalOrgPaths does.
std::vector<const OrganizationReader::Target*> OrganizationReader::LineOf(const Target& account,
                                                                          std::string& path) const {
  std::vector<const Target*> line = {&account};
  path.clear();
  for (const Target* at = &account; !at->parent.empty();) {
    path.insert(0, at->parent + "/");
    at = &targets_.find(at->parent)->second;
    line.push_back(at);
  }
  path.insert(0, id_ + "/");
  std::reverse(line.begin(), line.end());
  return line;
}

Membership OrganizationReader::MembershipOf(const std::string& id, const Target& account) const {
  Membership membership;
  membership.organization_id = id_;
  membership.management_account = id == master_account_;
  const std::vector<const Target*> line = LineOf(account, membership.path);
  if (all_features_ && line.front()->service_control_on) {
    auto& levels = membership.service_control.emplace();
    for (const Target* target : line) levels.push_back(target->service_control);
  }
  if (all_features_ && line.front()->resource_control_on) {
    auto& levels = membership.resource_control.emplace();
    for (const Target* target : line) levels.push_back(target->resource_control);
  }
  return membership;
}

}  // namespace keyward::iam
