// NumericLessThanEquals: exact decimal comparison (R3.14).
#include "evaluator/operators/numeric.h"

namespace keyward::evaluator {

Comparison CompareNumericLessThanEquals(const Comparand& c) {
  return CompareNumbers(c, [](auto order) { return order <= 0; });
}

COMPARE_EACH(NumericLessThanEquals)

}  // namespace keyward::evaluator
