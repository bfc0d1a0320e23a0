#include "evaluator/remedies/wanted_value.h"

#include <charconv>

namespace keyward::evaluator {
namespace {

using compiler::Family;
using compiler::Operand;
using compiler::OperandKind;
using compiler::PatternKind;
using compiler::Test;

// NextTo is the whole number beside `text`; nothing where it is none.
std::optional<std::string> NextTo(std::string_view text, int64_t step) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr int64_t kLarge = int64_t{1} << 53;
  if (error != std::errc() || end != text.data() + text.size() || number >= kLarge ||
      number <= -kLarge) {
    return std::nullopt;
  }
  return std::to_string(number + step);
}

std::optional<std::string> Number(Test test, std::string_view text, bool wanted) {
  switch (test) {
    case Test::kNumericLessThan: return NextTo(text, wanted ? -1 : 0);
    case Test::kNumericGreaterThan: return NextTo(text, wanted ? 1 : 0);
    case Test::kNumericLessThanEquals: return NextTo(text, wanted ? 0 : 1);
    case Test::kNumericGreaterThanEquals: return NextTo(text, wanted ? 0 : -1);
    default: return wanted ? std::optional<std::string>(text) : std::nullopt;
  }
}

// IsConcrete: the value stands for itself.
bool IsConcrete(const compiler::Program& program, const Operand& operand,
                std::string_view written) {
  switch (operand.kind) {
    case OperandKind::kText: return written.find("${") == std::string_view::npos;
    case OperandKind::kPattern:
      return program.pattern(operand.index).kind == PatternKind::kLiteral &&
             written.find("${") == std::string_view::npos;
    case OperandKind::kArn:
      return !operand.flag && written.find_first_of("*?$") == std::string_view::npos;
    case OperandKind::kCidr: return true;
    default: return false;
  }
}

// Listed is the first value of the list that stands for itself; of an address block, its first
// address.
std::optional<std::string> Listed(const compiler::Program& program,
                                  const compiler::Predicate& predicate) {
  for (const Operand& operand : program.operands(predicate.operands)) {
    const std::string_view written = program.text(operand.written);
    if (!IsConcrete(program, operand, written)) continue;
    if (operand.kind == OperandKind::kCidr)
      return std::string(written.substr(0, written.find('/')));
    return std::string(written);
  }
  return std::nullopt;
}

// Flag is what a Bool test wants, or its opposite.
std::optional<std::string> Flag(const compiler::Program& program,
                                const compiler::Predicate& predicate, bool wanted) {
  const auto operands = program.operands(predicate.operands);
  if (operands.size() != 1 || operands[0].kind != OperandKind::kBool) return std::nullopt;
  return operands[0].flag == wanted ? "true" : "false";
}

}  // namespace

std::optional<std::string> WantedValue(const compiler::Program& program,
                                       const compiler::Predicate& predicate, bool wanted) {
  const bool member = wanted != predicate.negated;  // the value is to be one of the list
  const auto operands = program.operands(predicate.operands);
  switch (FactsOf(predicate.op).family) {
    case Family::kBool: return Flag(program, predicate, wanted);
    case Family::kNumber:
      if (operands.empty()) return std::nullopt;
      return Number(predicate.test, program.text(operands[0].written), member);
    case Family::kString:
    case Family::kArn:
    case Family::kIp: return member ? Listed(program, predicate) : std::nullopt;
    case Family::kDate:
    case Family::kBinary:
    case Family::kNull: break;
  }
  return std::nullopt;
}

}  // namespace keyward::evaluator
