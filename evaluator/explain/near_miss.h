// Near misses: the statements that would have changed the answer, and did not by little.
#pragma once

#include <vector>

#include "evaluator/explain.h"

namespace keyward::evaluator {

// NearMiss: a statement that came close.
struct NearMiss {
  StatementIndex index;
  std::vector<Reason> reasons;
  bool names_action = false;
};

// FindNearMisses lists at most `limit` statements, nearest first: those of a denied request that
// would have allowed it, and those that keep an open answer open. Nothing for an allowed request.
std::vector<NearMiss> FindNearMisses(const Decision& decision, const Request& request,
                                     size_t limit);

}  // namespace keyward::evaluator
