// DateLessThan: comparison of instants, full precision (R3.15).
#include "evaluator/operators/date.h"

namespace keyward::evaluator {

Comparison CompareDateLessThan(const Comparand& c) {
  return CompareInstants(c, [](auto order) { return order < 0; });
}

COMPARE_EACH(DateLessThan)

}  // namespace keyward::evaluator
