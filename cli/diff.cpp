// UnifiedDiff: lines that both texts begin and end with are context, the lines between are the change.
// Fixes are small and few, so one hunk from the first change to the last is short enough; distant
// changes are split by the longest runs of equal lines.
#include <algorithm>
#include <fmt/core.h>
#include <vector>

#include "cli/fixes.h"

namespace keyward::cli {
namespace {

constexpr size_t kContext = 3;
constexpr size_t kMaxCells = 4'000'000;  // of the table below; beyond it the change is one block

using Lines = std::vector<std::string_view>;

Lines Split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

// Step: a line of the difference: kept, removed or added.
struct Step {
  char sign = ' ';
  std::string_view line;
};

// Middle compares what lies between the common beginning and end, by longest common subsequences.
void Middle(const Lines& a, const Lines& b, size_t begin, size_t a_end, size_t b_end,
            std::vector<Step>& steps) {
  const size_t rows = a_end - begin;
  const size_t columns = b_end - begin;
  const bool small = (rows + 1) * (columns + 1) <= kMaxCells;
  std::vector<uint32_t> common(small ? (rows + 1) * (columns + 1) : 0);
  const auto cell = [&common, columns](size_t i, size_t j) -> uint32_t& {
    return common[i * (columns + 1) + j];
  };
  for (size_t i = small ? rows : 0; i-- > 0;) {
    for (size_t j = columns; j-- > 0;) {
      cell(i, j) = a[begin + i] == b[begin + j] ? cell(i + 1, j + 1) + 1
                                                : std::max(cell(i + 1, j), cell(i, j + 1));
    }
  }
  size_t i = 0;
  size_t j = 0;
  while (i < rows || j < columns) {
    if (small && i < rows && j < columns && a[begin + i] == b[begin + j]) {
      steps.push_back({' ', a[begin + i]});
      ++i, ++j;
    } else if (i < rows && (j == columns || !small || cell(i + 1, j) >= cell(i, j + 1))) {
      steps.push_back({'-', a[begin + i++]});
    } else {
      steps.push_back({'+', b[begin + j++]});
    }
  }
}

std::vector<Step> Compare(const Lines& a, const Lines& b) {
  size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  size_t tail = 0;
  while (tail < a.size() - begin && tail < b.size() - begin &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<Step> steps;
  for (size_t i = 0; i < begin; ++i) steps.push_back({' ', a[i]});
  Middle(a, b, begin, a.size() - tail, b.size() - tail, steps);
  for (size_t i = a.size() - tail; i < a.size(); ++i) steps.push_back({' ', a[i]});
  return steps;
}

// HunkEnd is where the hunk ends that begins with the change at `at`: behind the last change that is
// near enough, and its context.
size_t HunkEnd(const std::vector<Step>& steps, size_t at) {
  size_t last = at;
  for (size_t i = at; i < steps.size() && i <= last + 2 * kContext; ++i) {
    if (steps[i].sign != ' ') last = i;
  }
  return std::min(steps.size(), last + kContext + 1);
}

void AppendHunk(const std::vector<Step>& steps, size_t begin, size_t end, std::string& out) {
  size_t before = 1;
  size_t after = 1;
  for (size_t i = 0; i < begin; ++i) {
    before += static_cast<size_t>(steps[i].sign != '+');
    after += static_cast<size_t>(steps[i].sign != '-');
  }
  std::string body;
  size_t removed = 0;
  size_t added = 0;
  for (size_t i = begin; i < end; ++i) {
    removed += static_cast<size_t>(steps[i].sign != '+');
    added += static_cast<size_t>(steps[i].sign != '-');
    body += steps[i].sign;
    body += steps[i].line;
    if (!steps[i].line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  out += fmt::format("@@ -{},{} +{},{} @@\n{}", before, removed, after, added, body);
}

}  // namespace

std::string UnifiedDiff(const std::string& name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Step> steps = Compare(Split(before), Split(after));
  std::string out = fmt::format("--- {}\n+++ {}\n", name, name);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].sign == ' ') continue;
    const size_t end = HunkEnd(steps, i);
    AppendHunk(steps, i < kContext ? 0 : i - kContext, end, out);
    i = end - 1;
  }
  return out;
}

}  // namespace keyward::cli
