// Condition tests: quantifiers, negation, IfExists, missing and unknown keys, once for all operators.
//
// Flow      Predicate × Context --EvaluatePredicate--> PredicateTrace
// Promise   allocates nothing; the same rules for every operator (R3.4 to R3.9, R3.20, R3.30 to R3.35).
#pragma once

#include "evaluator/decision.h"
#include "evaluator/match/pattern.h"

namespace keyward::evaluator {

// EvaluatePredicate tests predicate `index` of `program`, for Allow and for Deny statements at once,
// and leaves the result in its cleared `trace` (in place: a small struct returned by value is written
// by bytes and read as a word, which the processor has to wait for).
void EvaluatePredicate(const compiler::Program& program, uint32_t index, const Context& context,
                       const PatternMatcher& matcher, TypeErrors mode, PredicateTrace& trace);

}  // namespace keyward::evaluator
