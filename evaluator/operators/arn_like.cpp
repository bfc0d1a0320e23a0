// ArnLike: part by part, wildcards stay inside the first five colons (R3.19).
#include <algorithm>

#include "evaluator/operators/operator.h"

namespace keyward::evaluator {
namespace {

using compiler::GlobToken;
using compiler::TokenKind;

// PartReader hands out the six parts of a pattern whose variables are resolved: an ARN is split after
// substitution, and colons in substituted text count.
class PartReader {
 public:
  PartReader(std::span<const GlobToken> tokens, std::span<GlobToken> scratch)
      : tokens_(tokens), scratch_(scratch) {}

  // Next collects the tokens up to the next colon, or all that is left for the `last` part; false
  // when there is no such part.
  bool Next(bool last) {
    size_ = 0;
    while (at_ < tokens_.size()) {
      GlobToken token = tokens_[at_];
      if (token.kind == TokenKind::kLiteral) {
        token.text.remove_prefix(used_);
        const size_t colon = last ? std::string_view::npos : token.text.find(':');
        if (colon != std::string_view::npos) {
          used_ += colon + 1;
          scratch_[size_++] = {TokenKind::kLiteral, token.text.substr(0, colon)};
          return true;
        }
      }
      scratch_[size_++] = token;
      ++at_;
      used_ = 0;
    }
    return last;
  }

  std::span<const GlobToken> part() const { return scratch_.first(size_); }

 private:
  std::span<const GlobToken> tokens_;
  std::span<GlobToken> scratch_;
  size_t size_ = 0;
  size_t at_ = 0;
  size_t used_ = 0;
};

// IsArnWord: the first part is the plain word `arn`.
bool IsArnWord(std::span<const GlobToken> part) {
  const bool plain = std::all_of(part.begin(), part.end(), [](const GlobToken& token) {
    return token.kind == TokenKind::kLiteral;
  });
  return plain && compiler::MatchGlob(part, "arn");
}

Comparison CompareTokens(const Comparand& c, std::span<const GlobToken> tokens) {
  const std::string_view text = c.context.text(c.value);
  PartReader reader(tokens, c.matcher.Scratch(tokens.size()));
  bool all = true;
  for (int part = 0; part < 6; ++part) {
    if (!reader.Next(part == 5) || (part == 0 && !IsArnWord(reader.part()))) {
      return Comparison::kTypeError;
    }
    all = all && compiler::MatchGlob(reader.part(), ArnPart(text, c.value.colons, part));
  }
  return ComparisonOf(all);
}

}  // namespace

Comparison CompareArnLike(const Comparand& c) {
  if (c.operand.kind != compiler::OperandKind::kArn) return Comparison::kTypeError;
  if (c.operand.flag) {
    std::span<const GlobToken> tokens;
    const PatternMatch resolved =
        c.matcher.Resolve(c.program, c.program.pattern(c.operand.index), tokens);
    if (resolved != PatternMatch::kYes) return ComparisonOf(resolved);
    if ((c.value.forms & ContextValue::kArn) == 0) return Comparison::kTypeError;
    return CompareTokens(c, tokens);
  }
  if ((c.value.forms & ContextValue::kArn) == 0) return Comparison::kTypeError;
  const std::string_view text = c.context.text(c.value);
  // The last part first: it tells most patterns apart.
  for (int part = 5; part >= 0; --part) {
    const auto& pattern = c.program.pattern(c.operand.index + static_cast<uint32_t>(part));
    if (c.matcher.Match(c.program, pattern, ArnPart(text, c.value.colons, part)) !=
        PatternMatch::kYes) {
      return Comparison::kNo;
    }
  }
  return Comparison::kYes;
}

COMPARE_EACH(ArnLike)

}  // namespace keyward::evaluator
