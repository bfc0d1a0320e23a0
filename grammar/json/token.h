// Token: one token of a policy document, without ANTLR's types.
//
// Flow      ParseDocument (grammar/antlr/) --> Tokens --> DiagnoseTokens
#pragma once

#include <cstdint>
#include <vector>

#include "base/span.h"

namespace keyward::grammar {

// TokenKind: the token types of PolicyDocument.g4, in its order.
enum class TokenKind : uint8_t {
  kOpenObject,
  kCloseObject,
  kOpenArray,
  kCloseArray,
  kComma,
  kColon,
  kTrue,
  kFalse,
  kNull,
  kString,
  kNumber,
  kBadString,
  kUnclosedString,
  kSingleQuoted,
  kComment,
  kUnclosedComment,
  kWord,
  kBadNumber,
  kOther,
  kEnd,  // the end of the text
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
};

using Tokens = std::vector<Token>;

}  // namespace keyward::grammar
