// Passphrase: the root key as something to remember.
//
// Flow      header file (salt, cost, fingerprint) + passphrase --scrypt--> RootKey --> SealingKey
// Promise   a wrong passphrase is told by the fingerprint, before anything is opened with it; a new
//           header is written whole or not at all, never over another.
// Limits    the header is public, but who has it can try passphrases: choose a long one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/root_key.h"

namespace keyward::crypto {

// PassphraseCost: scrypt's parameters (RFC 7914); the default takes 128 MiB and about half a second
// for each guess.
struct PassphraseCost {
  uint64_t n = uint64_t{1} << 17;  // a power of two
  uint32_t r = 8;
  uint32_t p = 1;
};

inline constexpr size_t kShortestPassphrase = 8;

// CreatePassphraseRootKey makes a new header at `path` and the root key of `passphrase`. Fails with
// kExists when there is a file already, kInvalidInput on a passphrase under kShortestPassphrase
// bytes or a cost that cannot be computed (over 1 GiB), kReadOnly, kNoSpace or kFault as the system
// says.
Result<std::shared_ptr<const RootKey>> CreatePassphraseRootKey(const std::string& path,
                                                               ByteView passphrase,
                                                               const PassphraseCost& cost = {});

// OpenPassphraseRootKey derives the root key with the header at `path`. Fails with kBadSecret on a
// wrong passphrase, kNotFound without a header, kUnreadable when others may write it, kCorrupt or
// kVersion when it is none of ours, kFault as the system says.
Result<std::shared_ptr<const RootKey>> OpenPassphraseRootKey(const std::string& path,
                                                             ByteView passphrase);

}  // namespace keyward::crypto
