// BinaryEquals: the decoded bytes are equal (R3.17).
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

Comparison CompareBinaryEquals(const Comparand& c) {
  if (c.operand.kind != compiler::OperandKind::kText) return Comparison::kTypeError;
  const auto equal = compiler::DecodesTo(c.context.text(c.value), c.program.text(c.operand.text));
  return equal ? ComparisonOf(*equal) : Comparison::kTypeError;
}

COMPARE_EACH(BinaryEquals)

}  // namespace keyward::evaluator
