// DisplayLine: a source line as it is printed: tabs widened, control characters replaced, cut to a
// width around the place that matters.
//
// Promise   total: any bytes, any place; work is bounded by the width, not by the line's length.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keyward::report {

// Stretch: bytes [begin, end) of a line, and the columns (from 0) that they cover when printed.
struct Stretch {
  size_t begin = 0;
  size_t end = 0;
  size_t column = 0;
  size_t columns = 1;
};

// SafeText is `text` with control characters (but for line breaks) and characters that reorder text
// replaced; `kept` are escape sequences that stay, those that the caller wrote itself.
std::string SafeText(std::string_view text, std::span<const std::string_view> kept);

// DisplayLine prints `line` in at most `width` columns so that the first of `stretches` shows, and
// fills in their columns.
std::string DisplayLine(std::string_view line, size_t width, std::vector<Stretch>& stretches);

}  // namespace keyward::report
