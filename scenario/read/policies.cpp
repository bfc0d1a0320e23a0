#include "scenario/read/policies.h"

#include <algorithm>
#include <fmt/core.h>

namespace keyward::scenario {
namespace {

using compiler::PolicyType;
using evaluator::Programs;
using evaluator::ResourceMode;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr std::array<std::string_view, kPolicyKindCount> kKinds = {
    "identity",       "permissionsBoundary", "session",     "resource",
    "serviceControl", "resourceControl",     "vpcEndpoint",
};
constexpr std::array<std::string_view, 3> kModes = {"resource", "key-policy", "role-trust-policy"};

PolicyType TypeOf(ResourceMode mode) {
  constexpr std::array<PolicyType, 3> kTypes = {PolicyType::kResource, PolicyType::kKeyPolicy,
                                                PolicyType::kRoleTrust};
  return kTypes[static_cast<size_t>(mode)];
}

bool ReadMode(Reading& in, NodeId id, std::optional<ResourceMode>& mode) {
  if (id == kNoNode) return true;
  if (!in.Is(id, NodeKind::kString)) return in.RefuseKind(id, "a string");
  const std::string_view text = in.tree().text(id);
  const auto found = std::find(kModes.begin(), kModes.end(), text);
  if (found == kModes.end()) {
    return in.RefuseValue(id, fmt::format("\"{}\" is no type of resource policy", text),
                          Suggest(text, kModes));
  }
  mode = static_cast<ResourceMode>(found - kModes.begin());
  return true;
}

}  // namespace

bool ReadPolicyNodes(Reading& in, NodeId policies, NodeId type, NodeId grants, PolicyNodes& nodes) {
  bool ok = ReadMode(in, type, nodes.mode);
  if (grants != kNoNode) nodes.grants = grants;
  if (policies == kNoNode) return ok;
  std::array<NodeId, kPolicyKindCount> slots;
  if (!in.Members(policies, kKinds, slots.data())) return false;
  for (size_t i = 0; i < kPolicyKindCount; ++i) {
    if (slots[i] == kNoNode) continue;
    // null makes an input absent that the whole file gives.
    nodes.kinds[i] = in.Is(slots[i], NodeKind::kNull) ? kNoNode : slots[i];
  }
  return ok;
}

PolicyReader::PolicyReader(Reading& in, SourcePtr source, std::string folder, bool gateway_endpoint)
    : in_(in),
      source_(std::move(source)),
      folder_(std::move(folder)),
      gateway_endpoint_(gateway_endpoint) {}

PolicySetPtr PolicyReader::Read(const PolicyNodes& nodes, ResourceMode mode) {
  SetKey key;
  std::copy(nodes.kinds.begin(), nodes.kinds.end(), key.first.begin());
  key.first.back() = nodes.grants;
  key.second = static_cast<int>(mode);
  const auto found = sets_.find(key);
  if (found != sets_.end()) return found->second;
  return sets_[key] = Build(nodes, mode);
}

PolicySetPtr PolicyReader::Build(const PolicyNodes& nodes, ResourceMode mode) {
  auto set = std::make_shared<PolicySet>();
  evaluator::AppliedPolicies& to = set->applied;
  const auto node = [&nodes](PolicyKind kind) { return nodes.kinds[static_cast<size_t>(kind)]; };
  to.resource_mode = mode;
  to.gateway_endpoint = gateway_endpoint_;
  Programs session;
  bool ok =
      AddList(node(PolicyKind::kIdentity), PolicyType::kIdentity, "identity", *set, to.identity);
  ok &= AddOne(node(PolicyKind::kPermissionsBoundary), PolicyType::kPermissionsBoundary,
               "permissionsBoundary", *set, to.permissions_boundary);
  ok &= AddList(node(PolicyKind::kSession), PolicyType::kSession, "session", *set, session);
  ok &= AddOne(node(PolicyKind::kResource), TypeOf(mode), "resource", *set, to.resource);
  ok &= AddLevels(node(PolicyKind::kServiceControl), PolicyType::kServiceControl, "serviceControl",
                  *set, to.service_control);
  ok &= AddLevels(node(PolicyKind::kResourceControl), PolicyType::kResourceControl,
                  "resourceControl", *set, to.resource_control);
  ok &= AddOne(node(PolicyKind::kVpcEndpoint), PolicyType::kVpcEndpoint, "vpcEndpoint", *set,
               to.vpc_endpoint);
  ok &= AddGrants(nodes.grants, *set);
  if (!session.empty()) to.session = std::move(session);
  if (!ok) return nullptr;
  return set;
}

bool PolicyReader::AddOne(NodeId id, PolicyType type, std::string place, PolicySet& set,
                          Programs& programs) {
  if (id == kNoNode) return true;
  const LoadedPolicy* policy = Load(id, type, std::move(place));
  if (policy == nullptr) return false;
  set.loaded.push_back(*policy);
  programs.push_back(policy->program.get());
  return true;
}

bool PolicyReader::AddList(NodeId id, PolicyType type, const std::string& place, PolicySet& set,
                           Programs& programs) {
  if (id == kNoNode) return true;
  if (!in_.Is(id, NodeKind::kArray)) return in_.RefuseKind(id, "a list of policies");
  bool ok = true;
  size_t index = 0;
  NodeId item = in_.node(id).first_child;
  for (; item != kNoNode; item = in_.node(item).next_sibling) {
    ok &= AddOne(item, type, fmt::format("{}[{}]", place, index++), set, programs);
  }
  return ok;
}

bool PolicyReader::AddLevels(NodeId id, PolicyType type, const std::string& place, PolicySet& set,
                             std::optional<std::vector<Programs>>& levels) {
  if (id == kNoNode) return true;
  if (!in_.Is(id, NodeKind::kArray)) return in_.RefuseKind(id, "a list of levels");
  if (in_.node(id).child_count == 0) return true;
  levels.emplace();
  bool ok = true;
  NodeId level = in_.node(id).first_child;
  for (; level != kNoNode; level = in_.node(level).next_sibling) {
    const std::string name = fmt::format("{}[{}]", place, levels->size());
    ok &= AddList(level, type, name, set, levels->emplace_back());
  }
  return ok;
}

bool PolicyReader::AddGrants(NodeId id, PolicySet& set) {
  if (id == kNoNode || in_.Is(id, NodeKind::kNull)) return true;
  if (!in_.Is(id, NodeKind::kArray)) return in_.RefuseKind(id, "a list of grants");
  bool ok = true;
  NodeId item = in_.node(id).first_child;
  for (; item != kNoNode; item = in_.node(item).next_sibling) {
    ok &= ReadGrant(in_, item, set.applied.grants.emplace_back());
  }
  return ok;
}

SourcePtr PolicySet::SourceOf(const compiler::Program& program) const {
  const auto found = std::find_if(
      loaded.begin(), loaded.end(),
      [&program](const LoadedPolicy& policy) { return policy.program.get() == &program; });
  return found == loaded.end() ? nullptr : found->source;
}

}  // namespace keyward::scenario
