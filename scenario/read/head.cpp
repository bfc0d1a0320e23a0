#include "scenario/read/head.h"

#include <fmt/core.h>

#include "compiler/values.h"

namespace keyward::scenario {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

enum Member : size_t {
  kDescription,
  kRules,
  kPolicies,
  kResourcePolicyType,
  kVpcEndpointType,
  kGrants,
  kTime,
  kRequests,
  kMemberCount,
};
constexpr std::array<std::string_view, kMemberCount> kMembers = {
    "description",     "rules",  "policies", "resourcePolicyType",
    "vpcEndpointType", "grants", "time",     "requests",
};

bool ReadEndpointType(Reading& in, NodeId id, bool& gateway) {
  if (id == kNoNode) return true;
  constexpr std::array<std::string_view, 2> kTypes = {"Interface", "Gateway"};
  std::string text;
  if (!in.Text(id, text)) return false;
  gateway = text == "Gateway";
  return gateway || text == "Interface" ||
         in.RefuseValue(id, fmt::format("\"{}\" is no type of endpoint", text),
                        Suggest(text, kTypes));
}

bool ReadTime(Reading& in, NodeId id, std::optional<std::chrono::system_clock::time_point>& time) {
  if (id == kNoNode) return true;
  constexpr int64_t kLimit = 9'000'000'000;  // the year 2255; the clock's own range ends in 2262
  std::string text;
  if (!in.Text(id, text)) return false;
  const std::optional<compiler::Instant> instant = compiler::ParseInstant(text);
  if (!instant || instant->seconds < -kLimit || instant->seconds > kLimit) {
    return in.RefuseValue(id, fmt::format("\"{}\" is no time", text),
                          "write it like 2026-01-02T03:04:05Z");
  }
  time.emplace(std::chrono::seconds(instant->seconds));
  return true;
}

}  // namespace

bool ReadHead(Reading& in, Head& head) {
  std::array<NodeId, kMemberCount> slots;
  if (!in.Members(in.tree().root(), kMembers, slots.data())) return false;
  head.requests = slots[kRequests];
  bool ok = in.Text(slots[kDescription], head.description);
  ok &= in.Texts(slots[kRules], head.rules);
  ok &= ReadPolicyNodes(in, slots[kPolicies], slots[kResourcePolicyType], slots[kGrants],
                        head.policies);
  ok &= ReadEndpointType(in, slots[kVpcEndpointType], head.gateway_endpoint);
  ok &= ReadTime(in, slots[kTime], head.time);
  if (head.requests != kNoNode && !in.Is(head.requests, NodeKind::kArray)) {
    ok = in.RefuseKind(head.requests, "a list of requests");
  }
  return ok;
}

}  // namespace keyward::scenario
