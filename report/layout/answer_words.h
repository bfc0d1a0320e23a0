// The words that text and flowcharts share: the answer in capitals, the steps by name.
#pragma once

#include <string>
#include <string_view>

#include "evaluator/decision.h"
#include "evaluator/request.h"

namespace keyward::report {

// AnswerWords is "ALLOWED (by identity)", "DENIED (implicit, by resource)", "UNKNOWN".
std::string AnswerWords(const evaluator::Decision& decision);

// CallerName is the principal's ARN, a service's name, or the kind of caller.
std::string_view CallerName(const evaluator::Principal& principal);

// StepTitle is the step in words: "service control".
std::string_view StepTitle(evaluator::Step step);

// StepMark is one character for a step's outcome: ✓ allows, ✗ decided against, ? open, - does not
// allow and did not decide, · nothing there.
std::string_view StepMark(const evaluator::Decision& decision, evaluator::Step step, bool unicode);

}  // namespace keyward::report
