// Snippet: source lines with their numbers, and marks under what is meant.
//
// Flow      Source + Marks --AppendSnippet--> lines of text in the manner of rustc
// Promise   total: any span of any text can be shown; positions are those of the outermost file.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "report/style.h"

namespace keyward::report {

// Mark: a span and what is said about it. Primary marks are underlined with ^, others with -.
struct Mark {
  Span span;
  std::string label;  // may be empty
  bool primary = true;
};

// AppendSnippet writes `--> file:line:column` of the first mark, the lines that the marks stand on,
// each with its number, and the marks with their labels below. A mark over several lines shows its
// first lines and its last; long lines are cut around their marks. All marks are in `source`.
// Ends with a line break.
void AppendSnippet(const Source& source, const std::vector<Mark>& marks, const TextStyle& style,
                   std::string& out);

}  // namespace keyward::report
