#include <charconv>
#include <cstdio>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

// DaysFromCivil counts days from 1970-01-01 in the proleptic Gregorian calendar.
int64_t DaysFromCivil(int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Reader walks a date text; every method says whether what it reads is there.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool AtEnd() const { return at_ == text_.size(); }

  bool Char(char lower) {
    if (AtEnd() || AsciiLower(text_[at_]) != lower) return false;
    ++at_;
    return true;
  }

  bool Number(size_t digits, int low, int high, int& value) {
    if (at_ + digits > text_.size()) return false;
    value = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + i];
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    at_ += digits;
    return value >= low && value <= high;
  }

  bool Fraction(uint32_t& nanoseconds) {
    size_t digits = 0;
    nanoseconds = 0;
    while (!AtEnd() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (++digits > 9) return false;
      nanoseconds = nanoseconds * 10 + static_cast<uint32_t>(text_[at_++] - '0');
    }
    for (size_t i = digits; i < 9; ++i) nanoseconds *= 10;
    return digits > 0;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// ReadZone reads `Z`, an offset, or nothing (UTC), to the end of the text.
bool ReadZone(Reader& reader, int64_t& offset_seconds) {
  offset_seconds = 0;
  if (reader.AtEnd()) return true;
  if (reader.Char('z')) return reader.AtEnd();
  const bool east = reader.Char('+');
  if (!east && !reader.Char('-')) return false;
  int hours = 0;
  int minutes = 0;
  if (!reader.Number(2, 0, 23, hours)) return false;
  if (!reader.AtEnd() && (!reader.Char(':') || !reader.Number(2, 0, 59, minutes))) return false;
  offset_seconds = (east ? 1 : -1) * (hours * 3600 + minutes * 60);
  return reader.AtEnd();
}

bool ReadTime(Reader& reader, int64_t& seconds, uint32_t& nanoseconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!reader.Number(2, 0, 23, hour) || !reader.Char(':') || !reader.Number(2, 0, 59, minute)) {
    return false;
  }
  if (reader.Char(':')) {
    if (!reader.Number(2, 0, 59, second)) return false;
    if (reader.Char('.') && !reader.Fraction(nanoseconds)) return false;
  }
  seconds = hour * 3600 + minute * 60 + second;
  return true;
}

std::optional<Instant> ParseCalendar(std::string_view text) {
  Reader reader(text);
  int year = 0;
  int month = 1;
  int day = 1;
  if (!reader.Number(4, 0, 9999, year) || !reader.Char('-') || !reader.Number(2, 1, 12, month)) {
    return std::nullopt;
  }
  int64_t seconds = 0;
  int64_t zone = 0;
  uint32_t nanoseconds = 0;
  if (reader.Char('-')) {
    if (!reader.Number(2, 1, DaysInMonth(year, month), day)) return std::nullopt;
    if (reader.Char('t') && (!ReadTime(reader, seconds, nanoseconds) || !ReadZone(reader, zone))) {
      return std::nullopt;
    }
  }
  if (!reader.AtEnd()) return std::nullopt;
  return Instant{DaysFromCivil(year, month, day) * 86400 + seconds - zone, nanoseconds};
}

}  // namespace

std::optional<Instant> ParseInstant(std::string_view text) {
  // Digits alone are seconds, however much they look like a year (R3.15).
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (!digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos) {
    int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return Instant{seconds, 0};
  }
  return ParseCalendar(text);
}

std::string FormatInstant(int64_t seconds) {
  int64_t days = seconds / 86400;
  int64_t rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  // The inverse of DaysFromCivil.
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  char buffer[96];
  std::snprintf(buffer, sizeof buffer, "%04lld-%02lld-%02lldT%02lld:%02lld:%02lldZ",
                static_cast<long long>(year), static_cast<long long>(month),
                static_cast<long long>(day), static_cast<long long>(rest / 3600),
                static_cast<long long>(rest / 60 % 60), static_cast<long long>(rest % 60));
  return buffer;
}

}  // namespace keyward::compiler
