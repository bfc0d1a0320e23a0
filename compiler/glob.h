// MatchGlob: does a value match a pattern of literal runs, `*` and `?`.
//
// Flow      Pattern tokens, variables resolved --MatchGlob--> yes or no
// Promise   allocates nothing, never backtracks beyond the last `*` (R2.17). `?` is one code point.
// Limits    at most value.size() + pattern bytes steps for patterns without `?` behind a `*`, else at
//           most (value.size() + 1) * (pattern bytes + 1); GlobSteps counts them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/program.h"

namespace keyward::compiler {

// GlobToken: a token whose variable, if it was one, has been replaced by its text.
struct GlobToken {
  TokenKind kind = TokenKind::kLiteral;  // kLiteral, kAnyRun or kAnyOne
  std::string_view text;
};

// GlobSteps: how much work a match took: bytes compared plus bytes searched.
struct GlobSteps {
  uint64_t count = 0;
};

// MatchGlob matches the whole of `value` against the whole pattern.
bool MatchGlob(std::span<const GlobToken> pattern, std::string_view value,
               GlobSteps* steps = nullptr);

}  // namespace keyward::compiler
