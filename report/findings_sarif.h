// Findings as SARIF 2.1.0, for code scanning.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/findings.h"

namespace keyward::report {

// SarifOptions: what the log says about the tool.
struct SarifOptions {
  std::string version = "0.1.0";
  // rule_summary gives one sentence about a code; may be null.
  std::function<std::string(std::string_view code)> rule_summary;
};

// FindingsSarif is a whole log with one run. Columns count Unicode code points. Ends with a line
// break.
std::string FindingsSarif(const std::vector<PolicyFindings>& findings,
                          const SarifOptions& options = {});

}  // namespace keyward::report
