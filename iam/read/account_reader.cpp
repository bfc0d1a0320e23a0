#include "iam/read/account_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/core.h>

namespace keyward::iam {
namespace {

using compiler::PolicyType;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr const char* kNoFilter = "fetch the details without --filter";

constexpr EntityKind kUser = {"user", "UserName", "UserId", "UserPolicyList"};
constexpr EntityKind kGroup = {"group", "GroupName", "GroupId", "GroupPolicyList"};
constexpr EntityKind kRole = {"role", "RoleName", "RoleId", "RolePolicyList"};

// Union: the policies of a user and of the user's groups, each program once.
class Union {
 public:
  explicit Union(PolicyLevel& level) : level_(level) {}

  void Add(const Identity& identity) {
    for (const InlinePolicy& policy : identity.inline_policies) Add(policy.policy);
    for (const auto& policy : identity.attached_policies) Add(policy->policy);
  }

 private:
  void Add(const CompiledPolicy& policy) {
    if (seen_.insert(policy.program.get()).second) level_.push_back(policy);
  }

  PolicyLevel& level_;
  std::set<const compiler::Program*> seen_;
};

}  // namespace

std::optional<Account> AccountReader::Read() {
  constexpr std::array<std::string_view, 7> kNames = {
      "UserDetailList", "GroupDetailList", "RoleDetailList", "Policies",
      "IsTruncated",    "Marker",          "NextToken",
  };
  std::array<NodeId, kNames.size()> slots;
  const NodeId root = in_.tree().root();
  if (!in_.Members(root, kNames, slots.data())) return std::nullopt;
  if (!RefuseTruncated(slots[4], slots[5], slots[6])) return std::nullopt;
  account_.has_details = true;
  account_.file = in_.source()->name();
  bool ok = ReadManagedPolicies(slots[3]);
  ok &= ReadEntities(slots[1], kGroup, account_.groups);
  ok &= ReadEntities(slots[0], kUser, account_.users);
  ok &= ReadEntities(slots[2], kRole, account_.roles);
  if (!ok) return std::nullopt;
  if (!account_.id.empty()) return std::move(account_);
  in_.Refuse(*in_.source(), Span{},
             "no user, group, role or customer managed policy says which account this is",
             "a file holds the output of aws iam get-account-authorization-details");
  return std::nullopt;
}

bool AccountReader::RefuseTruncated(NodeId truncated, NodeId marker, NodeId token) {
  constexpr const char* kHelp = "fetch all pages; the CLI does, without --max-items";
  bool more = false;
  if (!in_.Flag(truncated, more)) return false;
  if (more) return in_.RefuseValue(truncated, "the output is not complete", kHelp);
  for (const NodeId id : {marker, token}) {
    if (id != kNoNode) return in_.RefuseValue(id, "the output is not complete", kHelp);
  }
  return true;
}

template <typename T>
bool AccountReader::ReadEntities(NodeId list, const EntityKind& kind, ByName<T>& to) {
  if (!in_.IsList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    auto entity = std::make_shared<T>();
    if (!ReadIdentity(item, kind, *entity) || !ReadMore(item, *entity)) {
      broken_.insert(entity->name);
      ok = false;
      continue;
    }
    const std::string name = entity->name;
    if (!to.emplace(name, std::move(entity)).second) {
      ok = in_.RefuseValue(item, fmt::format("there are two {}s {}", kind.type, name));
    }
  }
  return ok;
}

bool AccountReader::ReadIdentity(NodeId item, const EntityKind& kind, Identity& identity) {
  const std::array<std::string_view, 6> names = {
      "Arn",  kind.name_member,   kind.id_member,
      "Path", kind.inline_member, "AttachedManagedPolicies",
  };
  std::array<NodeId, names.size()> slots;
  if (!in_.Members(item, names, slots.data())) return false;
  if (!in_.Text(item, slots[0], names[0], identity.arn) ||
      !in_.Text(item, slots[1], names[1], identity.name) ||
      !in_.Text(item, slots[2], names[2], identity.id)) {
    return false;
  }
  const auto arn = ParseEntityArn(identity.arn, kind.type);
  if (!arn || arn->name != identity.name) {
    return in_.RefuseValue(slots[0], fmt::format("\"{}\" is not the ARN of a {} {}", identity.arn,
                                                 kind.type, identity.name));
  }
  bool ok = OwnAccount(slots[0], *arn);
  ok &= ReadId(slots[2], identity);
  identity.path = arn->path;
  std::string path = identity.path;
  ok &= in_.OptionalText(slots[3], path);
  if (path != identity.path) {
    ok = in_.RefuseValue(slots[3], fmt::format("the ARN says {}", identity.path));
  }
  ok &= ReadInline(slots[4], identity);
  ok &= ReadAttached(slots[5], identity);
  return ok;
}

// ReadId refuses an id that is none, or that another user, group or role has.
bool AccountReader::ReadId(NodeId id, const Identity& identity) {
  const bool plain = std::all_of(identity.id.begin(), identity.id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  if (!plain) return in_.RefuseValue(id, fmt::format("\"{}\" is no unique id", identity.id));
  const auto other = builder_.ClaimId(identity.id, identity.arn);
  return !other || in_.RefuseValue(id, fmt::format("{} has this unique id already", *other));
}

// OwnAccount: a file holds one account, which no other file holds. The first ARN says which.
bool AccountReader::OwnAccount(NodeId id, const EntityArn& arn) {
  if (account_.id.empty()) {
    account_.id = arn.account;
    account_.partition = arn.partition;
    const auto other = builder_.ClaimAccount(account_.id, in_.source()->name());
    if (other) {
      return in_.RefuseValue(id,
                             fmt::format("account {} is in {} already", account_.id,
                                         std::filesystem::path(*other).filename().string()),
                             "remove the older of the two files");
    }
  }
  if (account_.id == arn.account && account_.partition == arn.partition) return true;
  return in_.RefuseValue(id,
                         fmt::format("this is of account {} in {}, but the file is of {} in {}",
                                     arn.account, arn.partition, account_.id, account_.partition),
                         "one file holds one account");
}

bool AccountReader::ReadInline(NodeId list, Identity& identity) {
  constexpr std::array<std::string_view, 2> kNames = {"PolicyName", "PolicyDocument"};
  if (!in_.IsShortList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    std::array<NodeId, 2> slots;
    InlinePolicy policy;
    if (!in_.Members(item, kNames, slots.data()) ||
        !in_.Text(item, slots[0], kNames[0], policy.name)) {
      return false;
    }
    if (slots[1] == kNoNode) return in_.RefuseMissing(item, kNames[1]);
    auto compiled = pool_.Compile(in_, slots[1], PolicyType::kIdentity, policy.name);
    ok &= compiled.has_value();
    if (!compiled) continue;
    policy.policy = std::move(*compiled);
    identity.inline_policies.push_back(std::move(policy));
  }
  return ok;
}

bool AccountReader::ReadAttached(NodeId list, Identity& identity) {
  constexpr std::array<std::string_view, 1> kNames = {"PolicyArn"};
  if (!in_.IsShortList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    NodeId slot = kNoNode;
    std::string arn;
    if (!in_.Members(item, kNames, &slot) || !in_.Text(item, slot, kNames[0], arn)) return false;
    const auto found = account_.policies.find(arn);
    if (found != account_.policies.end()) {
      identity.attached_policies.push_back(found->second);
      continue;
    }
    ok = false;
    if (broken_.contains(arn)) continue;
    in_.RefuseValue(slot, fmt::format("the policy {} is not among Policies", arn), kNoFilter);
  }
  return ok;
}

bool AccountReader::ReadMore(NodeId item, User& user) {
  constexpr std::array<std::string_view, 3> kNames = {"GroupList", "PermissionsBoundary", "Tags"};
  std::array<NodeId, 3> slots;
  if (!in_.Members(item, kNames, slots.data())) return false;
  bool ok = ReadGroups(slots[0], user);
  ok &= ReadBoundary(slots[1], user.boundary);
  ok &= in_.Tags(slots[2], user.tags);
  Union all(user.identity_policies);
  all.Add(user);
  for (const auto& group : user.groups) all.Add(*group);
  return ok;
}

bool AccountReader::ReadGroups(NodeId list, User& user) {
  if (!in_.IsShortList(list)) return false;
  bool ok = true;
  for (NodeId item = in_.First(list); item != kNoNode; item = in_.Next(item)) {
    std::string name;
    if (!in_.OptionalText(item, name)) return false;
    const auto found = account_.groups.find(name);
    if (found != account_.groups.end()) {
      user.groups.push_back(found->second);
      continue;
    }
    ok = false;
    if (broken_.contains(name)) continue;
    in_.RefuseValue(item, fmt::format("there is no group {} in GroupDetailList", name), kNoFilter);
  }
  return ok;
}

bool AccountReader::ReadMore(NodeId item, Role& role) {
  constexpr std::array<std::string_view, 4> kNames = {
      "AssumeRolePolicyDocument", "PermissionsBoundary", "Tags", "MaxSessionDuration"};
  std::array<NodeId, 4> slots;
  if (!in_.Members(item, kNames, slots.data())) return false;
  if (slots[0] == kNoNode) return in_.RefuseMissing(item, kNames[0]);
  auto trust = pool_.Compile(in_, slots[0], PolicyType::kRoleTrust, std::string(kNames[0]));
  bool ok = trust.has_value();
  if (trust) role.trust_policy = std::move(*trust);
  ok &= ReadBoundary(slots[1], role.boundary);
  ok &= in_.Tags(slots[2], role.tags);
  ok &= ReadDuration(slots[3], role.max_session_duration);
  Union(role.identity_policies).Add(role);
  return ok;
}

bool AccountReader::ReadBoundary(NodeId id, std::optional<Boundary>& boundary) {
  constexpr std::array<std::string_view, 1> kNames = {"PermissionsBoundaryArn"};
  if (id == kNoNode) return true;
  NodeId slot = kNoNode;
  std::string arn;
  if (!in_.Members(id, kNames, &slot) || !in_.Text(id, slot, kNames[0], arn)) return false;
  if (broken_.contains(arn)) return false;
  const auto known = boundaries_.find(arn);
  if (known != boundaries_.end()) {
    boundary = known->second;
    return true;
  }
  const auto document = documents_.find(arn);
  if (document == documents_.end()) {
    return in_.RefuseValue(slot, fmt::format("the policy {} is not among Policies", arn),
                           kNoFilter);
  }
  auto policy = pool_.Compile(in_, document->second, PolicyType::kPermissionsBoundary, arn);
  if (!policy) return false;
  boundary = boundaries_[arn] = Boundary{arn, std::move(*policy)};
  return true;
}

bool AccountReader::ReadDuration(NodeId id, std::optional<uint32_t>& seconds) {
  if (id == kNoNode) return true;
  uint32_t value = 0;
  const std::string_view text = in_.text(id);
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!in_.Is(id, NodeKind::kNumber) || read.ec != std::errc() ||
      read.ptr != text.data() + text.size()) {
    return in_.RefuseValue(id, "expected a number of seconds");
  }
  seconds = value;
  return true;
}

}  // namespace keyward::iam
