// TreePath: where a span stands in a document, in the words of Access Analyzer's Location.path.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "grammar/syntax_tree.h"

namespace keyward::report {

// PathElement: one step from the root towards the place. A value is the one under the key `text`; a
// key is the member's name itself; a substring is a part of a string, in code points of its
// content.
struct PathElement {
  enum Kind : uint8_t { kValue, kIndex, kKey, kSubstring };
  Kind kind = kValue;
  std::string_view text;  // of kValue and kKey: in the tree
  uint32_t index = 0;
  uint32_t start = 0;
  uint32_t length = 0;
};

// TreePath is the path to the smallest node that holds `span`; `text` is what the tree was read
// from.
std::vector<PathElement> TreePath(const grammar::SyntaxTree& tree, std::string_view text,
                                  Span span);

}  // namespace keyward::report
