// ConditionReason: a condition test in words: which key, which value, what was wanted.
//
// Flow      PredicateTrace + Context --ConditionReason--> Reason
// Promise   says what the trace says; values are only read, never compared again to decide.
#pragma once

#include "evaluator/explain.h"

namespace keyward::evaluator {

// ConditionReason explains the use of a predicate by a statement of `effect`; its truth is the
// trace's.
Reason ConditionReason(const Decision& decision, const ProgramTrace& place,
                       const compiler::PredicateUse& use, compiler::Effect effect,
                       const Request& request);

// ValueWords is a key's value in the context: `"a"`, or `["a", "b"]`.
std::string ValueWords(const Context& context, const ContextEntry& entry);

}  // namespace keyward::evaluator
