// Random: bytes that nobody can foresee.
//
// Promise   from the operating system's entropy through OpenSSL's generators, one pair per thread:
//           the public one for what is shown (IVs, identifiers), the private one for keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// FillRandom fills `out` with bytes that may be shown. Fails with kFault when the system gives no
// entropy; `out` must then not be used.
Result<void> FillRandom(std::span<uint8_t> out);

// FillSecretRandom fills `out` with bytes that stay secret; fails as FillRandom does.
Result<void> FillSecretRandom(std::span<uint8_t> out);

// RandomSecret is a new secret of `size` bytes; fails as FillRandom and SecretBytes::Create do.
Result<SecretBytes> RandomSecret(size_t size);

// RandomUuid is a version 4 UUID in lower case, 8-4-4-4-12, the form of a key id (K5.5). Fails as
// FillRandom does.
Result<std::string> RandomUuid();

}  // namespace keyward::crypto
