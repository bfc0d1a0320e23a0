// One EvaluationResults entry of the IAM API's SimulateCustomPolicy, as JSON on one line.
//
// Promise   AWS's member names and words. An open answer (a what-if) has no word there: it is
//           written as implicitDeny with EvalDecisionDetails {"keyward": "unknown"}. No line break
//           at the end.
#pragma once

#include <string>

#include "evaluator/explain.h"

namespace keyward::report {

void AppendSimulationJson(const evaluator::Request& request, const evaluator::Decision& decision,
                          const evaluator::SourceOf& source_of, std::string& out);

}  // namespace keyward::report
