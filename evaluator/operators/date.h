// CompareInstants: what the date tests share.
#pragma once

#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

// CompareInstants applies `holds` to the order of context value and policy value; a type error where
// either is no date.
template <typename Holds>
Comparison CompareInstants(const Comparand& c, Holds holds) {
  if (c.operand.kind != compiler::OperandKind::kInstant ||
      (c.value.forms & ContextValue::kInstant) == 0) {
    return Comparison::kTypeError;
  }
  return ComparisonOf(holds(c.value.instant <=> c.program.instant(c.operand)));
}

}  // namespace keyward::evaluator
