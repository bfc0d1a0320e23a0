// CompareNumbers: what the numeric tests share.
#pragma once

#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

// CompareNumbers applies `holds` to the order of context value and policy value; a type error where
// either is no number.
template <typename Holds>
Comparison CompareNumbers(const Comparand& c, Holds holds) {
  if (c.operand.kind != compiler::OperandKind::kDecimal ||
      (c.value.forms & ContextValue::kDecimal) == 0) {
    return Comparison::kTypeError;
  }
  return ComparisonOf(holds(Compare(c.context.decimal(c.value), c.program.decimal(c.operand))));
}

}  // namespace keyward::evaluator
