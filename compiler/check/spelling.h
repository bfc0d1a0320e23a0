// Spelling: which known name a misspelt one was meant to be.
//
// Promise   pure; looks only at short names, so that a hostile document costs nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace keyward::compiler {

// Names: a list of known names that lives elsewhere.
struct Names {
  const std::string_view* data = nullptr;
  size_t size = 0;

  template <typename Array>
  constexpr Names(const Array& array)  // NOLINT(google-explicit-constructor): a view
      : data(array.data()), size(array.size()) {}

  const std::string_view* begin() const { return data; }
  const std::string_view* end() const { return data + size; }
};

// Nearest is the known name that `text` probably means: equal but for letter case, or at most two
// edits away (one for short names; a transposition is one edit). Empty when there is none.
std::string_view Nearest(std::string_view text, Names known);

}  // namespace keyward::compiler
