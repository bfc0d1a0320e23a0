// PolicyString: what stands inside a policy's strings: wildcards, variables, ARNs, actions.
//
// Flow      Policy text elements --ParseTemplate / SplitAction / SplitArn--> Check, Emit
// Promise   total: every string has an answer, malformed parts are marked, nothing throws.
//           PolicyString.g4 is the grammar; strings without a variable never reach ANTLR, and the
//           time is linear in the text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyward::grammar {

enum class PieceKind : uint8_t {
  kLiteral,    // text stands for itself
  kAnyRun,     // `*`
  kAnyOne,     // `?`
  kVariable,   // ${name} or ${name, 'default'} (R3.40, R3.43)
  kEscape,     // ${*} ${?} ${$}: text is the one character (R3.42)
  kMalformed,  // ${} , ${a b}, ${a, x}: resolves to null (R3.48)
};

// VariableFault: why a piece is malformed, for the diagnostics of V44.
enum class VariableFault : uint8_t {
  kNone,
  kEmptyName,
  kSpaceInName,
  kMissingQuote,
  kMissingBrace,  // an unclosed `${` (literal), or one variable inside another (malformed)
};

// Piece: one part of a string. begin and end are byte offsets into the decoded string.
struct Piece {
  PieceKind kind = PieceKind::kLiteral;
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string text;                         // literal or escaped text; the variable's name
  std::optional<std::string> default_text;  // of a variable
  VariableFault fault = VariableFault::kNone;
};

// Template: the pieces of one string in order; adjacent literals are one piece.
// An unclosed `${` is literal text (R3.48): then `fault` says kMissingBrace on that literal piece.
using Template = std::vector<Piece>;

// ParseTemplate splits `text`. With `variables` false (Version 2008-10-17, R1.4) `${` is literal
// text and `*`, `?` inside it are ordinary wildcards. With `wildcards` false (String*Equals, Bool)
// `*` and `?` are literal text.
Template ParseTemplate(std::string_view text, bool variables, bool wildcards);

// Action: the halves of an action string (R1.14). `name` may be anything without a colon.
struct Action {
  std::string_view vendor;
  std::string_view name;
};
enum class ActionFault : uint8_t { kNone, kMissingVendor, kTwoColons, kInvalidVendor };
struct ActionParts {
  Action action;            // `*` alone gives vendor "*" and name "*"
  bool everything = false;  // the bare `*`
  ActionFault fault = ActionFault::kNone;
};
ActionParts SplitAction(std::string_view text);

// ArnParts: the string split at its first five colons (R2.10). `count` is how many parts there are,
// 1 to 6; the sixth holds all the rest, further colons included.
struct ArnParts {
  std::array<std::string_view, 6> part;
  int count = 0;
};
ArnParts SplitArn(std::string_view text);

}  // namespace keyward::grammar
