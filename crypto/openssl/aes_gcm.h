// AES-256-GCM: sealing and opening with associated data.
//
// Promise   96-bit IV, 128-bit tag behind the ciphertext; a tag that does not verify leaves no
//           plaintext behind. Contexts are kept per thread and hold no key between calls.
// Limits    an IV must never be used twice with one key: use random ones, below 2^32 per key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

inline constexpr size_t kAesGcmKeySize = 32;
inline constexpr size_t kAesGcmIvSize = 12;
inline constexpr size_t kAesGcmTagSize = 16;

// AesGcmKeyed is the key and IV of one call.
struct AesGcmKeyed {
  ByteView key;  // kAesGcmKeySize bytes
  ByteView iv;   // kAesGcmIvSize bytes
};

// AesGcmSeal writes ciphertext and tag into `sealed`, which is kAesGcmTagSize longer than
// `plaintext`. Fails with kInternal on wrong sizes.
Result<void> AesGcmSeal(const AesGcmKeyed& keyed, ByteView associated, ByteView plaintext,
                        std::span<uint8_t> sealed);

// AesGcmOpen reverses AesGcmSeal; `plaintext` is kAesGcmTagSize shorter than `sealed`. Fails with
// kBadCiphertext, and zeroes `plaintext`, when `sealed` is shorter than a tag, or key, IV,
// associated data and sealed bytes do not belong together.
Result<void> AesGcmOpen(const AesGcmKeyed& keyed, ByteView associated, ByteView sealed,
                        std::span<uint8_t> plaintext);

}  // namespace keyward::crypto
