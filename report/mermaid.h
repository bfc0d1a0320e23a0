// Mermaid: the path through the evaluation as a flowchart that GitHub and GitLab draw.
#pragma once

#include <string>

#include "report/answer.h"

namespace keyward::report {

// MermaidFlowchart draws the steps in order, the statements that decided, and the answer.
std::string MermaidFlowchart(const Answer& answer);

}  // namespace keyward::report
