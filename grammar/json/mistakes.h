// Mistakes: the diagnostics for tokens that are wrong wherever they stand.
//
// Flow      DiagnoseTokens --a bad token--> Diagnostic with help and, where one is sure, a fix
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "grammar/json/token.h"

namespace keyward::grammar {

// SyntaxError makes a JSON_SYNTAX_ERROR.
Diagnostic SyntaxError(Span span, std::string message, std::string help = {});

// OneEdit makes the fix that puts `replacement` in place of `span`.
Fix OneEdit(std::string title, Span span, std::string replacement);

// MistakenToken says what is wrong with a token of one of the mistakes' kinds. `expected` is what
// the grammar wants at its place ("a member name").
Diagnostic MistakenToken(std::string_view text, const Token& token, const std::string& expected);

// CommentMistake and SingleQuoteMistake report all tokens of their kind at once, with one fix,
// since a person makes these mistakes throughout a document. Nothing if there is no such token.
std::optional<Diagnostic> CommentMistake(const Tokens& tokens);
std::optional<Diagnostic> SingleQuoteMistake(std::string_view text, const Tokens& tokens);

}  // namespace keyward::grammar
