#include <fmt/format.h>

#include "crypto/key_state.h"

namespace keyward::crypto {
namespace {

// Place: the states, and the words of transitions.inc beside them.
enum class Place : uint8_t {
  kCreating,
  kEnabled,
  kDisabled,
  kPendingDeletion,
  kPendingReplicaDeletion,
  kPendingImport,
  kUnavailable,
  kUpdating,
  kNothing,
  kAny,
  kBefore,
};
static_assert(static_cast<size_t>(Place::kNothing) == kKeyStateCount);
static_assert(static_cast<size_t>(Place::kPendingImport) ==
              static_cast<size_t>(KeyState::kPendingImport));

struct Transition {
  Place from;
  KeyEvent event;
  Place to;
};

constexpr Transition kTransitions[] = {
#define KEYWARD_KEY_TRANSITION(from, event, to) {Place::k##from, KeyEvent::k##event, Place::k##to},
#include "crypto/lifecycle/transitions.inc"
#undef KEYWARD_KEY_TRANSITION
};

bool Matches(const Transition& transition, std::optional<KeyState> from, KeyEvent event) {
  if (transition.event != event) return false;
  if (transition.from == Place::kAny) return from.has_value();
  if (transition.from == Place::kNothing) return !from.has_value();
  return from && static_cast<size_t>(*from) == static_cast<size_t>(transition.from);
}

}  // namespace

Result<std::optional<KeyState>> NextState(std::optional<KeyState> from, KeyEvent event,
                                          KeyState before_unavailable) {
  for (const Transition& transition : kTransitions) {
    if (!Matches(transition, from, event)) continue;
    if (transition.to == Place::kNothing) return std::optional<KeyState>();
    if (transition.to == Place::kBefore) return before_unavailable;
    return static_cast<KeyState>(transition.to);
  }
  return Fail(ErrorCode::kInvalidState,
              fmt::format("{} cannot be where the key's state is {}", KeyEventName(event),
                          from ? KeyStateName(*from) : "none"));
}

}  // namespace keyward::crypto
