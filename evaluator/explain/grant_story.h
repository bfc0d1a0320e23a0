// GrantStories: what each grant did for the request.
#pragma once

#include <vector>

#include "evaluator/explain.h"

namespace keyward::evaluator {

// GrantStories lists the grants that allowed the request; where there is none, those of the same
// key that came close, nearest first, at most `limit`.
std::vector<GrantStory> GrantStories(const Decision& decision, const AppliedPolicies& policies,
                                     const Request& request, size_t limit);

}  // namespace keyward::evaluator
