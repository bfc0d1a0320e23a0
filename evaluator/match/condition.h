// Condition tests: quantifiers, negation, IfExists, missing and unknown keys, once for all operators.
//
// Flow      Predicate × Context --EvaluatePredicate--> PredicateTrace
// Promise   allocates nothing; the same rules for every operator (R3.4 to R3.9, R3.20, R3.30 to R3.35).
#pragma once

#include "evaluator/decision.h"
#include "evaluator/match/pattern.h"

namespace keyward::evaluator {

// EvaluatePredicate tests predicate `index` of `program`, for Allow and for Deny statements at once.
PredicateTrace EvaluatePredicate(const compiler::Program& program, uint32_t index,
                                 const Context& context, const PatternMatcher& matcher,
                                 TypeErrors mode);

}  // namespace keyward::evaluator
