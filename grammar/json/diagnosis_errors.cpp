#include <algorithm>

#include "grammar/json/diagnosis.h"

namespace keyward::grammar {
namespace {

constexpr size_t kNotedBrackets = 4;

Note NotClosed(const OpenBracket& bracket) {
  return Note{bracket.span, bracket.object ? "this '{' is not closed" : "this '[' is not closed"};
}

}  // namespace

void Diagnosis::CommaWhereValue() {
  if (state_ == State::kMemberValue) {
    ReportExpected(ExpectedValue());
    return Go(State::kNext);
  }
  ReportWithFix(ExpectedValue(), OneEdit("remove this comma", Now().span, {}));
  TakeAndGo(state_ == State::kFirstElement ? State::kElement : state_);
}

void Diagnosis::CloseWhereValue() {
  if (state_ == State::kDocument) {
    ReportExpected(ExpectedValue());
    ++at_;
  } else if (state_ == State::kMemberValue) {
    ReportExpected(ExpectedValue());
    Go(State::kNext);
  } else if (!Closes()) {
    Mismatched();
  } else {
    if (state_ == State::kElement) TrailingComma();
    TakeAndClose();
  }
}

// ColonInArray: the value before the colon was a name, so that the array should have ended.
void Diagnosis::ColonInArray() {
  if (open_.back().object) {
    ReportExpected("',' or '}' after this member");
    return TakeAndGo(State::kMemberValue);
  }
  Diagnostic error = SyntaxError(Now().span, "expected ',' or ']' after this value, found ':'",
                                 "an array has no names; close it before the next member");
  error.notes.push_back(Note{open_.back().span, "the array is opened here"});
  Report(std::move(error));
  if (open_.size() > 1 && open_[open_.size() - 2].object) open_.pop_back();
  TakeAndGo(open_.back().object ? State::kMemberValue : State::kElement);
}

void Diagnosis::MissingComma() {
  const bool object = open_.back().object;
  const std::string expected =
      object ? "',' or '}' after this member" : "',' or ']' after this value";
  if (!Torn()) {
    ReportWithFix(expected, OneEdit("insert ','", Behind(at_ - 1), ","));
    return Go(object ? State::kName : State::kElement);
  }
  ReportExpected(expected, "a quote inside a string is written \\\"");
  SkipTorn();
}

// SkipTorn passes over what a quote has torn off a string, at most to the end of its line.
void Diagnosis::SkipTorn() {
  bool line_ends = false;
  while (!line_ends && (IsScalar(Now().kind) || Now().kind == TokenKind::kOther)) {
    line_ends = Now().kind == TokenKind::kUnclosedString;
    last_error_ = at_++;
  }
}

// Mismatched: the wrong closing bracket. If an outer one matches it, the inner one was forgotten.
void Diagnosis::Mismatched() {
  const bool object = open_.back().object;
  Diagnostic error = SyntaxError(
      Now().span, std::string("expected ") + (object ? "'}'" : "']'") + ", found " + Found());
  error.notes.push_back(NotClosed(open_.back()));
  Report(std::move(error));
  const bool closes_object = Now().kind == TokenKind::kCloseObject;
  const bool outer = std::any_of(open_.begin(), open_.end(), [&](const OpenBracket& bracket) {
    return bracket.object == closes_object;
  });
  if (!outer) ++at_;
  Close();
}

void Diagnosis::TrailingComma() {
  const Token& comma = tokens_[at_ - 1];
  if (comma.kind != TokenKind::kComma) return;
  const std::string what = Now().kind == TokenKind::kCloseObject ? "a member name" : "a value";
  Diagnostic error = SyntaxError(comma.span, "expected " + what + " after ',', found " + Found(),
                                 "JSON allows no comma before the closing bracket");
  error.fix = OneEdit("remove this comma", comma.span, {});
  Report(std::move(error));
}

void Diagnosis::AtTextEnd() {
  if (open_.empty()) {
    Report(SyntaxError(Now().span, "the document is empty; expected a JSON object",
                       "a policy begins {\"Version\": \"2012-10-17\", \"Statement\": ["));
    return Go(State::kDone);
  }
  const bool object = open_.back().object;
  Diagnostic error = SyntaxError(
      Behind(at_ - 1),
      std::string("expected ") + (object ? "'}'" : "']'") + ", found the end of the text",
      open_.size() == 1 ? "" : std::to_string(open_.size()) + " brackets are still open");
  for (auto bracket = open_.rbegin(); bracket != open_.rend(); ++bracket) {
    if (error.notes.size() < kNotedBrackets) error.notes.push_back(NotClosed(*bracket));
  }
  Report(std::move(error));
  Go(State::kDone);
}

}  // namespace keyward::grammar
