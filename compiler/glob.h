// MatchGlob: does a value match a pattern of literal runs, `*` and `?`.
//
// Flow      Pattern tokens, variables resolved --MatchGlob--> yes or no
// Promise   allocates nothing, never backtracks beyond the last `*` (R2.17). `?` is one code point.
// Limits    MaxGlobSteps bounds the work: linear in value and pattern where no `?` stands behind a `*`,
//           else at most their product. GlobSteps counts it.
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

// MaxGlobSteps is the bound that no match exceeds: with n bytes of value and m bytes and tokens of
// pattern, 2 * (n + m) + 2 without `?`, else (n + 1) * (m + 1).
uint64_t MaxGlobSteps(std::span<const GlobToken> pattern, size_t value_size);

// MatchGlob matches the whole of `value` against the whole pattern.
bool MatchGlob(std::span<const GlobToken> pattern, std::string_view value,
               GlobSteps* steps = nullptr);

}  // namespace keyward::compiler
