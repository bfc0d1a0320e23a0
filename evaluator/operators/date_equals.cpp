// DateEquals: comparison of instants, full precision (R3.15).
#include "evaluator/operators/date.h"

namespace keyward::evaluator {

Comparison CompareDateEquals(const Comparand& c) {
  return CompareInstants(c, [](auto order) { return order == 0; });
}

COMPARE_EACH(DateEquals)

}  // namespace keyward::evaluator
