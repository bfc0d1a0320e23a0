// KBKDF: the key derivation of SP 800-108 in counter mode over HMAC-SHA-256.
//
// Promise   32-bit counter, label, zero byte, context, 32-bit length in bits, as OpenSSL's KBKDF
//           defaults have it; the same output, made for being called once per Encrypt.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

// Kbkdf fills `out` (1 to 8160 bytes) with what `key` derives for `label` and `context`. Fails with
// kInternal on an empty key or a wrong size. The thread's context holds no key afterwards.
Result<void> Kbkdf(ByteView key, ByteView label, ByteView context, std::span<uint8_t> out);

}  // namespace keyward::crypto
