#include "store/log/text.h"

#include <algorithm>
#include <chrono>

namespace keyward::store {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr int64_t kFirstTime = -62'167'219'200'000;  // 0000-01-01T00:00:00.000Z
constexpr int64_t kLastTime = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

// Fixed reads exactly `width` digits up to `most`.
std::optional<uint32_t> Fixed(Cursor& cursor, size_t width, uint32_t most) {
  const auto text = cursor.Take(width);
  if (!text) return {};
  uint32_t number = 0;
  for (const char digit : *text) {
    if (digit < '0' || digit > '9') return {};
    number = number * 10 + static_cast<uint32_t>(digit - '0');
  }
  return number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

void AppendHex(std::string& text, ByteView bytes) {
  const size_t start = text.size();
  text.resize(start + 2 * bytes.size());
  char* out = text.data() + start;
  for (const uint8_t byte : bytes) {
    *out++ = kHexDigits[byte >> 4];
    *out++ = kHexDigits[byte & 15];
  }
}

bool ParseHex(std::string_view text, std::span<uint8_t> bytes) {
  if (text.size() != 2 * bytes.size()) return false;
  for (size_t at = 0; at < bytes.size(); ++at) {
    const int high = HexValue(text[2 * at]);
    const int low = HexValue(text[2 * at + 1]);
    if (high < 0 || low < 0) return false;
    bytes[at] = static_cast<uint8_t>(high * 16 + low);
  }
  return true;
}

int64_t ClampTime(int64_t milliseconds) { return std::clamp(milliseconds, kFirstTime, kLastTime); }

void AppendTime(std::string& text, int64_t milliseconds) {
  using namespace std::chrono;  // NOLINT(google-build-using-namespace): durations and their names
  const sys_time<std::chrono::milliseconds> time{
      std::chrono::milliseconds(ClampTime(milliseconds))};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const auto of_day = static_cast<uint64_t>((time - day).count());
  AppendNumber(text, static_cast<uint64_t>(static_cast<int>(date.year())), 4);
  text += '-';
  AppendNumber(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  AppendNumber(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  AppendNumber(text, of_day / 3'600'000, 2);
  text += ':';
  AppendNumber(text, of_day / 60'000 % 60, 2);
  text += ':';
  AppendNumber(text, of_day / 1'000 % 60, 2);
  text += '.';
  AppendNumber(text, of_day % 1'000, 3);
  text += 'Z';
}

std::optional<int64_t> ParseTime(std::string_view text) {
  using namespace std::chrono;  // NOLINT(google-build-using-namespace): durations and their names
  Cursor cursor(text);
  const auto y = Fixed(cursor, 4, 9999);
  const bool first_dash = cursor.Skip("-");
  const auto m = Fixed(cursor, 2, 12);
  const bool second_dash = cursor.Skip("-");
  const auto d = Fixed(cursor, 2, 31);
  const bool middle = cursor.Skip("T");
  const auto hour = Fixed(cursor, 2, 23);
  const bool first_colon = cursor.Skip(":");
  const auto minute = Fixed(cursor, 2, 59);
  const bool second_colon = cursor.Skip(":");
  const auto second = Fixed(cursor, 2, 59);
  const bool point = cursor.Skip(".");
  const auto fraction = Fixed(cursor, 3, 999);
  if (!(first_dash && second_dash && middle && first_colon && second_colon && point)) return {};
  if (!(y && m && d && hour && minute && second && fraction)) return {};
  if (!cursor.Skip("Z") || !cursor.done()) return {};
  const year_month_day date(year(static_cast<int>(*y)), month(*m), day(*d));
  if (!date.ok()) return {};
  const int64_t of_day = ((*hour * 60 + *minute) * 60 + *second) * int64_t{1000} + *fraction;
  return sys_days(date).time_since_epoch().count() * int64_t{86'400'000} + of_day;
}

}  // namespace keyward::store
