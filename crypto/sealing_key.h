// SealingKey: the capability to keep key material at rest, and to vouch for what is ours.
//
// Flow      RootKey + seal record --Open--> SealingKey: material <--> sealed bytes in the store
// Promise   made only by opening the seal with the right root key; cannot be copied. Material is
//           wrapped under the key of its account and Region, domain keys under the root key, so a
//           new root key touches no material. MAC and checkpoint keys are derived for one purpose
//           each: no customer key and no Permit is needed for them. All calls are safe from any
//           thread, ChangeRootKey included: readers go on meanwhile.
// Limits    it knows no store: whoever calls keeps the records. At most kCachedDomainKeys unwrapped
//           domain keys stay in the secure heap.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/root_key.h"
#include "crypto/sealing_checkpoint.h"
#include "crypto/sealing_records.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// MacPurpose: what the seal vouches for with a MAC. One key each: a MAC for one purpose is none for
// another.
enum class MacPurpose : uint8_t {
  kImportToken,  // K5.70
  kGrantToken,   // K3.14
  kMarker,       // K5.101
};

using SealMac = std::array<uint8_t, 32>;

struct CreatedSeal;

// SealingKey: see above. A moved-from one must not be used.
class SealingKey {
 public:
  static constexpr size_t kCachedDomainKeys = 1024;

  SealingKey(SealingKey&&) noexcept;
  SealingKey& operator=(SealingKey&&) noexcept;
  ~SealingKey();

  // Create makes a new seal under `root`: the key and the record that opens it from now on. Fails
  // as FillRandom, SecretBytes::Create and RootKey::Wrap do.
  static Result<CreatedSeal> Create(std::shared_ptr<const RootKey> root);

  // Open opens the seal. The first of `roots` wraps what is new; more than one are given to finish
  // a change of root key. Fails with kBadSecret when the seal was made under none of `roots`,
  // kCorrupt or kVersion when the record is not one that this version made, kInvalidInput when
  // `roots` is empty.
  static Result<SealingKey> Open(std::vector<std::shared_ptr<const RootKey>> roots,
                                 ByteView record);

  // NewDomainKey makes a key for an account and Region (each 1 to 64 bytes). It seals material as
  // soon as the caller has kept it. Fails with kInvalidInput on such a name, and as Create does.
  Result<WrappedDomainKey> NewDomainKey(std::string_view account, std::string_view region,
                                        uint32_t version) const;

  // Seal wraps key material under `domain` for `name` (each part up to 256 bytes). Fails with
  // kBadSecret when the domain key's root key is not open, kCorrupt when its record was changed,
  // kInvalidInput on such a name or material over 64 KiB.
  Result<Bytes> Seal(const WrappedDomainKey& domain, const MaterialName& name,
                     ByteView material) const;

  // Unseal reverses Seal. Fails as Seal does, and with kCorrupt when `sealed` was changed, or is
  // another's: of another account, Region, key, material or domain key.
  Result<SecretBytes> Unseal(const WrappedDomainKey& domain, const MaterialName& name,
                             ByteView sealed) const;

  // ChangeRootKey lets `next` wrap what is new, the root keys so far staying open, and returns the
  // seal's new record. The caller then rewraps all domain keys, keeps them together with the
  // record, and calls ForgetFormerRootKeys. Fails as RootKey::Wrap does; then nothing has changed.
  Result<Bytes> ChangeRootKey(std::shared_ptr<const RootKey> next);

  // Rewrap is the same domain key under the present root key; what it has sealed stays valid. Fails
  // as Seal does.
  Result<WrappedDomainKey> Rewrap(const WrappedDomainKey& domain) const;

  // ForgetFormerRootKeys closes all root keys but the present one.
  void ForgetFormerRootKeys();

  // Mac vouches for `bytes` (K5.70: an import token is ours). Fails with kInternal only.
  Result<SealMac> Mac(MacPurpose purpose, ByteView bytes) const;

  // VerifyMac fails with kBadSignature when `mac` is not Mac of the same purpose and bytes.
  Result<void> VerifyMac(MacPurpose purpose, ByteView bytes, ByteView mac) const;

  // SignCheckpoint signs a state of the log; the key stays the same through changes of root key.
  // Fails with kInternal or kNoSpace only.
  Result<CheckpointSignature> SignCheckpoint(ByteView bytes) const;

  // checkpoint_public_key verifies what SignCheckpoint signs (VerifyCheckpoint).
  const CheckpointPublicKey& checkpoint_public_key() const;

 private:
  struct State;
  explicit SealingKey(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// CreatedSeal: a new seal, and the record for the store to keep.
struct CreatedSeal {
  SealingKey key;
  Bytes record;
};

}  // namespace keyward::crypto
