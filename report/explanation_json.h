// Explanation as JSON: one object on one line.
//
// Flow      Answer --AppendExplanationJson--> a line
//           Decision --AppendDecisionJson--> the same line without remedies and near misses
// Promise   the members of the command line's JSON; no line break at the end. AppendDecisionJson
//           makes no Explanation and allocates next to nothing once `out` is warm.
#pragma once

#include <string>
#include <vector>

#include "evaluator/explain.h"
#include "report/answer.h"

namespace keyward::report {

// AppendExplanationJson writes everything, nearMisses and remedies included.
void AppendExplanationJson(const Answer& answer, std::string& out);

// AppendDecisionJson is the fast way for many requests. `notes` are what the reader of the request
// assumed; `remedies` may be null.
void AppendDecisionJson(const evaluator::Request& request, const evaluator::Decision& decision,
                        const evaluator::AppliedPolicies& policies,
                        const evaluator::SourceOf& source_of, const std::vector<std::string>& notes,
                        std::string& out, const std::vector<evaluator::Remedy>* remedies = nullptr);

}  // namespace keyward::report
