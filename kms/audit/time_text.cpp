#include "kms/audit/time_text.h"

#include <array>
#include <string_view>

#include "kms/wire/json_text.h"

namespace keyward::kms {
namespace {

using std::chrono::floor;

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
  int year;
  unsigned month;
  unsigned day;
  int64_t hour;
  int64_t minute;
  int64_t second;
};

Parts Split(std::chrono::sys_seconds time) {
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const int64_t seconds = (time - day).count();
  return {int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
          seconds / 3600,   seconds / 60 % 60,      seconds % 60};
}

void AppendDigits(int64_t number, int width, std::string& out) {
  const size_t begin = out.size();
  out.append(static_cast<size_t>(width), '0');
  for (size_t at = begin + static_cast<size_t>(width); at > begin; number /= 10) {
    out[--at] = static_cast<char>('0' + number % 10);
  }
}

}  // namespace

void AppendIsoTime(std::chrono::sys_seconds time, std::string& out) {
  const Parts parts = Split(time);
  AppendDigits(parts.year, 4, out);
  out += '-';
  AppendDigits(parts.month, 2, out);
  out += '-';
  AppendDigits(parts.day, 2, out);
  out += 'T';
  AppendDigits(parts.hour, 2, out);
  out += ':';
  AppendDigits(parts.minute, 2, out);
  out += ':';
  AppendDigits(parts.second, 2, out);
  out += 'Z';
}

void AppendAuditDate(std::chrono::sys_seconds time, std::string& out) {
  const Parts parts = Split(time);
  out += kMonths[parts.month - 1];
  out += ' ';
  AppendInteger(parts.day, out);
  out += ", ";
  AppendDigits(parts.year, 4, out);
  out += ", ";
  AppendInteger(parts.hour % 12 == 0 ? 12 : parts.hour % 12, out);
  out += ':';
  AppendDigits(parts.minute, 2, out);
  out += ':';
  AppendDigits(parts.second, 2, out);
  out += parts.hour < 12 ? " AM" : " PM";
}

}  // namespace keyward::kms
