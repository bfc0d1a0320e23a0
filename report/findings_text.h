// Findings as text for people, in the manner of rustc.
#pragma once

#include <string>

#include "report/findings.h"
#include "report/style.h"

namespace keyward::report {

// AppendFindingText writes one finding: severity[CODE] and message, the place with its source line
// and carets, the notes with theirs, help and the fix's title. Ends with a line break.
void AppendFindingText(const Source& source, const Diagnostic& diagnostic, const TextStyle& style,
                       std::string& out);

// FindingsText writes all findings, an empty line between two; nothing where there are none. The
// summary line is FindingsSummary.
std::string FindingsText(const std::vector<PolicyFindings>& findings, const TextStyle& style = {});

}  // namespace keyward::report
