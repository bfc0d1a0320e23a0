// Lint: advice on a checked policy.
//
// Flow      Policy + Program --Lint--> Diagnostics --> report/
// Promise   rules are data and one pure function; they ask the program and the evaluator, not the
//           text. The examples of every rule run as tests and are printed as its page.
#pragma once

#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "compiler/policy.h"
#include "compiler/program.h"

namespace keyward::lint {

// Example: a policy that shows a rule at work.
struct Example {
  compiler::PolicyType type = compiler::PolicyType::kKeyPolicy;
  std::string_view policy;
};

struct LintRule;

// Subject: what a rule looks at, and where its findings go.
struct Subject {
  const compiler::Policy& policy;
  const compiler::Program& program;
  Diagnostics& findings;

  // Report adds a finding of `rule`; what is not set by it, the caller sets on the result.
  Diagnostic& Report(const LintRule& rule, Span span) const;
};

// LintRule: one rule. Its name states the fault.
struct LintRule {
  std::string_view code;
  std::string_view name;
  Severity severity;
  std::string_view summary;  // one sentence: what is wrong
  std::string_view why;      // what comes of it
  Example avoid;             // the rule fires on it
  Example prefer;            // the rule is silent on it
  void (*check)(const Subject& subject);
};

// Lint runs every rule. The findings are sorted by span.
Diagnostics Lint(const compiler::Policy& policy, const compiler::Program& program);

// Rules lists the rules by name.
std::span<const LintRule* const> Rules();

// FindRule is the rule of that code or name, ignoring ASCII case; null when there is none.
const LintRule* FindRule(std::string_view code_or_name);

}  // namespace keyward::lint
