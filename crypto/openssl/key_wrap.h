// Key wrap: AES key wrap with padding (RFC 5649).
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// KwpUnwrap reverses AES-256-KWP under `key` (32 bytes). Fails with kBadCiphertext when the wrapped
// bytes are cut or changed, or are of another key.
Result<SecretBytes> KwpUnwrap(ByteView key, ByteView wrapped);

// KwpWrap wraps at least one byte.
Result<Bytes> KwpWrap(ByteView key, ByteView bytes);

}  // namespace keyward::crypto
