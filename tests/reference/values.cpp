// What the operators compare: R3.10-R3.19.
#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <locale.h>
#include <regex>
#include <tuple>
#include <utility>
#include <wctype.h>

#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

// Narrow gives back a pattern without wildcards as text; what is not ASCII becomes a DEL, which no
// number, date, truth value, base64 text or address contains.
std::string Narrow(const Pattern& pattern) {
  std::string text;
  for (const Cell& cell : pattern) {
    text.push_back(cell.character < 0x80 ? static_cast<char>(cell.character) : '\x7f');
  }
  return text;
}

bool AllDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string WithoutLeadingZeros(const std::string& digits) {
  const size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "" : digits.substr(first);
}

// ---- R3.14

struct Number {
  bool negative = false;
  std::string whole;     // without leading zeros
  std::string fraction;  // without trailing zeros
};

std::optional<Number> ParseNumber(std::string text) {
  Number number;
  if (text.rfind('+', 0) == 0 || text.rfind('-', 0) == 0) {
    number.negative = text[0] == '-';
    text.erase(0, 1);
  }
  const size_t point = text.find('.');
  if (!AllDigits(text.substr(0, point))) return std::nullopt;
  number.whole = WithoutLeadingZeros(text.substr(0, point));
  if (point != std::string::npos) {
    number.fraction = text.substr(point + 1);
    if (!AllDigits(number.fraction)) return std::nullopt;
    while (!number.fraction.empty() && number.fraction.back() == '0') number.fraction.pop_back();
  }
  if (number.whole.empty() && number.fraction.empty()) number.negative = false;
  return number;
}

// Order is negative, zero or positive as `a` is below, equal to or above `b`.
int Order(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const auto size = [](const Number& n) {
    return std::make_tuple(n.whole.size(), n.whole, n.fraction);
  };
  const int order = size(a) < size(b) ? -1 : size(b) < size(a) ? 1 : 0;
  return a.negative ? -order : order;
}

// ---- R3.15

using Instant = std::pair<int64_t, int64_t>;  // seconds since 1970, nanoseconds

// Days since 1970-01-01 in the Gregorian calendar, counted from a March 400 years before year 0.
int64_t Days(int64_t year, int64_t month, int64_t day) {
  const int64_t y = 400 + (month <= 2 ? year - 1 : year);
  const int64_t m = month <= 2 ? month + 9 : month - 3;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468 - 146097;
}

int64_t DaysIn(int64_t year, int64_t month) {
  return month == 12 ? 31 : Days(year, month + 1, 1) - Days(year, month, 1);
}

std::optional<Instant> ParseEpoch(std::string text) {
  const bool negative = text.rfind('-', 0) == 0;
  if (negative) text.erase(0, 1);
  if (!AllDigits(text)) return std::nullopt;
  const std::string digits = WithoutLeadingZeros(text);
  const std::string limit = "9223372036854775807";
  if (digits.size() > limit.size()) return std::nullopt;
  if (digits.size() == limit.size() && digits > limit) return std::nullopt;
  const int64_t seconds = digits.empty() ? 0 : std::stoll(digits);
  return Instant{negative ? -seconds : seconds, 0};
}

std::optional<Instant> ParseDate(const std::string& text) {
  if (const std::optional<Instant> epoch = ParseEpoch(text)) return epoch;
  static const std::regex kForm(
      R"((\d{4,9})-(\d\d)(?:-(\d\d)(?:[Tt](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)"
      R"((?:[Zz]|([+-])(\d\d)(?::(\d\d))?)?)?)?)");
  std::smatch part;
  if (text.size() > 64 || !std::regex_match(text, part, kForm)) return std::nullopt;
  const auto field = [&part](size_t i, int64_t missing) {
    return part[i].matched ? static_cast<int64_t>(std::stoll(part[i].str())) : missing;
  };
  const int64_t year = field(1, 0);
  const int64_t month = field(2, 0);
  const int64_t day = field(3, 1);
  const int64_t zone = field(9, 0) * 3600 + field(10, 0) * 60;
  if (month < 1 || month > 12 || day < 1 || day > DaysIn(year, month)) return std::nullopt;
  if (field(4, 0) > 23 || field(5, 0) > 59 || field(6, 0) > 59) return std::nullopt;
  if (field(9, 0) > 23 || field(10, 0) > 59) return std::nullopt;
  std::string fraction = part[7].str();
  fraction.resize(9, '0');
  const int64_t seconds =
      Days(year, month, day) * 86400 + field(4, 0) * 3600 + field(5, 0) * 60 + field(6, 0);
  return Instant{part[8].str() == "-" ? seconds + zone : seconds - zone, std::stoll(fraction)};
}

int Order(const Instant& a, const Instant& b) { return a < b ? -1 : b < a ? 1 : 0; }

// ---- R3.16, R3.17

std::optional<bool> ParseBool(const std::string& text) {
  const std::string lower = LowerAscii(text);
  if (lower == "true") return true;
  if (lower == "false") return false;
  return std::nullopt;
}

std::optional<std::string> ParseBase64(const std::string& text) {
  static const std::string kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  size_t length = text.size();
  while (length > 0 && text.size() - length < 2 && text[length - 1] == '=') --length;
  std::string bytes;
  uint32_t bits = 0;
  for (size_t i = 0; i < length; ++i) {
    const size_t digit = kDigits.find(text[i]);
    if (digit == std::string::npos) return std::nullopt;
    bits = bits << 6U | static_cast<uint32_t>(digit);
    if (i % 4 != 0) {
      bytes.push_back(static_cast<char>(static_cast<unsigned char>(bits >> (6 - 2 * (i % 4)))));
    }
  }
  return bytes;
}

// ---- R3.18

struct Block {
  int family = 0;
  std::array<unsigned char, 16> address = {};
  size_t prefix = 0;
};

std::optional<Block> ParseBlock(const std::string& text) {
  Block block;
  const size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  block.family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
  if (address.find('\0') != std::string::npos) return std::nullopt;
  if (inet_pton(block.family, address.c_str(), block.address.data()) != 1) return std::nullopt;
  const size_t width = block.family == AF_INET ? 32 : 128;
  block.prefix = width;
  if (slash == std::string::npos) return block;
  const std::string prefix = text.substr(slash + 1);
  if (!AllDigits(prefix) || prefix.size() > 3) return std::nullopt;
  block.prefix = std::stoul(prefix);
  if (block.prefix > width) return std::nullopt;
  return block;
}

bool Inside(const Block& host, const Block& block) {
  if (host.family != block.family) return false;
  for (size_t bit = 0; bit < block.prefix; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((host.address[bit / 8] & mask) != (block.address[bit / 8] & mask)) return false;
  }
  return true;
}

// ---- R3.19

bool ReadableArn(const std::vector<Pattern>& parts) {
  return parts.size() == 6 && Narrow(parts[0]) == "arn";
}

bool ArnLike(const std::vector<std::string>& context, const std::vector<Pattern>& policy) {
  for (size_t i = 0; i < 6; ++i) {
    if (!Glob(policy[i], Decode(context[i]))) return false;
  }
  return true;
}

// ---- R3.10

char32_t Lower(char32_t c) {
  static const locale_t kUnicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (kUnicode != nullptr) {
    return static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), kUnicode));
  }
  const bool capital = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
  return capital ? c + 0x20 : c;
}

bool Equal(const std::u32string& context, const Pattern& policy, bool ignoring_case) {
  std::u32string a;
  std::u32string b;
  for (const char32_t c : context) a.push_back(ignoring_case ? Lower(c) : c);
  for (const Cell& v : policy) b.push_back(ignoring_case ? Lower(v.character) : v.character);
  return a == b;
}

bool Holds(Relation relation, int order) {
  switch (relation) {
    case Relation::kEqual: return order == 0;
    case Relation::kLess: return order < 0;
    case Relation::kLessEqual: return order <= 0;
    case Relation::kGreater: return order > 0;
    case Relation::kGreaterEqual: return order >= 0;
  }
  return false;
}

Comparison Yes(bool value) { return value ? Comparison::kYes : Comparison::kNo; }

}  // namespace

bool Readable(Form form, const Pattern& policy) {
  switch (form) {
    case Form::kNumber: return ParseNumber(Narrow(policy)).has_value();
    case Form::kDate: return ParseDate(Narrow(policy)).has_value();
    case Form::kBool: return ParseBool(Narrow(policy)).has_value();
    case Form::kBinary: return ParseBase64(Narrow(policy)).has_value();
    case Form::kIp: return ParseBlock(Narrow(policy)).has_value();
    case Form::kArn: return ReadableArn(SplitArn(policy));
    default: return true;
  }
}

Comparison Compare(Form form, Relation relation, const std::string& context,
                   const Pattern& policy) {
  const Pattern plain = [&context] {
    Pattern cells;
    for (const char32_t c : Decode(context)) cells.push_back({c, false});
    return cells;
  }();
  const bool address = form != Form::kIp || context.find('/') == std::string::npos;
  if (!address || !Readable(form, plain) || !Readable(form, policy)) return Comparison::kError;
  const std::string v = Narrow(policy);
  switch (form) {
    case Form::kString: return Yes(Equal(Decode(context), policy, false));
    case Form::kStringIgnoringCase: return Yes(Equal(Decode(context), policy, true));
    case Form::kLike: return Yes(Glob(policy, Decode(context)));
    case Form::kNumber: return Yes(Holds(relation, Order(*ParseNumber(context), *ParseNumber(v))));
    case Form::kDate: return Yes(Holds(relation, Order(*ParseDate(context), *ParseDate(v))));
    case Form::kBool: return Yes(*ParseBool(context) == *ParseBool(v));
    case Form::kBinary: return Yes(*ParseBase64(context) == *ParseBase64(v));
    case Form::kIp: return Yes(Inside(*ParseBlock(context), *ParseBlock(v)));
    case Form::kArn: return Yes(ArnLike(SplitArn(context), SplitArn(policy)));
    case Form::kNull: return Comparison::kNo;
  }
  return Comparison::kNo;
}

}  // namespace keyward::reference
