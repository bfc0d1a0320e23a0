#include "scenario/request_reader.h"

#include <fmt/core.h>

#include "evaluator/derive.h"
#include "grammar/host_reader.h"
#include "scenario/read/facts.h"
#include "scenario/read/reading.h"

namespace keyward::scenario {
namespace {

using evaluator::Request;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

// The members of a request; those of a scenario alone come last.
enum Member : size_t {
  kDescription,
  kPrincipal,
  kAction,
  kResource,
  kContext,
  kEncryptionContext,
  kGrantTokens,
  kUnknownContextKeys,
  kPolicies,
  kResourcePolicyType,
  kGrants,
  kExpect,
  kMemberCount,
};
constexpr std::array<std::string_view, kMemberCount> kMembers = {
    "description", "principal",          "action",      "resource",
    "context",     "encryptionContext",  "grantTokens", "unknownContextKeys",
    "policies",    "resourcePolicyType", "grants",      "expect",
};

// CheckTexts: what a decision does not need, but whose shape must be right. Tokens are no facts:
// what they speak for stands in the grants (K3.14).
bool CheckTexts(Reading& in, NodeId description, NodeId tokens) {
  constexpr uint32_t kMaxTokens = 10;
  if (description != kNoNode && !in.Is(description, NodeKind::kString)) {
    return in.RefuseKind(description, "a string");
  }
  if (tokens == kNoNode) return true;
  if (!in.Is(tokens, NodeKind::kArray)) return in.RefuseKind(tokens, "a list of strings");
  if (in.node(tokens).child_count > kMaxTokens) {
    return in.RefuseValue(tokens, "a request has at most 10 grant tokens");
  }
  NodeId item = in.node(tokens).first_child;
  for (; item != kNoNode; item = in.node(item).next_sibling) {
    if (!in.Is(item, NodeKind::kString)) return in.RefuseKind(item, "a string");
  }
  return true;
}

bool RefuseScenarioMembers(Reading& in, const NodeId* slots) {
  bool ok = true;
  for (size_t i = kPolicies; i < kMemberCount; ++i) {
    if (slots[i] == kNoNode) continue;
    ok = in.Refuse(in.node(slots[i]).name_span,
                   fmt::format("\"{}\" has no meaning in a single request", kMembers[i]),
                   "it belongs in a scenario file");
  }
  return ok;
}

}  // namespace

RequestReader::RequestReader(const Clock& clock,
                             std::optional<std::chrono::system_clock::time_point> time)
    : clock_(clock), time_(time) {}

Result<const Request*> RequestReader::ReadLine(std::string_view line) {
  Reading in(tree_, line, nullptr);
  if (auto error = grammar::ReadHost(line, tree_)) {
    in.Refuse(error->span, std::move(error->message));
    return tl::unexpected<Error>(std::move(in.errors().front()));
  }
  return Read(in, tree_.root(), Place::kLine);
}

Result<const Request*> RequestReader::ReadNode(const grammar::SyntaxTree& tree, NodeId node,
                                               const Source* source) {
  Reading in(tree, source == nullptr ? std::string_view() : source->text(), source);
  return Read(in, node, Place::kScenario);
}

Result<const Request*> RequestReader::Read(Reading& in, NodeId node, Place place) {
  request_.context.Clear();
  if (!ReadMembers(in, node, place)) return tl::unexpected<Error>(std::move(in.errors().front()));
  DeriveContext();
  return &request_;
}

bool RequestReader::ReadMembers(Reading& in, NodeId node, Place place) {
  std::array<NodeId, kMemberCount> slots;
  if (!in.Members(node, kMembers, slots.data())) return false;
  if (place == Place::kLine && !RefuseScenarioMembers(in, slots.data())) return false;
  for (Member member : {kPrincipal, kAction, kResource}) {
    if (slots[member] != kNoNode) continue;
    return in.RefuseValue(node, fmt::format("\"{}\" is missing", kMembers[member]),
                          "a request needs principal, action and resource");
  }
  return CheckTexts(in, slots[kDescription], slots[kGrantTokens]) &&
         ReadPrincipalMember(in, slots[kPrincipal]) && ReadActionMember(in, slots[kAction]) &&
         ReadResourceMember(in, slots[kResource]) && ReadContextMembers(in, slots.data());
}

bool RequestReader::ReadPrincipalMember(Reading& in, NodeId id) {
  const std::string_view text = in.Raw(id);
  if (!text.empty() && text == principal_text_) return true;
  principal_text_.clear();
  if (!ReadPrincipal(in, id, request_.principal, principal_note_)) return false;
  principal_text_.assign(text);
  return true;
}

bool RequestReader::ReadActionMember(Reading& in, NodeId id) {
  if (!in.Is(id, NodeKind::kString)) return in.RefuseKind(id, "a string");
  const std::string_view text = in.tree().text(id);
  if (text == request_.action.text) return true;
  Result<evaluator::Action> action = evaluator::MakeAction(text);
  if (!action) return in.RefuseValue(id, action.error().message, std::move(action.error().help));
  request_.action = std::move(*action);
  return true;
}

// ReadResourceMember: the owner is the one given, else the ARN's account, else the caller's.
bool RequestReader::ReadResourceMember(Reading& in, NodeId id) {
  const std::string_view text = in.Raw(id);
  if (text.empty() || text != resource_text_) {
    resource_text_.clear();
    if (!ReadResource(in, id, request_.resource)) return false;
    resource_has_account_ = !request_.resource.account.empty();
    resource_text_.assign(text);
  }
  if (!resource_has_account_) request_.resource.account = request_.principal.account;
  return true;
}

bool RequestReader::ReadContextMembers(Reading& in, const NodeId* slots) {
  if (!ReadContext(in, slots[kContext], request_.context)) return false;
  if (!ReadUnknownKeys(in, slots[kUnknownContextKeys], request_.context)) return false;
  if (slots[kEncryptionContext] == kNoNode) {
    PairsOf(request_.context, request_.encryption_context);
    return true;
  }
  return in.Pairs(slots[kEncryptionContext], request_.encryption_context);
}

void RequestReader::DeriveContext() {
  const bool clock_decides = !time_ && (!request_.context.Has("aws:CurrentTime") ||
                                        !request_.context.Has("aws:EpochTime"));
  evaluator::Derive(request_, time_ ? *time_ : clock_.Now());
  WriteNotes(clock_decides);
}

void RequestReader::WriteNotes(bool clock_decided) {
  if (clock_decided == noted_clock_ && principal_note_ == noted_principal_) return;
  notes_.clear();
  if (!principal_note_.empty()) notes_.push_back(principal_note_);
  if (clock_decided)
    notes_.emplace_back("aws:CurrentTime and aws:EpochTime are those of the clock");
  noted_clock_ = clock_decided;
  noted_principal_ = principal_note_;
}

}  // namespace keyward::scenario
