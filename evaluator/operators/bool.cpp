// Bool: true or false, ASCII case ignored (R3.16); variables are expanded (R3.46).
#include <array>

#include "evaluator/operators/operator.h"

namespace keyward::evaluator {
namespace {

// ReadTokens joins resolved tokens; longer texts than "false" are no boolean anyway.
std::optional<bool> ReadTokens(std::span<const compiler::GlobToken> tokens) {
  std::array<char, 5> text{};
  size_t size = 0;
  for (const compiler::GlobToken& token : tokens) {
    for (char character : token.text) {
      if (size == text.size()) return std::nullopt;
      text[size++] = character;
    }
  }
  return compiler::ParseBool(std::string_view(text.data(), size));
}

}  // namespace

Comparison CompareBool(const Comparand& c) {
  std::optional<bool> wanted;
  if (c.operand.kind == compiler::OperandKind::kBool) {
    wanted = c.operand.flag;
  } else if (c.operand.kind == compiler::OperandKind::kPattern) {
    std::span<const compiler::GlobToken> tokens;
    const PatternMatch resolved =
        c.matcher.Resolve(c.program, c.program.pattern(c.operand.index), tokens);
    if (resolved != PatternMatch::kYes) return ComparisonOf(resolved);
    wanted = ReadTokens(tokens);
  }
  if (!wanted || (c.value.forms & ContextValue::kBool) == 0) return Comparison::kTypeError;
  return ComparisonOf(*wanted == ((c.value.forms & ContextValue::kTrue) != 0));
}

COMPARE_EACH(Bool)

}  // namespace keyward::evaluator
