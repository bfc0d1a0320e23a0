#include "report/style.h"

#include <array>

namespace keyward::report {
namespace {

// In the order of Paint.
constexpr std::array<std::string_view, 7> kCodes = {
    "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;32m", "\x1b[1;34m", "\x1b[1m", "\x1b[2m"};
constexpr std::string_view kPlain = "\x1b[0m";

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

}  // namespace keyward::report
