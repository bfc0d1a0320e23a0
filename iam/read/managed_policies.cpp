// The list Policies of account authorization details.
#include <array>
#include <fmt/core.h>

#include "iam/read/account_reader.h"

namespace keyward::iam {

using grammar::kNoNode;
using grammar::NodeId;

bool AccountReader::ReadManagedPolicies(NodeId list) {
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    ManagedPolicy policy;
    if (ReadManagedPolicy(item, policy)) {
      const std::string arn = policy.arn;
      account_.policies.emplace(arn, std::make_shared<const ManagedPolicy>(std::move(policy)));
    } else {
      broken_.insert(policy.arn);
      ok = false;
    }
  }
  return ok;
}

bool AccountReader::ReadManagedPolicy(NodeId item, ManagedPolicy& policy) {
  constexpr std::array<std::string_view, 4> kNames = {"Arn", "PolicyName", "DefaultVersionId",
                                                      "PolicyVersionList"};
  std::array<NodeId, 4> slots;
  if (!in_.Members(item, kNames, slots.data()) ||
      !in_.Text(item, slots[0], kNames[0], policy.arn) ||
      !in_.Text(item, slots[1], kNames[1], policy.name) ||
      !in_.OptionalText(slots[2], policy.default_version)) {
    return false;
  }
  const auto arn = ParseEntityArn(policy.arn, "policy");
  if (!arn || arn->name != policy.name) {
    return in_.RefuseValue(
        slots[0], fmt::format("\"{}\" is not the ARN of a policy {}", policy.arn, policy.name));
  }
  if (arn->account != "aws" && !OwnAccount(slots[0], *arn)) return false;
  const NodeId document = FindDefaultVersion(item, slots[3], policy.default_version);
  if (document == kNoNode) return false;
  if (!documents_.emplace(policy.arn, document).second) {
    return in_.RefuseValue(slots[0], fmt::format("there are two policies {}", policy.arn));
  }
  auto compiled = pool_.Compile(in_, document, compiler::PolicyType::kIdentity, policy.arn);
  if (compiled) policy.policy = std::move(*compiled);
  return compiled.has_value();
}

// FindDefaultVersion is the document of the version that is in force: the one called `version`, or
// marked as default where the policy does not name it; kNoNode behind a fault.
NodeId AccountReader::FindDefaultVersion(NodeId item, NodeId list, std::string& version) {
  if (!in_.IsList(list)) return kNoNode;
  NodeId found = kNoNode;
  for (NodeId each = in_.First(list); each != kNoNode; each = in_.Next(each)) {
    if (!ReadVersion(each, version, found)) return kNoNode;
  }
  if (found == kNoNode) {
    in_.RefuseValue(item, "no version of PolicyVersionList is the default version");
  }
  return found;
}

bool AccountReader::ReadVersion(NodeId item, std::string& version, NodeId& found) {
  constexpr std::array<std::string_view, 3> kNames = {"VersionId", "IsDefaultVersion", "Document"};
  std::array<NodeId, 3> slots;
  std::string id;
  bool is_default = false;
  if (!in_.Members(item, kNames, slots.data()) || !in_.Text(item, slots[0], kNames[0], id) ||
      !in_.Flag(slots[1], is_default)) {
    return false;
  }
  if (!is_default && (version.empty() || id != version)) return true;
  if (found != kNoNode || (!version.empty() && id != version)) {
    return in_.RefuseValue(item,
                           fmt::format("{} and {} are both the default version", version, id));
  }
  if (slots[2] == kNoNode) return in_.RefuseMissing(item, kNames[2]);
  version = id;
  found = slots[2];
  return true;
}

}  // namespace keyward::iam
