// CompareFunction: one condition test, one context value against one policy value.
//
// Flow      Predicate × ContextValue --CompareEach--> CompareFunction per value of the policy
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

// ComparisonSet: the comparisons that occurred, a bit each.
using ComparisonSet = uint8_t;
constexpr ComparisonSet BitOf(Comparison comparison) {
  return static_cast<ComparisonSet>(1u << static_cast<unsigned>(comparison));
}

// CompareEach compares one context value with all policy values of a test; it stops at the first that
// matches unless `all`. Each test's file makes its own, so that its comparison stands in the loop.
template <CompareFunction kCompare>
ComparisonSet CompareEach(const compiler::Program& program,
                          std::span<const compiler::Operand> operands, const Context& context,
                          const ContextValue& value, const PatternMatcher& matcher, bool all) {
  ComparisonSet occurred = 0;
  for (const compiler::Operand& operand : operands) {
    const Comparison compared = kCompare({program, operand, context, value, matcher});
    occurred |= BitOf(compared);
    if (compared == Comparison::kYes && !all) break;
  }
  return occurred;
}
using CompareEachFunction = ComparisonSet (*)(const compiler::Program&,
                                              std::span<const compiler::Operand>, const Context&,
                                              const ContextValue&, const PatternMatcher&, bool);

// One function per line of compiler/tests.def, defined in the file that the line names. Null has no
// comparison: presence is tested before values are.
#define TEST(name, file, family, variables, wildcards)                              \
  Comparison Compare##name(const Comparand& c);                                     \
  extern template ComparisonSet CompareEach<Compare##name>(                         \
      const compiler::Program&, std::span<const compiler::Operand>, const Context&, \
      const ContextValue&, const PatternMatcher&, bool);
#include "compiler/tests.def"
#undef TEST

// kCompareFunctions and kCompareEachFunctions are the tables, in the order of compiler::Test.
inline constexpr CompareFunction kCompareFunctions[] = {
#define TEST(name, file, family, variables, wildcards) Compare##name,
#include "compiler/tests.def"
#undef TEST
};
inline constexpr CompareEachFunction kCompareEachFunctions[] = {
#define TEST(name, file, family, variables, wildcards) CompareEach<Compare##name>,
#include "compiler/tests.def"
#undef TEST
};
inline CompareFunction CompareFunctionOf(compiler::Test test) {
  return kCompareFunctions[static_cast<size_t>(test)];
}
inline CompareEachFunction CompareEachFunctionOf(compiler::Test test) {
  return kCompareEachFunctions[static_cast<size_t>(test)];
}

// COMPARE_EACH makes a test's CompareEach; the last line of its file.
#define COMPARE_EACH(name)                                                          \
  template ComparisonSet CompareEach<Compare##name>(                                \
      const compiler::Program&, std::span<const compiler::Operand>, const Context&, \
      const ContextValue&, const PatternMatcher&, bool);

}  // namespace keyward::evaluator
