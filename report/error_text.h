// Error and Diagnostics as text for standard error, and an Error as a JSON line.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "base/source.h"
#include "report/style.h"

namespace keyward::report {

// ErrorText is `error: message`, the place, the source line where `source` holds the file, and the
// help. Ends with a line break.
std::string ErrorText(const Error& error, const TextStyle& style = {},
                      const Source* source = nullptr);

// DiagnosticsText writes findings that keep a command from its work, one after the other.
std::string DiagnosticsText(const Source& source, const Diagnostics& diagnostics,
                            const TextStyle& style = {});

// AppendErrorJson writes {"error": {"code", "message", "file", "line", "column", "help"}} on one
// line, without a line break.
void AppendErrorJson(const Error& error, std::string& out);

}  // namespace keyward::report
