// The lists Policies and Attachments of organization.json.
#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "iam/read/organization_reader.h"

namespace keyward::iam {
namespace {

using compiler::PolicyType;
using grammar::kNoNode;
using grammar::NodeId;

// kOtherTypes: what else Organizations calls a policy; such policies say nothing about requests.
constexpr std::string_view kOtherTypes[] = {
    "AISERVICES_OPT_OUT_POLICY",
    "BACKUP_POLICY",
    "BEDROCK_POLICY",
    "CHATBOT_POLICY",
    "DECLARATIVE_POLICY_EC2",
    "INSPECTOR_POLICY",
    "NETWORK_SECURITY_DIRECTOR_POLICY",
    "S3_POLICY",
    "SECURITYHUB_POLICY",
    "TAG_POLICY",
    "UPGRADE_ROLLOUT_POLICY",
};

}  // namespace

bool OrganizationReader::ReadPolicies(NodeId list) {
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    ok &= ReadPolicy(item);
  }
  return ok;
}

bool OrganizationReader::ReadPolicy(NodeId item) {
  constexpr std::array<std::string_view, 2> kNames = {"PolicySummary", "Content"};
  constexpr std::array<std::string_view, 3> kSummary = {"Id", "Type", "Name"};
  std::array<NodeId, 2> slots;
  std::array<NodeId, 3> summary;
  std::string id;
  Control control;
  if (!in_.Members(item, kNames, slots.data())) return false;
  if (slots[0] == kNoNode) return in_.RefuseMissing(item, kNames[0]);
  if (!in_.Members(slots[0], kSummary, summary.data()) ||
      !in_.Text(slots[0], summary[0], kSummary[0], id)) {
    return false;
  }
  std::string name = id;
  if (summary[1] == kNoNode) return in_.RefuseMissing(slots[0], kSummary[1]);
  if (!ReadType(summary[1], control) || !in_.OptionalText(summary[2], name)) return false;
  if (control.type) {
    if (slots[1] == kNoNode) return in_.RefuseMissing(item, kNames[1]);
    auto policy = pool_.Compile(in_, slots[1], *control.type, name);
    if (!policy) return false;
    control.policy = std::move(*policy);
  }
  return policies_.emplace(id, std::move(control)).second ||
         in_.RefuseValue(summary[0], fmt::format("there are two policies {}", id));
}

bool OrganizationReader::ReadType(NodeId id, Control& control) {
  std::string type;
  if (!in_.OptionalText(id, type)) return false;
  if (type == "SERVICE_CONTROL_POLICY") {
    control.type = PolicyType::kServiceControl;
  } else if (type == "RESOURCE_CONTROL_POLICY") {
    control.type = PolicyType::kResourceControl;
  } else if (std::find(std::begin(kOtherTypes), std::end(kOtherTypes), type) ==
             std::end(kOtherTypes)) {
    return in_.RefuseValue(id, fmt::format("\"{}\" is no known type of policy", type),
                           "requests are decided with SERVICE_CONTROL_POLICY and "
                           "RESOURCE_CONTROL_POLICY; leave other policies out");
  }
  return true;
}

bool OrganizationReader::ReadAttachments(NodeId list) {
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    ok &= ReadAttachment(item);
  }
  return ok;
}

bool OrganizationReader::ReadAttachment(NodeId item) {
  constexpr std::array<std::string_view, 2> kNames = {"PolicyId", "TargetId"};
  std::array<NodeId, 2> slots;
  std::string policy;
  std::string target;
  if (!in_.Members(item, kNames, slots.data()) || !in_.Text(item, slots[0], kNames[0], policy) ||
      !in_.Text(item, slots[1], kNames[1], target)) {
    return false;
  }
  const auto found = policies_.find(policy);
  if (found == policies_.end()) {
    return in_.RefuseValue(slots[0], fmt::format("there is no policy {} in Policies", policy));
  }
  const auto to = targets_.find(target);
  if (to == targets_.end()) {
    return in_.RefuseValue(
        slots[1], fmt::format("there is no root, organizational unit or account {}", target));
  }
  const Control& control = found->second;
  if (control.type == PolicyType::kServiceControl) {
    to->second.service_control->push_back(control.policy);
  } else if (control.type == PolicyType::kResourceControl) {
    to->second.resource_control->push_back(control.policy);
  }
  return true;
}

}  // namespace keyward::iam
