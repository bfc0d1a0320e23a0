// DateGreaterThan: comparison of instants, full precision (R3.15).
#include "evaluator/operators/date.h"

namespace keyward::evaluator {

Comparison CompareDateGreaterThan(const Comparand& c) {
  return CompareInstants(c, [](auto order) { return order > 0; });
}

COMPARE_EACH(DateGreaterThan)

}  // namespace keyward::evaluator
