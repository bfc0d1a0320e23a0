// PartReason: why a statement's action, principal or resource element failed or stayed open.
//
// Flow      StatementTrace + Source --FailedParts--> Reasons with the spans of the elements
// Promise   says what the trace says.
#pragma once

#include <vector>

#include "evaluator/explain.h"

namespace keyward::evaluator {

// FailedParts lists the parts of a statement that failed or stayed open, in the order Action,
// Principal, Resource, Condition. Parts that were not looked at are not listed.
std::vector<Reason> FailedParts(const Decision& decision, StatementIndex index,
                                const Request& request);

// HeldConditions lists the conditions of a statement that applied, each with what made it hold.
std::vector<Reason> HeldConditions(const Decision& decision, StatementIndex index,
                                   const Request& request);

}  // namespace keyward::evaluator
