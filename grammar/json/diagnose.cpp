#include "grammar/json/diagnose.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "grammar/json/diagnosis.h"
#include "grammar/json/mistakes.h"

namespace keyward::grammar {

Diagnosis::Diagnosis(std::string_view text, const Tokens& tokens, size_t max_errors)
    : text_(text), max_errors_(max_errors) {
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(tokens_),
               [](const Token& token) { return token.kind != TokenKind::kComment; });
}

Diagnostics Diagnosis::Run() {
  while (state_ != State::kDone && errors_.size() < max_errors_) Step();
  return std::move(errors_);
}

std::string Diagnosis::ExpectedValue() const {
  switch (state_) {
    case State::kDocument: return "a JSON object";
    case State::kFirstElement: return "a value or ']'";
    case State::kElement: return "a value after ','";
    default: return "a value after ':'";
  }
}

void Diagnosis::Step() {
  if (Now().kind == TokenKind::kUnclosedComment) {
    Report(MistakenToken(text_, Now(), {}));
    ++at_;
    return;
  }
  if (state_ == State::kEnd) return AtEnd();
  if (Now().kind == TokenKind::kEnd) return AtTextEnd();
  switch (state_) {
    case State::kFirstName:
    case State::kName: return AtName();
    case State::kColon: return AtColon();
    case State::kNext: return AtNext();
    default: return AtValue();
  }
}

void Diagnosis::AtValue() {
  const TokenKind kind = Now().kind;
  if (kind == TokenKind::kOpenObject || kind == TokenKind::kOpenArray) return Open();
  if (kind == TokenKind::kComma) return CommaWhereValue();
  if (IsClose(kind)) return CloseWhereValue();
  if (IsScalar(kind)) {
    if (IsMistake(kind)) {
      Diagnostic error = MistakenToken(text_, Now(), ExpectedValue());
      if (open_.empty() && kind == TokenKind::kWord) {
        error.help = "a policy document is written in JSON";
        error.fix.reset();
      }
      Report(std::move(error));
    }
    return TakeAndGo(open_.empty() ? State::kEnd : State::kNext);
  }
  ReportExpected(ExpectedValue());
  ++at_;
}

void Diagnosis::AtName() {
  const TokenKind kind = Now().kind;
  const bool first = state_ == State::kFirstName;
  const std::string expected = first ? "a member name or '}'" : "a member name after ','";
  if (kind == TokenKind::kString || kind == TokenKind::kSingleQuoted) {
    TakeAndGo(State::kColon);
  } else if (IsMistake(kind) && kind != TokenKind::kBadNumber) {
    Report(MistakenToken(text_, Now(), expected));
    // A string that is not closed has swallowed its colon and value.
    TakeAndGo(kind == TokenKind::kUnclosedString ? State::kNext : State::kColon);
  } else if (IsScalar(kind)) {
    const std::string word(text_.substr(Now().span.begin, Now().span.end - Now().span.begin));
    ReportWithFix(expected,
                  OneEdit("put the member name in double quotes", Now().span, '"' + word + '"'));
    TakeAndGo(State::kColon);
  } else if (kind == TokenKind::kCloseObject) {
    if (!first) TrailingComma();
    TakeAndClose();
  } else if (kind == TokenKind::kCloseArray) {
    Mismatched();
  } else if (kind == TokenKind::kComma) {
    ReportWithFix(expected, OneEdit("remove this comma", Now().span, {}));
    TakeAndGo(State::kName);
  } else if (kind == TokenKind::kColon) {
    ReportExpected(expected);
    TakeAndGo(State::kMemberValue);
  } else if (kind == TokenKind::kOther) {
    ReportExpected(expected);
    ++at_;
  } else {
    ReportExpected(expected, "each member of an object needs a name");
    Open();
  }
}

void Diagnosis::AtColon() {
  const TokenKind kind = Now().kind;
  if (kind == TokenKind::kColon) return TakeAndGo(State::kMemberValue);
  if (kind == TokenKind::kComma || IsClose(kind)) {
    ReportExpected("':' and a value after the member name");
    return Go(State::kNext);
  }
  if (Torn() && kind != TokenKind::kString && Character() != '=') {
    // `"Effect: "Allow"`: the name took in the colon and the quote that opens the value.
    ReportExpected("':' after the member name", "does the member name lack its closing quote?");
    return Go(State::kMemberValue);
  }
  if (kind != TokenKind::kOther) {
    ReportWithFix("':' after the member name", OneEdit("insert ':'", Behind(at_ - 1), ":"));
    return Go(State::kMemberValue);
  }
  if (Character() == '=') {
    ReportWithFix("':' after the member name", OneEdit("write ':'", Now().span, ":"));
    return TakeAndGo(State::kMemberValue);
  }
  ReportExpected("':' after the member name");
  ++at_;
}

void Diagnosis::AtNext() {
  const TokenKind kind = Now().kind;
  const bool object = open_.back().object;
  if (kind == TokenKind::kComma) return TakeAndGo(object ? State::kName : State::kElement);
  if (IsClose(kind)) return Closes() ? TakeAndClose() : Mismatched();
  if (kind == TokenKind::kColon) return ColonInArray();
  if (kind == TokenKind::kUnclosedString) {
    Report(MistakenToken(text_, Now(), {}));
    ++at_;
    return;
  }
  if (kind != TokenKind::kOther || (Torn() && Character() != ';')) return MissingComma();
  const std::string expected =
      object ? "',' or '}' after this member" : "',' or ']' after this value";
  if (Character() == ';') {
    ReportWithFix(expected, OneEdit("write ','", Now().span, ","));
    return TakeAndGo(object ? State::kName : State::kElement);
  }
  ReportExpected(expected);
  ++at_;
}

void Diagnosis::AtEnd() {
  if (Now().kind != TokenKind::kEnd) {
    const bool another = Now().kind == TokenKind::kOpenObject;
    std::string help = another ? "put further statements into the Statement array"
                               : "a policy document is one JSON object";
    if (IsClose(Now().kind)) help = "this bracket closes nothing";
    ReportExpected("the end of the document", std::move(help));
  }
  Go(State::kDone);
}

Diagnostics DiagnoseTokens(std::string_view text, const Tokens& tokens, size_t max_errors) {
  Diagnostics errors = Diagnosis(text, tokens, max_errors).Run();
  if (auto error = CommentMistake(tokens)) errors.push_back(std::move(*error));
  if (auto error = SingleQuoteMistake(text, tokens)) errors.push_back(std::move(*error));
  std::stable_sort(errors.begin(), errors.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.span.begin < b.span.begin;
  });
  if (errors.size() > max_errors) errors.resize(max_errors);
  if (errors.empty()) errors.push_back(SyntaxError(Span{}, "the document is not JSON"));
  return errors;
}

}  // namespace keyward::grammar
