#include "scenario/read/expectation.h"

#include <algorithm>
#include <fmt/core.h>

namespace keyward::scenario {
namespace {

using evaluator::Outcome;
using evaluator::Step;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr std::array<std::string_view, 4> kDecisions = {"allowed", "explicitDeny", "implicitDeny",
                                                        "unknown"};
constexpr std::array<Outcome, 4> kOutcomes = {Outcome::kAllowed, Outcome::kExplicitDeny,
                                              Outcome::kImplicitDeny, Outcome::kUnknown};

constexpr std::array<std::string_view, 8> kSteps = {
    "identity",       "permissionsBoundary", "session",     "resource",
    "serviceControl", "resourceControl",     "vpcEndpoint", "grant",
};
constexpr std::array<Step, 8> kStepOf = {
    Step::kIdentity,       Step::kPermissionsBoundary, Step::kSession,     Step::kResource,
    Step::kServiceControl, Step::kResourceControl,     Step::kVpcEndpoint, Step::kGrant,
};

// ReadWord finds a value among `words`; its index, or nothing behind a refusal.
std::optional<size_t> ReadWord(Reading& in, NodeId id, std::span<const std::string_view> words) {
  const std::string_view text = in.Is(id, NodeKind::kString) ? in.tree().text(id) : "";
  const auto found = std::find(words.begin(), words.end(), text);
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  in.RefuseValue(id, fmt::format("\"{}\" is none of the words for it", text), Suggest(text, words));
  return std::nullopt;
}

// CheckMatched: statements are named policy#Sid, or policy#[0].
bool CheckMatched(Reading& in, NodeId id, const std::vector<std::string>& matched) {
  const auto wrong = std::find_if(matched.begin(), matched.end(), [](const std::string& name) {
    return name.find('#') == std::string::npos;
  });
  if (wrong == matched.end()) return true;
  return in.RefuseValue(id, fmt::format("\"{}\" names no statement", *wrong),
                        "write policy#Sid, or policy#[0] for the first statement");
}

}  // namespace

bool ReadExpectation(Reading& in, NodeId id, Expectation& expectation) {
  constexpr std::array<std::string_view, 4> kMembers = {"decision", "by", "matched", "unsure"};
  std::array<NodeId, 4> slots;
  if (!in.Members(id, kMembers, slots.data())) return false;
  expectation.span = in.node(id).span;
  if (slots[0] == kNoNode) return in.RefuseValue(id, "\"decision\" is missing");
  const auto decision = ReadWord(in, slots[0], kDecisions);
  if (!decision) return false;
  expectation.decision = kOutcomes[*decision];
  if (slots[1] != kNoNode) {
    const auto by = ReadWord(in, slots[1], kSteps);
    if (!by) return false;
    expectation.by = kStepOf[*by];
  }
  return in.Texts(slots[2], expectation.matched) &&
         CheckMatched(in, slots[2], expectation.matched) && in.Flag(slots[3], expectation.unsure);
}

}  // namespace keyward::scenario
