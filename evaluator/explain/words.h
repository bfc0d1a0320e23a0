// Words: how explanations name truths, statements and values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluator/explain.h"

namespace keyward::evaluator {

// Unpacked is the Truth of a packed part of a trace; a part that was not looked at counts as true.
constexpr Truth Unpacked(unsigned packed) {
  return packed == 0 ? Truth::kTrue : static_cast<Truth>(packed - 1);
}

// Applies is what became of a statement; one that was not looked at to its end does not apply.
constexpr Truth Applies(const StatementTrace& trace) {
  return trace.applies == 0 ? Truth::kFalse : static_cast<Truth>(trace.applies - 1);
}

// TestTruth is what a condition test gave for a statement of `effect`.
constexpr Truth TestTruth(const PredicateTrace& trace, compiler::Effect effect) {
  return Unpacked(effect == compiler::Effect::kAllow ? trace.allow : trace.deny);
}

// TraceOf is the trace of a use's predicate.
const PredicateTrace& TraceOf(const Decision& decision, const ProgramTrace& place,
                              const compiler::PredicateUse& use);

// PolicyWords is what a step's policies are called, without article: "identity-based policy".
std::string_view PolicyWords(Step step);

// PolicyName is the program's name, or its place where it has none.
std::string PolicyName(const ProgramTrace& place);

// StatementName is policy#Sid, or policy#[index].
std::string StatementName(const ProgramTrace& place, uint32_t statement);
std::string StatementName(const StatementRef& ref);

// Quoted puts quotes around a value; long values are cut.
std::string Quoted(std::string_view value);

// QuotedList is `"a"`, or `"a" or "b"`; long lists are cut.
std::string QuotedList(const std::vector<std::string_view>& values, std::string_view last = "or");

// CallerName is the principal as AWS names it: its ARN, a service's name, or "anonymous".
std::string CallerName(const Principal& principal);

}  // namespace keyward::evaluator
