// StepStories: the nine steps of an evaluation, each in one sentence.
#pragma once

#include <vector>

#include "evaluator/explain.h"

namespace keyward::evaluator {

std::vector<StepStory> StepStories(const Decision& decision, const AppliedPolicies& policies,
                                   const Request& request, const std::vector<GrantStory>& grants);

}  // namespace keyward::evaluator
