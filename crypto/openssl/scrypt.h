// scrypt: a key from a passphrase, costly to guess (RFC 7914).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// ScryptCost: the parameters of RFC 7914; the default takes 128 MiB and about half a second.
struct ScryptCost {
  uint64_t n = uint64_t{1} << 17;  // a power of two
  uint32_t r = 8;
  uint32_t p = 1;

  friend bool operator==(const ScryptCost&, const ScryptCost&) = default;
};

// Scrypt derives `size` bytes. Fails with kInvalidInput on an n that is no power of two, an r over
// 1024, a p over 16, or more than 1 GiB; kNoSpace when memory runs out.
Result<SecretBytes> Scrypt(ByteView passphrase, ByteView salt, const ScryptCost& cost, size_t size);

}  // namespace keyward::crypto
