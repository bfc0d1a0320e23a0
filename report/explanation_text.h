// Explanation as text for people.
//
// Flow      Answer --ExplanationText--> the answer, the path to it, statements with carets,
//           remedies
// Promise   deterministic; ends with a line break.
#pragma once

#include <string>

#include "report/answer.h"
#include "report/style.h"

namespace keyward::report {

std::string ExplanationText(const Answer& answer, const TextStyle& style = {});

}  // namespace keyward::report
