#include "compiler/operators.h"

#include <array>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

// TestFacts: one line of tests.def.
struct TestFacts {
  Family family;
  bool variables;
  bool wildcards;
};

constexpr std::array<TestFacts, kTestCount> kTests = {{
#define TEST(name, file, family, variables, wildcards) {Family::k##family, variables, wildcards},
#include "compiler/tests.def"
#undef TEST
}};

constexpr OperatorFacts MakeFacts(std::string_view name, Test test, bool negated) {
  const TestFacts& facts = kTests[static_cast<size_t>(test)];
  return {name, test, negated, facts.family, facts.variables, facts.wildcards};
}

constexpr std::array<OperatorFacts, kOperatorCount> kOperators = {{
#define OPERATOR(name, test, negated) MakeFacts(#name, Test::k##test, negated),
#include "compiler/operators.def"
#undef OPERATOR
}};

constexpr std::string_view kIfExists = "IfExists";

// Prefix: a set operator as it stands before the base name.
struct Prefix {
  std::string_view text;
  Qualifier qualifier;
};
constexpr std::array<Prefix, 2> kPrefixes = {{
    {"ForAllValues:", Qualifier::kForAllValues},
    {"ForAnyValue:", Qualifier::kForAnyValue},
}};

bool StartsWithIgnoringCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         EqualsIgnoringAsciiCase(text.substr(0, prefix.size()), prefix);
}

const OperatorFacts* FindBase(std::string_view name) {
  for (const OperatorFacts& facts : kOperators) {
    if (EqualsIgnoringAsciiCase(facts.name, name)) return &facts;
  }
  return nullptr;
}

}  // namespace

const OperatorFacts& FactsOf(Operator op) { return kOperators[static_cast<size_t>(op)]; }

std::optional<OperatorName> ParseOperator(std::string_view text) {
  OperatorName name{};
  std::string_view base = text;
  for (const Prefix& prefix : kPrefixes) {
    if (!StartsWithIgnoringCase(base, prefix.text)) continue;
    name.qualifier = prefix.qualifier;
    base.remove_prefix(prefix.text.size());
    break;
  }
  if (base.size() > kIfExists.size() &&
      EqualsIgnoringAsciiCase(base.substr(base.size() - kIfExists.size()), kIfExists)) {
    name.if_exists = true;
    base.remove_suffix(kIfExists.size());
  }
  const OperatorFacts* facts = FindBase(base);
  if (facts == nullptr) return std::nullopt;
  name.op = static_cast<Operator>(facts - kOperators.data());
  name.exact = Spell(name) == text;
  return name;
}

std::string Spell(const OperatorName& name) {
  std::string text;
  for (const Prefix& prefix : kPrefixes) {
    if (prefix.qualifier == name.qualifier) text = prefix.text;
  }
  text += FactsOf(name.op).name;
  if (name.if_exists) text += kIfExists;
  return text;
}

}  // namespace keyward::compiler
