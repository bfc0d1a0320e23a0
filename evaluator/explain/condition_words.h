// ConditionWords: what a condition test wants, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/program.h"
#include "evaluator/context.h"

namespace keyward::evaluator {

class ConditionWords {
 public:
  ConditionWords(const compiler::Program& program, const compiler::Predicate& predicate)
      : program_(program), predicate_(predicate) {}

  const compiler::Predicate& predicate() const { return predicate_; }

  // Operator is the whole operator as AWS spells it.
  std::string Operator() const;
  // Wanted is what a value must be: `"a" or "b"`, `an address in "10.0.0.0/8"`.
  std::string Wanted() const;
  // Failed continues `key is "x", `: `the condition wants "a"`, `which the condition excludes`.
  std::string Failed() const;
  // Held continues `key is "x"` where the test holds; empty where nothing needs to be said.
  std::string Held() const;
  // FormWords is the form that values need: "a number", "an IP address".
  std::string_view FormWords() const;
  // PolicyFault says which policy value has not that form; empty when all have.
  std::string PolicyFault() const;
  // NearlyEqual points out a value that differs from a wanted one in letter case or spaces only.
  std::string NearlyEqual(const Context& context, const ContextEntry& entry) const;

 private:
  std::vector<std::string_view> Values() const;

  const compiler::Program& program_;
  const compiler::Predicate& predicate_;
};

}  // namespace keyward::evaluator
