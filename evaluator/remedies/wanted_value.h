// WantedValue: a concrete value with which a condition test gives what is wanted.
#pragma once

#include <optional>
#include <string>

#include "compiler/program.h"

namespace keyward::evaluator {

// WantedValue gives a value that stands in the policy, or the nearest number beside it; nothing
// where the policy has only patterns, variables, dates or exclusions. It is a proposal: whether the
// test then gives `wanted` is found out by evaluating.
std::optional<std::string> WantedValue(const compiler::Program& program,
                                       const compiler::Predicate& predicate, bool wanted);

}  // namespace keyward::evaluator
