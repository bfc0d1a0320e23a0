// Findings as JUnit XML: a test case for each policy, failed where it has findings.
#pragma once

#include <string>

#include "report/findings.h"

namespace keyward::report {

// FindingsJUnit fails the policies that have findings at least as severe as `fail_on`; the other
// findings stand in system-out.
std::string FindingsJUnit(const std::vector<PolicyFindings>& findings,
                          Severity fail_on = Severity::kWarning);

}  // namespace keyward::report
