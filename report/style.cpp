#include "report/style.h"

#include <array>

#include "report/layout/display_line.h"

namespace keyward::report {
namespace {

// In the order of Paint; the last one ends a colour.
constexpr std::array<std::string_view, 8> kCodes = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m",
                                                    "\x1b[1;32m", "\x1b[1;34m", "\x1b[1m",
                                                    "\x1b[2m",    "\x1b[0m"};
constexpr std::string_view kPlain = kCodes.back();

}  // namespace

void AppendPainted(const TextStyle& style, Paint paint, std::string_view text, std::string& out) {
  if (!style.color || text.empty()) {
    out += text;
    return;
  }
  out += kCodes[static_cast<size_t>(paint)];
  out += text;
  out += kPlain;
}

std::string Painted(const TextStyle& style, Paint paint, std::string_view text) {
  std::string out;
  AppendPainted(style, paint, text, out);
  return out;
}

std::string WithoutTricks(const TextStyle& style, std::string_view page) {
  const std::span<const std::string_view> all = kCodes;
  return SafeText(page, style.color ? all : all.first(0));
}

}  // namespace keyward::report
