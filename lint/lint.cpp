#include "lint/lint.h"

#include <algorithm>
#include <array>
#include <string>

#include "lint/rules/rules.h"

namespace keyward::lint {
namespace {

constexpr size_t kRuleCount = 0
#define LINT_RULE(file, Function) +1
#include "lint/rules.def"
#undef LINT_RULE
    ;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

}  // namespace

Diagnostic& Subject::Report(const LintRule& rule, Span span) const {
  Diagnostic& finding = findings.emplace_back();
  finding.code = rule.code;
  finding.severity = rule.severity;
  finding.span = span;
  finding.message = std::string(rule.summary);
  return finding;
}

std::span<const LintRule* const> Rules() {
  static const std::array<const LintRule*, kRuleCount> rules = {
#define LINT_RULE(file, Function) &Function(),
#include "lint/rules.def"
#undef LINT_RULE
  };
  return rules;
}

const LintRule* FindRule(std::string_view code_or_name) {
  for (const LintRule* rule : Rules()) {
    if (EqualIgnoringCase(rule->code, code_or_name) ||
        EqualIgnoringCase(rule->name, code_or_name)) {
      return rule;
    }
  }
  return nullptr;
}

Diagnostics Lint(const compiler::Policy& policy, const compiler::Program& program) {
  Diagnostics findings;
  const Subject subject{policy, program, findings};
  for (const LintRule* rule : Rules()) rule->check(subject);
  std::stable_sort(findings.begin(), findings.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.span.begin < b.span.begin;
  });
  return findings;
}

}  // namespace keyward::lint
