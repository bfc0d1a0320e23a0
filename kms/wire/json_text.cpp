#include "kms/wire/json_text.h"

#include <array>
#include <cstring>

namespace keyward::kms {
namespace {

enum : uint8_t { kEscaped = 1, kNotAscii = 2 };

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (size_t i = 0; i < 0x20; ++i) classes[i] = kEscaped;
  classes['"'] = kEscaped;
  classes['\\'] = kEscaped;
  for (size_t i = 0x80; i < 0x100; ++i) classes[i] = kNotAscii;
  return classes;
}

constexpr std::array<uint8_t, 256> kClasses = MakeClasses();
constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighBits = 0x8080808080808080u;

// HasZeroByte: one of the eight bytes is zero; exact as long as only that is asked.
constexpr uint64_t HasZeroByte(uint64_t word) { return (word - kOnes) & ~word & kHighBits; }

// NeedsLook: one of the eight bytes is not plain ASCII.
constexpr bool NeedsLook(uint64_t word) {
  const uint64_t control = (word - kOnes * 0x20) & ~word & kHighBits;
  const uint64_t quote = HasZeroByte(word ^ kOnes * '"');
  const uint64_t backslash = HasZeroByte(word ^ kOnes * '\\');
  return ((word & kHighBits) | control | quote | backslash) != 0;
}

}  // namespace

size_t PlainPrefix(std::string_view text, bool ascii) {
  const uint8_t stop = ascii ? kEscaped | kNotAscii : kEscaped;
  size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8) {
      uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      if (!NeedsLook(word)) {
        at += 8;
        continue;
      }
    }
    const size_t end = text.size() - at >= 8 ? at + 8 : text.size();
    for (; at < end; ++at) {
      if ((kClasses[static_cast<uint8_t>(text[at])] & stop) != 0) return at;
    }
  }
  return at;
}

std::string_view EscapeOf(char byte, char (&buffer)[6]) {
  switch (byte) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::memcpy(buffer, "\\u00", 4);
  buffer[4] = kHexDigits[static_cast<uint8_t>(byte) >> 4];
  buffer[5] = kHexDigits[static_cast<uint8_t>(byte) & 15u];
  return {buffer, 6};
}

}  // namespace keyward::kms
