// TokenizeTemplate and the grammar's own verdicts: the ANTLR side of policy strings.
//
// Flow      text with `${` --PolicyString.g4--> TemplateTokens --> ParseTemplate
// Promise   no exception leaves; any bytes are accepted.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace keyward::grammar::antlr {

enum class TemplateTokenKind : uint8_t { kText, kAnyRun, kAnyOne, kEscape, kVariable, kMalformed };

struct TemplateToken {
  TemplateTokenKind kind = TemplateTokenKind::kText;
  Span span;
};

// TokenizeTemplate appends the tokens of `text` to `tokens`. Text tokens may be adjacent. `text`
// must end behind its last `}`, which keeps the lexer linear.
void TokenizeTemplate(std::string_view text, std::vector<TemplateToken>& tokens);

// IsAction and IsArn say whether `text` has the grammar's forms of R1.14 and R2.10 (how many parts
// an ARN has is for the caller). For tests: the product splits by hand.
bool IsAction(std::string_view text);
bool IsArn(std::string_view text);

}  // namespace keyward::grammar::antlr
