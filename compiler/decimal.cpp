#include "compiler/values.h"

namespace keyward::compiler {
namespace {

size_t DigitsFrom(std::string_view text, size_t at) {
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

std::strong_ordering CompareMagnitude(const Decimal& a, const Decimal& b) {
  if (a.integer.size() != b.integer.size()) return a.integer.size() <=> b.integer.size();
  const int integer = a.integer.compare(b.integer);
  if (integer != 0) return integer <=> 0;
  // Trailing zeros are gone, so that lexicographic order is numeric order.
  return a.fraction.compare(b.fraction) <=> 0;
}

}  // namespace

std::optional<Decimal> ParseDecimal(std::string_view text) {
  Decimal number;
  size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) number.negative = text[at++] == '-';
  const size_t integer_end = DigitsFrom(text, at);
  if (integer_end == at) return std::nullopt;
  number.integer = text.substr(at, integer_end - at);
  if (integer_end < text.size()) {
    if (text[integer_end] != '.') return std::nullopt;
    const size_t fraction_end = DigitsFrom(text, integer_end + 1);
    if (fraction_end == integer_end + 1 || fraction_end != text.size()) return std::nullopt;
    number.fraction = text.substr(integer_end + 1);
  }
  while (!number.integer.empty() && number.integer.front() == '0') number.integer.remove_prefix(1);
  while (!number.fraction.empty() && number.fraction.back() == '0')
    number.fraction.remove_suffix(1);
  if (number.integer.empty() && number.fraction.empty()) number.negative = false;
  return number;
}

std::strong_ordering Compare(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return a.negative ? CompareMagnitude(b, a) : CompareMagnitude(a, b);
}

}  // namespace keyward::compiler
