#include "compiler/values.h"

#include <algorithm>
#include <clocale>
#include <cwctype>

namespace keyward::compiler {
namespace {

// NextCodePoint decodes one code point of valid UTF-8 and moves `at` behind it. Texts that reach
// conditions are valid UTF-8; a stray byte stands for itself.
char32_t NextCodePoint(std::string_view text, size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || at + length > text.size()) return static_cast<unsigned char>(text[at++]);
  char32_t code = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  }
  at += length;
  return code;
}

// SimpleLower is Unicode's simple lower-case mapping, which the C library knows for UTF-8 locales.
char32_t SimpleLower(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (utf8 == nullptr) return code;
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(code), utf8));
}

int Base64Digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

bool EqualsIgnoringAsciiCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return AsciiLower(x) == AsciiLower(y);
         });
}

size_t PrefixIgnoringCase(std::string_view text, std::string_view prefix) {
  size_t i = 0;
  size_t j = 0;
  while (i < text.size() && j < prefix.size()) {
    if (SimpleLower(NextCodePoint(text, i)) != SimpleLower(NextCodePoint(prefix, j))) {
      return std::string_view::npos;
    }
  }
  return j == prefix.size() ? i : std::string_view::npos;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return PrefixIgnoringCase(a, b) == a.size();
}

std::optional<bool> ParseBool(std::string_view text) {
  if (EqualsIgnoringAsciiCase(text, "true")) return true;
  if (EqualsIgnoringAsciiCase(text, "false")) return false;
  return std::nullopt;
}

std::optional<uint64_t> ParseAccount(std::string_view text) {
  if (text.size() != 12) return std::nullopt;
  uint64_t number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<uint64_t>(c - '0');
  }
  return number;
}

std::optional<ArnColons> FindArnColons(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  ArnColons colons;
  size_t at = 3;
  for (size_t i = 0; i < 5; ++i) {
    if (at == std::string_view::npos) return std::nullopt;
    colons.at[i] = static_cast<uint32_t>(at);
    at = text.find(':', at + 1);
  }
  return colons;
}

// DecodeGroups hands the decoded bytes to `take`, one by one; false when `text` is not base64.
template <typename Take>
bool DecodeGroups(std::string_view text, Take take) {
  if (text.size() % 4 != 0) return false;
  size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  size_t left = text.size() / 4 * 3 - padding;
  uint32_t group = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const int digit = i >= text.size() - padding ? 0 : Base64Digit(text[i]);
    if (digit < 0) return false;
    group = (group << 6) | static_cast<uint32_t>(digit);
    if (i % 4 != 3) continue;
    for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left) {
      take(static_cast<char>(static_cast<unsigned char>(group >> shift)));
    }
    group = 0;
  }
  return true;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string bytes;
  if (!DecodeGroups(text, [&](char byte) { bytes.push_back(byte); })) return std::nullopt;
  return bytes;
}

std::optional<bool> DecodesTo(std::string_view text, std::string_view bytes) {
  size_t at = 0;
  bool equal = true;
  const bool valid = DecodeGroups(text, [&](char byte) {
    equal = equal && at < bytes.size() && bytes[at] == byte;
    ++at;
  });
  if (!valid) return std::nullopt;
  return equal && at == bytes.size();
}

}  // namespace keyward::compiler
