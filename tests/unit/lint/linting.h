// LintText: a policy text through the compiler and the rules, for tests.
#pragma once

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <string_view>

#include "compiler/check.h"
#include "compiler/emit.h"
#include "lint/lint.h"

namespace keyward::lint {

inline Diagnostics LintText(std::string_view text,
                            compiler::PolicyType type = compiler::PolicyType::kKeyPolicy) {
  const Result<SourcePtr> source = Source::Create("policy.json", std::string(text));
  BOOST_REQUIRE(source.has_value());
  const compiler::Checked checked = compiler::ParseAndCheck(*source, type);
  if (!checked.policy) {
    for (const Diagnostic& one : checked.diagnostics) BOOST_TEST_MESSAGE(one.message);
  }
  BOOST_REQUIRE(checked.policy.has_value());
  return Lint(*checked.policy, *compiler::Emit(*checked.policy));
}

inline std::set<std::string> Codes(std::string_view text,
                                   compiler::PolicyType type = compiler::PolicyType::kKeyPolicy) {
  std::set<std::string> codes;
  for (const Diagnostic& one : LintText(text, type)) codes.emplace(one.code);
  return codes;
}

}  // namespace keyward::lint
