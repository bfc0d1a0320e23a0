// Key states: what a key may do in each state, and how it gets from one to another.

// Flow      (operation, state, origin) --Refusal--> nothing, or AWS's exception and message
//           (state, event) --NextState--> state
// Promise   kms.md section 4 as data (lifecycle/*.inc), nothing decided elsewhere; total functions
//           over closed enums.
// Limits    what depends on the key's spec or usage, or on a key's materials, is the operation's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace keyward::crypto {

// KeyState (K4.1).
enum class KeyState : uint8_t {
  kCreating,
  kEnabled,
  kDisabled,
  kPendingDeletion,
  kPendingReplicaDeletion,
  kPendingImport,
  kUnavailable,
  kUpdating,
};
inline constexpr size_t kKeyStateCount = 8;

// KeyOrigin: where the key's material comes from.
enum class KeyOrigin : uint8_t { kAwsKms, kExternal, kAwsCloudHsm, kExternalKeyStore };
inline constexpr size_t kKeyOriginCount = 4;

// KeyOperation: the operations that ask a key's state, a row each in lifecycle/operations.inc.
enum class KeyOperation : uint8_t {
#define KEYWARD_KEY_OPERATION(name, ...) k##name,
#include "crypto/lifecycle/operations.inc"
#undef KEYWARD_KEY_OPERATION
};

// KeyRole: what the key is to the operation. kFormerTarget is the key that an alias points to
// before UpdateAlias; it may be in any state (K4.4 [10]). All others are kSubject; of two, the
// source is asked first (K4.8).
enum class KeyRole : uint8_t { kSubject, kFormerTarget };

// StateException: the exceptions of K4.4.
enum class StateException : uint8_t {
  kDisabledException,
  kKMSInvalidStateException,
  kUnsupportedOperationException,
};

// StateRefusal: why a key may not be used so.
struct StateRefusal {
  uint8_t code = 0;  // K4.4, 1 to 15
  StateException exception = StateException::kKMSInvalidStateException;
  // message has <key-arn>, and <origin> where the key's origin is the reason.
  std::string_view message;
};

// Refusal is empty when the operation is allowed (K4.5, K4.6).
std::optional<StateRefusal> Refusal(KeyOperation operation, KeyState state, KeyOrigin origin,
                                    KeyRole role = KeyRole::kSubject);

// RefusalMessage is AWS's sentence for this key.
std::string RefusalMessage(const StateRefusal& refusal, std::string_view key_arn, KeyOrigin origin);

// KeyStateName, KeyOriginName, KeyOperationName and StateExceptionName are AWS's words.
std::string_view KeyStateName(KeyState state);
std::string_view KeyOriginName(KeyOrigin origin);
std::string_view KeyOperationName(KeyOperation operation);
std::string_view StateExceptionName(StateException exception);

// KeyStateOf, KeyOriginOf and KeyOperationOf read AWS's words; empty for any other.
std::optional<KeyState> KeyStateOf(std::string_view name);
std::optional<KeyOrigin> KeyOriginOf(std::string_view name);
std::optional<KeyOperation> KeyOperationOf(std::string_view name);

// IsEnabled is KeyMetadata's Enabled: in Enabled, and in Updating (K4.1).
constexpr bool IsEnabled(KeyState state) {
  return state == KeyState::kEnabled || state == KeyState::kUpdating;
}

// KeyEvent: what changes states (K4.2).
enum class KeyEvent : uint8_t {
  kCreateKey,          // Origin AWS_KMS or of a custom key store
  kCreateExternalKey,  // Origin EXTERNAL
  kReplicateKey,
  kReplicaReady,          // the replica's material is there
  kExternalReplicaReady,  // its material is to be imported
  kImportKeyMaterial,     // all required materials are present
  kKeyMaterialGone,       // a permanently associated one was deleted or expired
  kDisableKey,
  kEnableKey,
  kScheduleKeyDeletion,
  kScheduleKeyDeletionWithReplicas,  // of a multi-Region primary that has replicas
  kLastReplicaDeleted,
  kCancelKeyDeletion,
  kCancelKeyDeletionWithoutMaterial,  // Origin EXTERNAL
  kDeletionWindowEnds,                // the key is gone
  kUpdatePrimaryRegion,
  kPrimaryRegionUpdated,
  kKeyStoreDisconnected,
  kKeyStoreReconnected,  // back to the state before
};
inline constexpr size_t kKeyEventCount = 19;

// KeyEventName is the event's name as K4.2 has it.
std::string_view KeyEventName(KeyEvent event);

// NextState is the state after `event`, empty when the key is gone; `from` is empty before the key
// exists. `before_unavailable` is what kKeyStoreReconnected goes back to. Fails with kInvalidState
// where the event cannot be (K4.2).
Result<std::optional<KeyState>> NextState(std::optional<KeyState> from, KeyEvent event,
                                          KeyState before_unavailable = KeyState::kEnabled);

}  // namespace keyward::crypto
