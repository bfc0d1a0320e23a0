#include "compiler/check/dates.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace keyward::compiler {
namespace {

// kMinYear, kMaxYear: what fits 64 bits of milliseconds, the range of IAM's parser.
constexpr int64_t kMinYear = -292275054;
constexpr int64_t kMaxYear = 292278993;
constexpr size_t kMaxFraction = 9;

// Reader takes fields off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool Take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Digits takes a run of `least` to `most` digits.
  std::optional<std::string_view> Digits(size_t least, size_t most) {
    size_t size = 0;
    while (size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9') ++size;
    if (size < least || size > most) return std::nullopt;
    const std::string_view digits = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return digits;
  }

  // Field takes a number of one or two digits in [low, high].
  bool Field(int64_t low, int64_t high, size_t least = 1) {
    const std::optional<std::string_view> digits = Digits(least, 2);
    if (!digits) return false;
    int64_t value = 0;
    std::from_chars(digits->data(), digits->data() + digits->size(), value);
    return value >= low && value <= high;
  }

 private:
  std::string_view rest_;
};

std::optional<int64_t> WholeNumber(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// TakeDate: [-]year[-month[-day]].
bool TakeDate(Reader& reader) {
  const bool negative = reader.Take("-");
  const std::optional<std::string_view> digits = reader.Digits(1, 9);
  if (!digits) return false;
  const int64_t year = WholeNumber(*digits).value_or(0) * (negative ? -1 : 1);
  if (year < kMinYear || year > kMaxYear) return false;
  if (!reader.Take("-")) return true;
  if (!reader.Field(1, 12)) return false;
  return !reader.Take("-") || reader.Field(1, 31);
}

// TakeZone: Z, +hh or +hh:mm.
bool TakeZone(Reader& reader) {
  if (reader.Take("Zz")) return true;
  if (!reader.Take("+-") || !reader.Field(0, 23, 2)) return false;
  return !reader.Take(":") || reader.Field(0, 59, 2);
}

// TakeTime: hours[:minutes[:seconds[.fraction]]][zone], hours and all optional behind the T.
bool TakeTime(Reader& reader) {
  if (reader.done()) return true;
  if (!reader.Field(0, 23)) return false;
  if (reader.Take(":")) {
    if (!reader.Field(0, 59)) return false;
    if (reader.Take(":")) {
      if (!reader.Field(0, 59)) return false;
      if (reader.Take(".") && !reader.Digits(1, kMaxFraction)) return false;
    }
  }
  return reader.done() || TakeZone(reader);
}

}  // namespace

bool IsStorableDate(std::string_view text) {
  if (WholeNumber(text)) return true;  // seconds since 1970
  Reader reader(text);
  if (!TakeDate(reader)) return false;
  if (reader.Take("Tt") && !TakeTime(reader)) return false;
  return reader.done();
}

}  // namespace keyward::compiler
