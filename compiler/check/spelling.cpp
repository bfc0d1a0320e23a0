#include "compiler/check/spelling.h"

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr size_t kMaxName = 40;   // longer than every known name and two edits
constexpr size_t kShortName = 5;  // up to here one edit is all that a misspelling explains

using Row = std::array<size_t, kMaxName + 1>;

// Distance counts insertions, deletions, substitutions and transpositions of neighbours between
// two names, ignoring ASCII case (optimal string alignment, three rows at a time).
size_t Distance(std::string_view a, std::string_view b) {
  Row before{};
  Row previous{};
  Row current{};
  for (size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const char x = AsciiLower(a[i - 1]);
      const char y = AsciiLower(b[j - 1]);
      size_t best = std::min(previous[j], current[j - 1]) + 1;
      best = std::min(best, previous[j - 1] + (x == y ? 0 : 1));
      if (i > 1 && j > 1 && x == AsciiLower(b[j - 2]) && AsciiLower(a[i - 2]) == y) {
        best = std::min(best, before[j - 2] + 1);
      }
      current[j] = best;
    }
    before = previous;
    previous = current;
  }
  return previous[b.size()];
}

}  // namespace

std::string_view Nearest(std::string_view text, Names known) {
  if (text.empty() || text.size() > kMaxName) return {};
  std::string_view nearest;
  size_t least = text.size() <= kShortName ? 2 : 3;
  for (std::string_view name : known) {
    const size_t longer = std::max(name.size(), text.size());
    if (longer > kMaxName || longer - std::min(name.size(), text.size()) >= least) continue;
    const size_t distance = Distance(text, name);
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

}  // namespace keyward::compiler
