// StringLike: case-sensitive glob over the whole string (R3.11).
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

Comparison CompareStringLike(const Comparand& c) {
  return ComparisonOf(
      c.matcher.Match(c.program, c.program.pattern(c.operand.index), c.context.text(c.value)));
}

COMPARE_EACH(StringLike)

}  // namespace keyward::evaluator
