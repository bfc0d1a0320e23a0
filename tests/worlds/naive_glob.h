// NaiveGlob: the plainest glob there is, a table over all prefixes; proof for the real one.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/glob.h"

namespace keyward::worlds {

// NaiveGlob matches ASCII `value` against `pattern` with `*` and `?`.
inline bool NaiveGlob(std::string_view pattern, std::string_view value) {
  std::vector<bool> reached(value.size() + 1, false);
  reached[0] = true;
  for (char c : pattern) {
    std::vector<bool> next(value.size() + 1, false);
    for (size_t i = 0; i <= value.size(); ++i) {
      if (c == '*') next[i] = reached[i] || (i > 0 && next[i - 1]);
      if (c == '?') next[i] = i > 0 && reached[i - 1];
      if (c != '*' && c != '?') next[i] = i > 0 && reached[i - 1] && value[i - 1] == c;
    }
    reached = next;
  }
  return reached[value.size()];
}

// Tokens splits a pattern's text; literals are views into it.
inline std::vector<compiler::GlobToken> Tokens(std::string_view pattern) {
  std::vector<compiler::GlobToken> tokens;
  size_t begin = 0;
  for (size_t i = 0; i <= pattern.size(); ++i) {
    const bool special = i < pattern.size() && (pattern[i] == '*' || pattern[i] == '?');
    if (i < pattern.size() && !special) continue;
    if (i > begin) {
      tokens.push_back({compiler::TokenKind::kLiteral, pattern.substr(begin, i - begin)});
    }
    if (special) {
      tokens.push_back(
          {pattern[i] == '*' ? compiler::TokenKind::kAnyRun : compiler::TokenKind::kAnyOne, {}});
    }
    begin = i + 1;
  }
  return tokens;
}

}  // namespace keyward::worlds
