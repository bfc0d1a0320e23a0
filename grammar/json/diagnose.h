// DiagnoseTokens: the syntax errors of a policy document that PolicyDocument.g4 refused.
//
// Flow      Tokens --DiagnoseTokens--> Diagnostics (JSON_SYNTAX_ERROR)
// Promise   at least one diagnostic; no recursion; goes on behind an error, without echoes of it.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "grammar/json/token.h"

namespace keyward::grammar {

// DiagnoseTokens reports up to `max_errors` errors of `text`, whose tokens are `tokens`.
Diagnostics DiagnoseTokens(std::string_view text, const Tokens& tokens, size_t max_errors);

}  // namespace keyward::grammar
