// IpAddress: the address lies in the block (R3.18).
#include "evaluator/operators/operator.h"

namespace keyward::evaluator {

Comparison CompareIpAddress(const Comparand& c) {
  if (c.operand.kind != compiler::OperandKind::kCidr ||
      (c.value.forms & ContextValue::kCidr) == 0) {
    return Comparison::kTypeError;
  }
  return ComparisonOf(Contains(c.program.cidr(c.operand), c.value.cidr));
}

COMPARE_EACH(IpAddress)

}  // namespace keyward::evaluator
