// Hex: the bytes of a test vector.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {

inline Bytes FromHex(std::string_view digits) {
  Bytes bytes(digits.size() / 2);
  KEYWARD_CHECK(ReadHex(digits, bytes));
  return bytes;
}

}  // namespace keyward::crypto
