// Findings as JSON in the shape of Access Analyzer's ValidatePolicy answer.
//
// Promise   `findings[]` with findingType, issueCode, findingDetails, learnMoreLink and locations
//           as AWS writes them: lines count from 1, columns and offsets from 0. Members of ours:
//           file, policy, policyType, help, notes, fix. Ends with a line break.
#pragma once

#include <string>

#include "report/findings.h"

namespace keyward::report {

std::string FindingsJson(const std::vector<PolicyFindings>& findings);

}  // namespace keyward::report
