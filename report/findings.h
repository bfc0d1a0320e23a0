// Findings: the diagnostics of many policies, as the findings writers take them.
//
// Flow      Check, Lint --Diagnostics--> PolicyFindings --findings_*.h--> text, JSON, SARIF, JUnit,
//           …
// Promise   plain data; sources and trees must outlive it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/policy_type.h"
#include "grammar/syntax_tree.h"

namespace keyward::report {

// PolicyFindings: what was found in one policy document. Spans refer to `source`.
struct PolicyFindings {
  SourcePtr source;
  const grammar::SyntaxTree* tree = nullptr;  // for Access Analyzer's paths; may be null
  compiler::PolicyType type = compiler::PolicyType::kIdentity;
  std::string name;  // of the policy within its file; may be empty
  Diagnostics diagnostics;
};

// SeverityWord is Access Analyzer's finding type: "ERROR", "SECURITY_WARNING", ….
std::string_view SeverityWord(Severity severity);

// SeverityName is the word of the command line and of text: "error", "security-warning", ….
std::string_view SeverityName(Severity severity);

// LearnMoreLink is the page that explains a code: AWS's for Access Analyzer's codes, else empty.
std::string LearnMoreLink(std::string_view code);

// FindingCounts: findings by severity, and what was read.
struct FindingCounts {
  std::array<size_t, 4> by_severity{};
  size_t policies = 0;
  size_t files = 0;
  size_t total() const;
};
FindingCounts CountFindings(const std::vector<PolicyFindings>& findings);

// FindingsSummary is one line without its break: "3 files: 1 error, 2 warnings".
std::string FindingsSummary(const FindingCounts& counts);

}  // namespace keyward::report
