// Diagnosis: the walk over the tokens of a refused document, behind DiagnoseTokens.
//
// Flow      diagnose.cpp follows the grammar's states; diagnosis_errors.cpp explains the tokens
//           that do not fit and chooses how to go on
// Promise   every step takes a token, closes a bracket or ends, so that the walk is linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "grammar/json/found.h"
#include "grammar/json/mistakes.h"
#include "grammar/json/token.h"

namespace keyward::grammar {

// State: what the grammar wants next.
enum class State {
  kDocument,      // the document's value
  kFirstElement,  // a value or ]
  kElement,       // a value behind a comma
  kMemberValue,   // a value behind a colon
  kFirstName,     // a member name or }
  kName,          // a member name behind a comma
  kColon,         // the colon behind a name
  kNext,          // a comma or the closing bracket
  kEnd,           // nothing more
  kDone,
};

struct OpenBracket {
  Span span;
  bool object = false;
};

inline bool IsClose(TokenKind kind) {
  return kind == TokenKind::kCloseObject || kind == TokenKind::kCloseArray;
}

// IsMistake: kinds that MistakenToken explains better than "found ...".
inline bool IsMistake(TokenKind kind) {
  return kind == TokenKind::kBadString || kind == TokenKind::kUnclosedString ||
         kind == TokenKind::kWord || kind == TokenKind::kBadNumber;
}

inline bool IsScalar(TokenKind kind) {
  return (kind >= TokenKind::kTrue && kind <= TokenKind::kNumber) ||
         kind == TokenKind::kSingleQuoted || IsMistake(kind);
}

// Diagnosis walks the tokens with the grammar's states and an explicit stack. At a token that does
// not fit it reports, then takes the likeliest meaning and goes on.
class Diagnosis {
 public:
  Diagnosis(std::string_view text, const Tokens& tokens, size_t max_errors);
  // Run walks to the end of the document, or until there are enough errors.
  Diagnostics Run();

 private:
  void Step();
  void AtValue();
  void AtName();
  void AtColon();
  void AtNext();
  void AtEnd();
  void AtTextEnd();
  void CloseWhereValue();
  void CommaWhereValue();
  void ColonInArray();
  void MissingComma();
  void SkipTorn();
  void Mismatched();
  void TrailingComma();

  const Token& Now() const { return tokens_[at_]; }
  bool Closes() const {
    return Now().kind == (open_.back().object ? TokenKind::kCloseObject : TokenKind::kCloseArray);
  }
  // Torn: the token touches the string before it, as when a quote stands where it should not.
  bool Torn() const {
    const Token& before = tokens_[at_ - 1];
    return before.kind == TokenKind::kString && before.span.end == Now().span.begin &&
           (IsScalar(Now().kind) || Now().kind == TokenKind::kOther);
  }
  char Character() const { return text_[Now().span.begin]; }
  std::string Found() const {
    const bool end = Now().kind == TokenKind::kEnd;
    return DescribeFound(text_, end ? static_cast<uint32_t>(text_.size()) : Now().span.begin);
  }
  std::string ExpectedValue() const;

  void Go(State state) { state_ = state; }
  void TakeAndGo(State state) {
    ++at_;
    state_ = state;
  }
  void Open() {
    const bool object = Now().kind == TokenKind::kOpenObject;
    open_.push_back(OpenBracket{Now().span, object});
    TakeAndGo(object ? State::kFirstName : State::kFirstElement);
  }
  void Close() {
    open_.pop_back();
    state_ = open_.empty() ? State::kEnd : State::kNext;
  }
  void TakeAndClose() {
    ++at_;
    Close();
  }

  // Report drops an error at a token right behind an error: that is its echo.
  void Report(Diagnostic error) {
    const bool echo = any_ && at_ <= last_error_ + 1;
    any_ = true;
    last_error_ = at_;
    if (!echo) errors_.push_back(std::move(error));
  }
  void ReportExpected(const std::string& what, std::string help = {}) {
    Report(SyntaxError(Now().span, "expected " + what + ", found " + Found(), std::move(help)));
  }
  void ReportWithFix(const std::string& what, Fix fix) {
    Diagnostic error = SyntaxError(Now().span, "expected " + what + ", found " + Found());
    error.help = fix.title;
    error.fix = std::move(fix);
    Report(std::move(error));
  }
  Span Behind(size_t index) const { return Span{tokens_[index].span.end, tokens_[index].span.end}; }

  std::string_view text_;
  size_t max_errors_;
  Tokens tokens_;
  size_t at_ = 0;
  State state_ = State::kDocument;
  std::vector<OpenBracket> open_;
  Diagnostics errors_;
  size_t last_error_ = 0;
  bool any_ = false;
};

}  // namespace keyward::grammar
