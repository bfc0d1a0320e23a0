// HMAC-SHA-256 over parts: the one building block of the key derivations here.
//
// Promise   the thread's context holds no key between calls.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

// HmacSha256 is the MAC of all `parts`, one behind the other. Fails with kInternal on an empty key.
Result<std::array<uint8_t, 32>> HmacSha256(ByteView key, std::initializer_list<ByteView> parts);

}  // namespace keyward::crypto
