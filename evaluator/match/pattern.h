// PatternMatcher: does a text match a program's pattern, variables resolved from the context.
//
// Flow      Pattern + Context --Match--> PatternMatch
// Promise   substituted text is data: its `*`, `?` and `$` are literal (R3.41). Allocates nothing once
//           the token buffer is warm.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "compiler/glob.h"
#include "compiler/program.h"
#include "evaluator/context.h"

namespace keyward::evaluator {

// PatternMatch: kNull where a variable has no value, kUnknown where its key was left open.
enum class PatternMatch : uint8_t { kNo, kYes, kNull, kUnknown };

// SameText is equality that looks at the ends first: policy values for one key tend to differ there,
// and a call of memcmp costs more than two comparisons.
inline bool SameText(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a.empty() || (a.back() == b.back() && a.front() == b.front() && a == b);
}

// FindEntry is the context's first entry for a program's key; null where the key is hidden from the
// program's kind of policy.
inline const ContextEntry* FindEntry(const compiler::Program& program, const compiler::Key& key,
                                     const Context& context) {
  if (key.hidden) return nullptr;
  if (key.line != compiler::Key::kNoLine) return context.FindLine(key.line);
  return context.Find(key.hash, program.text(key.name));
}

class PatternMatcher {
 public:
  PatternMatcher(const Context& context, std::vector<compiler::GlobToken>& tokens)
      : context_(context), tokens_(tokens) {}

  // Match compares the whole of `value`.
  PatternMatch Match(const compiler::Program& program, const compiler::Pattern& pattern,
                     std::string_view value) const;

  // Resolve replaces a pattern's variables; kYes means that `out` holds its tokens (valid until the
  // next call).
  PatternMatch Resolve(const compiler::Program& program, const compiler::Pattern& pattern,
                       std::span<const compiler::GlobToken>& out) const;

  // Scratch is room behind `used` resolved tokens, for cutting them at the colons of an ARN.
  std::span<compiler::GlobToken> Scratch(size_t used) const {
    return std::span<compiler::GlobToken>(tokens_).subspan(used);
  }

 private:
  PatternMatch ResolveVariable(const compiler::Program& program, const compiler::Token& token,
                               std::string_view& text) const;

  const Context& context_;
  std::vector<compiler::GlobToken>& tokens_;
};

}  // namespace keyward::evaluator
