#include "grammar/json/mistakes.h"

#include <array>
#include <utility>

#include "grammar/json/found.h"
#include "grammar/json/string_token.h"

namespace keyward::grammar {
namespace {

std::string_view TextOf(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

// Word: how other languages write JSON's words.
struct Word {
  std::string_view written;
  const char* json;
};
constexpr std::array<Word, 11> kWords = {{{"True", "true"},
                                          {"TRUE", "true"},
                                          {"False", "false"},
                                          {"FALSE", "false"},
                                          {"None", "null"},
                                          {"nil", "null"},
                                          {"Null", "null"},
                                          {"NULL", "null"},
                                          {"undefined", "null"},
                                          {"yes", "true"},
                                          {"no", "false"}}};

Diagnostic MistakenString(std::string_view text, const Token& token) {
  const StringScan scan = ScanString(text, token.span.begin);
  Diagnostic error = SyntaxError(scan.place, FaultMessage(text, scan), FaultHelp(text, scan));
  if (scan.fault == StringFault::kControl && text[scan.place.begin] == '\t') {
    error.fix = OneEdit("write the tab as \\t", scan.place, "\\t");
  }
  return error;
}

Diagnostic UnclosedString(const Token& token) {
  Diagnostic error =
      SyntaxError(token.span, "this string is not closed", "close it with '\"' on the same line");
  const Span quote{token.span.begin, token.span.begin + 1};
  error.notes.push_back(Note{quote, "it is opened here"});
  return error;
}

Diagnostic UnclosedComment(const Token& token) {
  Diagnostic error =
      SyntaxError(token.span, "JSON has no comments, and this one is not closed", "remove it");
  error.notes.push_back(Note{{token.span.begin, token.span.begin + 2}, "it is opened here"});
  return error;
}

// Quoted is the JSON string for text that stands there without its quotes, or with single ones.
std::string Quoted(std::string_view content) {
  std::string quoted = "\"";
  for (size_t at = 0; at < content.size(); ++at) {
    // \' needs no backslash in double quotes, and JSON has no such escape.
    if (content.substr(at, 2) == "\\'") continue;
    if (content[at] == '\\' && at + 1 < content.size()) {
      quoted += content[at++];
    } else if (content[at] == '"') {
      quoted += '\\';
    }
    quoted += content[at];
  }
  return quoted + '"';
}

Diagnostic MistakenWord(std::string_view text, const Token& token, const std::string& expected) {
  const std::string_view word = TextOf(text, token.span);
  const std::string message =
      "expected " + expected + ", found " + DescribeFound(text, token.span.begin);
  const bool name = expected.starts_with("a member name");
  for (const Word& known : kWords) {
    if (name || known.written != word) continue;
    Diagnostic error = SyntaxError(token.span, message, std::string("JSON writes ") + known.json);
    error.fix = OneEdit(std::string("write ") + known.json, token.span, known.json);
    return error;
  }
  Diagnostic error = SyntaxError(token.span, message, "put it in double quotes");
  error.fix = OneEdit("put it in double quotes", token.span, Quoted(word));
  return error;
}

Diagnostic MistakenNumber(std::string_view text, const Token& token) {
  const std::string_view number = TextOf(text, token.span);
  Diagnostic error =
      SyntaxError(token.span, "'" + std::string(number.substr(0, 40)) + "' is not a JSON number",
                  "if it is text, such as an account id, put it in double quotes");
  error.fix = OneEdit("put it in double quotes", token.span, Quoted(number));
  return error;
}

}  // namespace

Diagnostic SyntaxError(Span span, std::string message, std::string help) {
  Diagnostic error;
  error.code = "JSON_SYNTAX_ERROR";
  error.severity = Severity::kError;
  error.span = span;
  error.message = std::move(message);
  error.help = std::move(help);
  error.refuses = true;
  return error;
}

Fix OneEdit(std::string title, Span span, std::string replacement) {
  Fix fix;
  fix.title = std::move(title);
  fix.edits.push_back(Edit{span, std::move(replacement)});
  return fix;
}

Diagnostic MistakenToken(std::string_view text, const Token& token, const std::string& expected) {
  switch (token.kind) {
    case TokenKind::kBadString: return MistakenString(text, token);
    case TokenKind::kUnclosedString: return UnclosedString(token);
    case TokenKind::kUnclosedComment: return UnclosedComment(token);
    case TokenKind::kWord: return MistakenWord(text, token, expected);
    case TokenKind::kBadNumber: return MistakenNumber(text, token);
    default: break;
  }
  return SyntaxError(token.span,
                     "expected " + expected + ", found " + DescribeFound(text, token.span.begin));
}

std::optional<Diagnostic> CommentMistake(const Tokens& tokens) {
  std::optional<Diagnostic> error;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kComment) continue;
    if (!error) {
      error = SyntaxError(token.span, "JSON has no comments",
                          "remove it; a statement's Sid can say what the statement is for");
      error->fix = Fix{"remove the comments", {}};
    }
    error->fix->edits.push_back(Edit{token.span, {}});
  }
  return error;
}

std::optional<Diagnostic> SingleQuoteMistake(std::string_view text, const Tokens& tokens) {
  std::optional<Diagnostic> error;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kSingleQuoted) continue;
    if (!error) {
      error = SyntaxError(token.span, "strings stand in double quotes, not in single ones",
                          "write \"...\"");
      error->fix = Fix{"use double quotes", {}};
    }
    const std::string_view content = TextOf(text, {token.span.begin + 1, token.span.end - 1});
    error->fix->edits.push_back(Edit{token.span, Quoted(content)});
  }
  return error;
}

}  // namespace keyward::grammar
