#include "report/findings_junit.h"

#include <fmt/format.h>

#include "report/findings_text.h"
#include "report/junit.h"

namespace keyward::report {
namespace {

JUnitCase MakeCase(const PolicyFindings& policy, Severity fail_on) {
  JUnitCase test;
  test.file = policy.source->name();
  test.name = policy.name.empty() ? policy.source->name() : policy.name;
  test.class_name = compiler::PolicyTypeName(policy.type);
  size_t failures = 0;
  for (const Diagnostic& finding : policy.diagnostics) {
    const bool fails = finding.severity <= fail_on;
    if (fails && ++failures == 1) {
      test.failure = fmt::format("{}: {}", finding.code, finding.message);
    }
    std::string& text = fails ? test.failure_text : test.output;
    text += '\n';
    AppendFindingText(*policy.source, finding, {}, text);
  }
  if (failures > 1) test.failure += fmt::format(" (and {} more)", failures - 1);
  return test;
}

}  // namespace

std::string FindingsJUnit(const std::vector<PolicyFindings>& findings, Severity fail_on) {
  JUnitSuite suite;
  suite.name = "keyward lint";
  for (const PolicyFindings& policy : findings) suite.cases.push_back(MakeCase(policy, fail_on));
  return JUnitXml({suite});
}

}  // namespace keyward::report
