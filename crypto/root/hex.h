// Hex: bytes as lower-case hexadecimal digits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace keyward::crypto {

// HexText writes public bytes.
std::string HexText(ByteView bytes);

// WriteHex writes bytes that may be secret into `digits`, twice as long.
void WriteHex(ByteView bytes, std::span<uint8_t> digits);

// ReadHex reads `digits`, twice as long as `bytes`; false when a digit is none of 0-9 a-f.
bool ReadHex(std::string_view digits, std::span<uint8_t> bytes);

}  // namespace keyward::crypto
