#include "crypto/root/hex.h"

#include "base/check.h"

namespace keyward::crypto {
namespace {

uint8_t Digit(unsigned value) { return static_cast<uint8_t>(value + '0' + (value > 9 ? 39 : 0)); }

int Value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

}  // namespace

void WriteHex(ByteView bytes, std::span<uint8_t> digits) {
  KEYWARD_CHECK(digits.size() == 2 * bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    digits[2 * i] = Digit(bytes[i] >> 4);
    digits[2 * i + 1] = Digit(bytes[i] & 15u);
  }
}

std::string HexText(ByteView bytes) {
  std::string text(2 * bytes.size(), '\0');
  WriteHex(bytes, {reinterpret_cast<uint8_t*>(text.data()), text.size()});
  return text;
}

bool ReadHex(std::string_view digits, std::span<uint8_t> bytes) {
  if (digits.size() != 2 * bytes.size()) return false;
  bool good = true;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const int high = Value(digits[2 * i]);
    const int low = Value(digits[2 * i + 1]);
    good = good && high >= 0 && low >= 0;
    bytes[i] = static_cast<uint8_t>(((high & 15) << 4) | (low & 15));
  }
  return good;
}

}  // namespace keyward::crypto
