#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "compiler/values.h"
#include "scenario/read/reading.h"

namespace keyward::scenario {
namespace {

constexpr size_t kLongestWord = 64;  // longer ones resemble no name

// Distance counts the single-character edits from `a` to `b`, ignoring case.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const bool same = compiler::AsciiLower(a[i]) == compiler::AsciiLower(b[j]);
      const size_t replaced = diagonal + (same ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string Suggest(std::string_view word, std::span<const std::string_view> names) {
  std::string_view best;
  size_t distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (std::string_view name : names) {
    if (word.size() > kLongestWord) break;
    const size_t d = Distance(word, name);
    if (d < distance) {
      distance = d;
      best = name;
    }
  }
  if (!best.empty()) return fmt::format("did you mean \"{}\"?", best);
  return fmt::format("known are {}", fmt::join(names, ", "));
}

}  // namespace keyward::scenario
