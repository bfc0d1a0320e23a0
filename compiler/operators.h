// Operator: the condition operators by name, and what each one tests.
//
// Flow      operator string --ParseOperator--> Operator, Qualifier, IfExists --> Policy, Program
// Promise   tables only, made from operators.def and tests.def.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyward::compiler {

enum class Operator : uint8_t {
#define OPERATOR(name, test, negated) k##name,
#include "compiler/operators.def"
#undef OPERATOR
};

enum class Test : uint8_t {
#define TEST(name, file, family, variables, wildcards) k##name,
#include "compiler/tests.def"
#undef TEST
};

inline constexpr size_t kOperatorCount = 0
#define OPERATOR(name, test, negated) +1
#include "compiler/operators.def"
#undef OPERATOR
    ;
inline constexpr size_t kTestCount = 0
#define TEST(name, file, family, variables, wildcards) +1
#include "compiler/tests.def"
#undef TEST
    ;

// Family: the form that a test's values are parsed into.
enum class Family : uint8_t { kString, kNumber, kDate, kBool, kBinary, kIp, kArn, kNull };

// Qualifier: the set operators of R3.30.
enum class Qualifier : uint8_t { kNone, kForAnyValue, kForAllValues };

// OperatorFacts: one line of the tables.
struct OperatorFacts {
  std::string_view name;
  Test test;
  bool negated;  // R3.4: a NOR of its values
  Family family;
  bool variables;  // R3.40, R3.46
  bool wildcards;  // R3.11, R3.19
};
const OperatorFacts& FactsOf(Operator op);

// OperatorName: a parsed operator string (R1.16).
struct OperatorName {
  Operator op;
  Qualifier qualifier = Qualifier::kNone;
  bool if_exists = false;
  bool exact = true;  // false: letter case differs from AWS's spelling
};

// ParseOperator reads "ForAnyValue:StringLikeIfExists" and the like, ignoring letter case. Nothing
// when it is no operator. NullIfExists parses; Check reports it.
std::optional<OperatorName> ParseOperator(std::string_view text);

// Spell gives AWS's spelling back.
std::string Spell(const OperatorName& name);

}  // namespace keyward::compiler
