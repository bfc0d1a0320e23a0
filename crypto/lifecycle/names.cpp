#include "crypto/key_state.h"

namespace keyward::crypto {
namespace {

// In the order of the enums.
constexpr std::string_view kStates[kKeyStateCount] = {
    "Creating",      "Enabled",     "Disabled", "PendingDeletion", "PendingReplicaDeletion",
    "PendingImport", "Unavailable", "Updating"};
constexpr std::string_view kOrigins[kKeyOriginCount] = {"AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM",
                                                        "EXTERNAL_KEY_STORE"};
constexpr std::string_view kExceptions[] = {"DisabledException", "KMSInvalidStateException",
                                            "UnsupportedOperationException"};
constexpr std::string_view kEvents[kKeyEventCount] = {
    "CreateKey",
    "CreateExternalKey",
    "ReplicateKey",
    "ReplicaReady",
    "ExternalReplicaReady",
    "ImportKeyMaterial",
    "KeyMaterialGone",
    "DisableKey",
    "EnableKey",
    "ScheduleKeyDeletion",
    "ScheduleKeyDeletionWithReplicas",
    "LastReplicaDeleted",
    "CancelKeyDeletion",
    "CancelKeyDeletionWithoutMaterial",
    "DeletionWindowEnds",
    "UpdatePrimaryRegion",
    "PrimaryRegionUpdated",
    "KeyStoreDisconnected",
    "KeyStoreReconnected",
};

template <typename Enum, size_t kCount>
std::optional<Enum> Find(const std::string_view (&names)[kCount], std::string_view name) {
  for (size_t i = 0; i < kCount; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return {};
}

}  // namespace

std::string_view KeyStateName(KeyState state) { return kStates[static_cast<size_t>(state)]; }

std::string_view KeyOriginName(KeyOrigin origin) { return kOrigins[static_cast<size_t>(origin)]; }

std::string_view StateExceptionName(StateException exception) {
  return kExceptions[static_cast<size_t>(exception)];
}

std::string_view KeyEventName(KeyEvent event) { return kEvents[static_cast<size_t>(event)]; }

std::optional<KeyState> KeyStateOf(std::string_view name) { return Find<KeyState>(kStates, name); }

std::optional<KeyOrigin> KeyOriginOf(std::string_view name) {
  return Find<KeyOrigin>(kOrigins, name);
}

}  // namespace keyward::crypto
