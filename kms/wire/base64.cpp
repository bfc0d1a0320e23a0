#include "kms/wire/base64.h"

#include <array>

#include "base/check.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kInvalid = 0xFF;

constexpr std::array<uint8_t, 256> MakeSextets() {
  std::array<uint8_t, 256> sextets{};
  for (uint8_t& sextet : sextets) sextet = kInvalid;
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    sextets[static_cast<uint8_t>(kAlphabet[i])] = static_cast<uint8_t>(i);
  }
  return sextets;
}

constexpr std::array<uint8_t, 256> kSextets = MakeSextets();

uint32_t SextetAt(std::string_view text, size_t at) {
  return kSextets[static_cast<uint8_t>(text[at])];
}

size_t PaddingOf(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

}  // namespace

std::optional<size_t> Base64DecodedSize(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  return text.size() / 4 * 3 - PaddingOf(text);
}

bool DecodeBase64(std::string_view text, std::span<uint8_t> out) {
  KEYWARD_CHECK(Base64DecodedSize(text) == out.size());
  text.remove_suffix(PaddingOf(text));
  uint32_t bits = 0;
  int count = 0;
  size_t written = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const uint32_t sextet = SextetAt(text, i);
    if (sextet == kInvalid) return false;
    bits = (bits << 6 | sextet) & 0xFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[written++] = static_cast<uint8_t>(bits >> count);
  }
  return (bits & ((1u << count) - 1)) == 0;
}

void EncodeBase64(ByteView bytes, std::span<char> out) {
  KEYWARD_CHECK(out.size() == Base64Size(bytes.size()));
  size_t written = 0;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t left = bytes.size() - i;
    const uint32_t bits = static_cast<uint32_t>(bytes[i]) << 16 |
                          (left > 1 ? static_cast<uint32_t>(bytes[i + 1]) << 8 : 0u) |
                          (left > 2 ? bytes[i + 2] : 0u);
    out[written++] = kAlphabet[bits >> 18 & 63u];
    out[written++] = kAlphabet[bits >> 12 & 63u];
    out[written++] = left > 1 ? kAlphabet[bits >> 6 & 63u] : '=';
    out[written++] = left > 2 ? kAlphabet[bits & 63u] : '=';
  }
}

}  // namespace keyward::kms
