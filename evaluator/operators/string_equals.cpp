// StringEquals: equality of code points (R3.10).
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

Comparison CompareStringEquals(const Comparand& c) {
  if (c.operand.kind == compiler::OperandKind::kText) {
    return ComparisonOf(SameText(c.context.text(c.value), c.program.text(c.operand.text)));
  }
  return ComparisonOf(
      c.matcher.Match(c.program, c.program.pattern(c.operand.index), c.context.text(c.value)));
}

COMPARE_EACH(StringEquals)

}  // namespace keyward::evaluator
