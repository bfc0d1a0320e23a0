// CompareFunction: one condition test, one context value against one policy value.
//
// Flow      Predicate × ContextEntry --condition.cpp--> CompareFunction per pair of values
// Promise   pure; quantifiers, negation, IfExists and missing keys are handled once, by the caller.
#pragma once

#include <cstdint>

#include "compiler/program.h"
#include "evaluator/context.h"
#include "evaluator/match/pattern.h"

namespace keyward::evaluator {

// Comparison: kNull where a policy variable without value makes the policy value match nothing
// (R3.44); kUnknown where such a variable's key was left open.
enum class Comparison : uint8_t { kNo, kYes, kTypeError, kNull, kUnknown };

constexpr Comparison ComparisonOf(bool yes) { return yes ? Comparison::kYes : Comparison::kNo; }
constexpr Comparison ComparisonOf(PatternMatch match) {
  switch (match) {
    case PatternMatch::kYes: return Comparison::kYes;
    case PatternMatch::kNull: return Comparison::kNull;
    case PatternMatch::kUnknown: return Comparison::kUnknown;
    case PatternMatch::kNo: break;
  }
  return Comparison::kNo;
}

// Comparand: what a test compares.
struct Comparand {
  const compiler::Program& program;
  const compiler::Operand& operand;
  const Context& context;
  const ContextValue& value;
  const PatternMatcher& matcher;
};

using CompareFunction = Comparison (*)(const Comparand&);

// One function per line of compiler/tests.def, defined in the file that the line names. Null has no
// comparison: presence is tested before values are.
#define TEST(name, file, family, variables, wildcards) Comparison Compare##name(const Comparand& c);
#include "compiler/tests.def"
#undef TEST

// kCompareFunctions is the table, in the order of compiler::Test.
inline constexpr CompareFunction kCompareFunctions[] = {
#define TEST(name, file, family, variables, wildcards) Compare##name,
#include "compiler/tests.def"
#undef TEST
};
inline CompareFunction CompareFunctionOf(compiler::Test test) {
  return kCompareFunctions[static_cast<size_t>(test)];
}

}  // namespace keyward::evaluator
