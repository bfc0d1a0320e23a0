#include <algorithm>
#include <fmt/core.h>

#include "scenario/read/facts.h"

namespace keyward::scenario {
namespace {

using evaluator::Resource;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

enum Member : size_t {
  kArn,
  kAccount,
  kManagementAccount,
  kAwsManagedKey,
  kTags,
  kAliases,
  kKeySpec,
  kKeyUsage,
  kOrigin,
  kMultiRegion,
  kMultiRegionKeyType,
  kMemberCount,
};
constexpr std::array<std::string_view, kMemberCount> kMembers = {
    "arn",      "account", "managementAccount", "awsManagedKey",      "tags", "aliases", "keySpec",
    "keyUsage", "origin",  "multiRegion",       "multiRegionKeyType",
};

bool ReadArn(Reading& in, NodeId id, Resource& resource) {
  if (!in.Text(id, resource.arn)) return false;
  if (resource.arn == "*") return true;
  const auto colons = compiler::FindArnColons(resource.arn);
  if (!colons) {
    return in.RefuseValue(id, fmt::format("\"{}\" is no ARN", resource.arn),
                          "give the whole ARN, or \"*\" for an action that has no resource");
  }
  const std::string_view account = compiler::ArnPart(resource.arn, *colons, 4);
  if (compiler::ParseAccount(account)) resource.account = account;
  return true;
}

bool ReadAliases(Reading& in, NodeId id, Resource& resource) {
  if (!in.Texts(id, resource.aliases)) return false;
  const auto wrong =
      std::find_if(resource.aliases.begin(), resource.aliases.end(),
                   [](const std::string& name) { return !name.starts_with("alias/"); });
  if (wrong == resource.aliases.end()) return true;
  return in.RefuseValue(id, fmt::format("\"{}\" is no alias name", *wrong),
                        "alias names begin with alias/");
}

bool ReadKeyType(Reading& in, NodeId id, Resource& resource) {
  if (!in.Text(id, resource.multi_region_key_type)) return false;
  constexpr std::array<std::string_view, 2> kTypes = {"PRIMARY", "REPLICA"};
  const std::string& text = resource.multi_region_key_type;
  if (id == kNoNode || text == kTypes[0] || text == kTypes[1]) return true;
  return in.RefuseValue(id, fmt::format("\"{}\" is no type of multi-Region key", text),
                        Suggest(text, kTypes));
}

// ReadFacts reads what the ARN does not tell.
bool ReadFacts(Reading& in, const NodeId* slots, Resource& resource) {
  bool ok = in.Account(slots[kAccount], resource.account);
  ok &= in.Flag(slots[kManagementAccount], resource.management_account);
  ok &= in.Flag(slots[kAwsManagedKey], resource.aws_managed_key);
  ok &= in.Pairs(slots[kTags], resource.tags);
  ok &= ReadAliases(in, slots[kAliases], resource);
  ok &= in.Text(slots[kKeySpec], resource.key_spec);
  ok &= in.Text(slots[kKeyUsage], resource.key_usage);
  ok &= in.Text(slots[kOrigin], resource.origin);
  ok &= ReadKeyType(in, slots[kMultiRegionKeyType], resource);
  if (slots[kMultiRegion] == kNoNode) return ok;
  return in.Flag(slots[kMultiRegion], resource.multi_region.emplace()) && ok;
}

}  // namespace

bool ReadResource(Reading& in, NodeId id, Resource& resource) {
  resource = Resource();
  bool ok = true;
  if (in.Is(id, NodeKind::kString)) {
    ok = ReadArn(in, id, resource);
  } else {
    if (!in.Is(id, NodeKind::kObject)) return in.RefuseKind(id, "an ARN, \"*\" or an object");
    std::array<NodeId, kMemberCount> slots;
    if (!in.Members(id, kMembers, slots.data())) return false;
    if (slots[kArn] == kNoNode) return in.RefuseValue(id, "\"arn\" is missing");
    ok = ReadArn(in, slots[kArn], resource);
    ok &= ReadFacts(in, slots.data(), resource);
  }
  Prepare(resource);
  return ok;
}

}  // namespace keyward::scenario
