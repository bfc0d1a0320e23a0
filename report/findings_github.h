// Findings as GitHub workflow commands, which become annotations on a pull request.
#pragma once

#include <string>

#include "report/findings.h"

namespace keyward::report {

// FindingsGitHub writes one `::error file=…` line a finding.
std::string FindingsGitHub(const std::vector<PolicyFindings>& findings);

}  // namespace keyward::report
