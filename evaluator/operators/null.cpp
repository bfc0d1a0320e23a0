// Null: presence of the key (R3.20); tested by the caller before any value is compared.
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

Comparison CompareNull(const Comparand&) { return Comparison::kNo; }

COMPARE_EACH(Null)

}  // namespace keyward::evaluator
