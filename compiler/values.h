// Values: numbers, dates, addresses, booleans and ARNs as conditions compare them.
//
// Flow      policy values at Emit, context values when a Context is filled --> parsed once, compared often
// Promise   total functions; nothing allocates but DecodeBase64.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyward::compiler {

// Decimal: an exact decimal number (R3.14), normalised: no leading zeros in `integer`, no trailing
// zeros in `fraction`, zero is never negative. The digits are views into the parsed text.
struct Decimal {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
};

// ParseDecimal reads an optional sign, digits, optional fraction. Exponents, spaces and anything else
// give nothing: a type error.
std::optional<Decimal> ParseDecimal(std::string_view text);
std::strong_ordering Compare(const Decimal& a, const Decimal& b);

// Instant: seconds since 1970-01-01T00:00:00Z and nanoseconds above them.
struct Instant {
  int64_t seconds = 0;
  uint32_t nanoseconds = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

// ParseInstant reads epoch seconds or the W3C profile of ISO 8601 (R3.15). Texts that IAM stores
// but whose meaning is not obvious give nothing.
std::optional<Instant> ParseInstant(std::string_view text);

// FormatInstant writes `seconds` as YYYY-MM-DDThh:mm:ssZ.
std::string FormatInstant(int64_t seconds);

// ParseBool reads true or false, ignoring ASCII case (R3.16).
std::optional<bool> ParseBool(std::string_view text);

// Cidr: an address block; a host has the full prefix (R3.18).
struct Cidr {
  std::array<uint8_t, 16> address{};  // IPv4 in the first four bytes
  uint8_t prefix = 0;                 // bits
  bool v6 = false;
};

// ParseCidr reads an IPv4 or IPv6 address with or without a prefix length.
std::optional<Cidr> ParseCidr(std::string_view text);

// Contains: `host` lies in `block`; another family never does.
bool Contains(const Cidr& block, const Cidr& host);

// DecodeBase64 reads standard base64 with padding; nothing when it is not (R3.17).
std::optional<std::string> DecodeBase64(std::string_view text);

// DecodesTo: `text` is base64 of exactly `bytes`; nothing when it is not base64. Allocates nothing.
std::optional<bool> DecodesTo(std::string_view text, std::string_view bytes);

// ArnColons: the offsets of the first five colons of an ARN.
struct ArnColons {
  std::array<uint32_t, 5> at{};
};

// FindArnColons gives nothing when `text` has fewer than six parts or does not begin with `arn:`.
std::optional<ArnColons> FindArnColons(std::string_view text);

// ArnPart is part `index` (0 to 5) of an ARN whose colons are known.
inline std::string_view ArnPart(std::string_view arn, const ArnColons& colons, int index) {
  const size_t begin = index == 0 ? 0 : colons.at[static_cast<size_t>(index - 1)] + 1;
  const size_t end = index == 5 ? arn.size() : colons.at[static_cast<size_t>(index)];
  return arn.substr(begin, end - begin);
}

// kNoAccount stands for an account that is not known; no 12 digits make it.
inline constexpr uint64_t kNoAccount = ~uint64_t{0};

// ParseAccount is the number of a 12-digit account id, or nothing.
std::optional<uint64_t> ParseAccount(std::string_view text);

// AsciiLower lower-cases A-Z.
constexpr char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// EqualsIgnoringAsciiCase compares two strings byte by byte, A-Z as a-z.
bool EqualsIgnoringAsciiCase(std::string_view a, std::string_view b);

// EqualsIgnoringCase compares after simple lower-casing of each code point (R3.10).
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// PrefixIgnoringCase is how many bytes of `text` equal `prefix` under the same comparison, or npos.
size_t PrefixIgnoringCase(std::string_view text, std::string_view prefix);

}  // namespace keyward::compiler
