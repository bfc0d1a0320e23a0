#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

using grammar::Piece;
using grammar::PieceKind;
using grammar::VariableFault;

constexpr std::string_view kLiteral = "here ${…} is literal text";
// kMaxPerString: each span is found by walking the string, so that their number must be bounded.
constexpr size_t kMaxPerString = 20;

void ReportMalformed(Inspection& in, VariableFault fault, Span span) {
  switch (fault) {
    case VariableFault::kNone: return;
    case VariableFault::kEmptyName:
      in.Report(Refusal::kNever, Code::kEmptyVariable, span,
                "the policy variable has no name; it never has a value",
                "write the name of a condition key: ${aws:username}");
      return;
    case VariableFault::kSpaceInName:
      in.Report(Refusal::kNever, Code::kUnsupportedSpaceInVariable, span,
                "the policy variable's name has a space; it never has a value",
                "remove the space; it may stand only before a default value: ${name, 'default'}");
      return;
    case VariableFault::kMissingQuote:
      in.Report(Refusal::kNever, Code::kMissingQuoteInVariable, span,
                "the policy variable's default value is not in single quotes; it never has a value",
                "write ${name, 'default'}");
      return;
    case VariableFault::kMissingBrace:
      in.Report(Refusal::kNever, Code::kMissingBraceInVariable, span,
                "the policy variable is not closed; this is literal text", "add the closing brace");
      return;
  }
}

// ReportMisplaced files a variable that stays literal text because of its place or version.
void ReportMisplaced(Inspection& in, VariablePlace place, Span span) {
  switch (place) {
    case VariablePlace::kReplaced:
      in.Report(Refusal::kNever, Code::kVariableUnsupportedInVersion, span,
                fmt::format("policy variables need Version \"2012-10-17\"; {}", kLiteral),
                "set Version to \"2012-10-17\"");
      return;
    case VariablePlace::kDoubtful:
      in.Report(Refusal::kNever, Code::kInvalidVariableForOperator, span,
                "AWS documents policy variables under Bool both as allowed and as not allowed",
                "write true or false")
          .severity = Severity::kWarning;
      return;
    case VariablePlace::kNotElement:
      in.Report(Refusal::kNever, Code::kVariableUnsupportedInElement, span,
                fmt::format("policy variables are not replaced in this element; {}", kLiteral),
                "variables work in the last part of a resource and in condition values");
      return;
    case VariablePlace::kNotOperator:
      in.Report(Refusal::kNever, Code::kInvalidVariableForOperator, span,
                fmt::format("policy variables are not replaced under this operator; {}", kLiteral),
                "variables work with String and Arn operators");
      return;
  }
}

VariablePlace Effective(const Inspection& in, VariablePlace place) {
  const bool old = in.version() == Version::k2008;
  return place == VariablePlace::kDoubtful && old ? VariablePlace::kReplaced : place;
}

// FaultAt is where a malformed piece's fault is: an unclosed `${` is part of a longer literal.
size_t FaultAt(const Piece& piece, std::string_view text) {
  if (piece.fault != VariableFault::kMissingBrace || piece.kind != PieceKind::kLiteral) {
    return piece.begin;
  }
  const size_t open = text.find("${", piece.begin);
  return open < piece.end ? open : piece.begin;
}

}  // namespace

bool CheckVariables(Inspection& in, NodeId node, VariablePlace place, size_t begin, size_t end) {
  const std::string_view text = in.text(node);
  if (text.find("${") == std::string_view::npos) return false;
  const VariablePlace effective = Effective(in, place);
  const bool replaced = in.version() == Version::k2012 && (effective == VariablePlace::kReplaced ||
                                                           effective == VariablePlace::kDoubtful);
  bool found = false;
  size_t findings = 0;
  for (const Piece& piece : grammar::ParseTemplate(text, true, false)) {
    const bool variable = piece.kind == PieceKind::kVariable || piece.kind == PieceKind::kEscape;
    const size_t at = FaultAt(piece, text);
    if (at < begin || at >= end) continue;
    found = found || variable || piece.kind == PieceKind::kMalformed;
    const bool malformed = replaced && piece.fault != VariableFault::kNone;
    const bool misplaced = variable && !(replaced && effective == VariablePlace::kReplaced);
    if ((!malformed && !misplaced) || ++findings > kMaxPerString) continue;
    const Span span = in.Within(node, at, piece.end);
    if (malformed) ReportMalformed(in, piece.fault, span);
    if (misplaced) ReportMisplaced(in, effective, span);
  }
  return found;
}

}  // namespace keyward::compiler
