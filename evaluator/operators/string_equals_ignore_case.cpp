// StringEqualsIgnoreCase: equality after simple lower-casing of each code point (R3.10).
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {
namespace {

// EqualsTokens compares with the concatenation of a template's resolved tokens. Lower-casing works
// code point by code point, so that pieces can be compared one after the other.
bool EqualsTokens(std::string_view value, std::span<const compiler::GlobToken> tokens) {
  for (const compiler::GlobToken& token : tokens) {
    const size_t taken = compiler::PrefixIgnoringCase(value, token.text);
    if (taken == std::string_view::npos) return false;
    value.remove_prefix(taken);
  }
  return value.empty();
}

}  // namespace

Comparison CompareStringEqualsIgnoreCase(const Comparand& c) {
  const std::string_view value = c.context.text(c.value);
  if (c.operand.kind == compiler::OperandKind::kText) {
    return ComparisonOf(compiler::EqualsIgnoringCase(value, c.program.text(c.operand.text)));
  }
  std::span<const compiler::GlobToken> tokens;
  const PatternMatch resolved =
      c.matcher.Resolve(c.program, c.program.pattern(c.operand.index), tokens);
  if (resolved != PatternMatch::kYes) return ComparisonOf(resolved);
  return ComparisonOf(EqualsTokens(value, tokens));
}

COMPARE_EACH(StringEqualsIgnoreCase)

}  // namespace keyward::evaluator
