// SealingKey::State: what an open seal holds.
#pragma once

#include <array>

#include "crypto/openssl/checkpoint_signer.h"
#include "crypto/sealing/domain_key_cache.h"
#include "crypto/sealing/root_keys.h"
#include "crypto/sealing_key.h"

namespace keyward::crypto {

inline constexpr size_t kMacPurposes = 3;

// State is made from the seal's secret, from which the keys for MACs and checkpoints are derived.
struct SealingKey::State {
  State(std::vector<SharedRootKey> open, SecretBytes seal_secret,
        CheckpointSigner checkpoint_signer, std::array<SecretBytes, kMacPurposes> keys)
      : roots(std::move(open)),
        secret(std::move(seal_secret)),
        signer(std::move(checkpoint_signer)),
        mac_keys(std::move(keys)) {}

  // From derives the keys; fails as SecretBytes::Create does.
  static Result<std::unique_ptr<State>> From(std::vector<SharedRootKey> open, SecretBytes secret);

  // WrapSecret is the seal's record under `root`.
  Result<Bytes> WrapSecret(const RootKey& root) const;

  // Unwrapped is the domain key of the record, from the cache where it can be.
  Result<DomainKey> Unwrapped(const WrappedDomainKey& domain);

  RootKeys roots;
  DomainKeyCache domain_keys{kCachedDomainKeys};
  const SecretBytes secret;
  const CheckpointSigner signer;
  const std::array<SecretBytes, kMacPurposes> mac_keys;
};

}  // namespace keyward::crypto
