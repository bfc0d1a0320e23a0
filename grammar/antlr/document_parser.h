// ParseDocument: the ANTLR side of Parse, behind plain types.
//
// Flow      text --PolicyDocument.g4--> SyntaxTree, or Tokens for DiagnoseTokens
// Promise   no exception leaves; the caller has checked size, depth, UTF-8 and characters.
#pragma once

#include <string_view>

#include "grammar/json/token.h"
#include "grammar/syntax_tree.h"

namespace keyward::grammar::antlr {

// ParseDocument fills `tree` and answers true if `text` is JSON. Else it clears `tree` and fills
// `tokens`, the kEnd token included.
bool ParseDocument(std::string_view text, SyntaxTree& tree, Tokens& tokens);

}  // namespace keyward::grammar::antlr
