#include "report/findings_text.h"

#include <fmt/format.h>

#include "report/snippet.h"

namespace keyward::report {
namespace {

Paint PaintOf(Severity severity) {
  switch (severity) {
    case Severity::kError: return Paint::kError;
    case Severity::kSecurityWarning:
    case Severity::kWarning: return Paint::kWarning;
    case Severity::kSuggestion: break;
  }
  return Paint::kNote;
}

void AppendRemark(std::string_view kind, std::string_view message, const TextStyle& style,
                  std::string& out) {
  AppendPainted(style, Paint::kFrame, "  = ", out);
  AppendPainted(style, Paint::kStrong, kind, out);
  out += fmt::format(": {}\n", message);
}

}  // namespace

void AppendFindingText(const Source& source, const Diagnostic& diagnostic, const TextStyle& style,
                       std::string& out) {
  AppendPainted(style, PaintOf(diagnostic.severity),
                fmt::format("{}[{}]", SeverityName(diagnostic.severity), diagnostic.code), out);
  AppendPainted(style, Paint::kStrong, fmt::format(": {}", diagnostic.message), out);
  out += '\n';
  const size_t line = source.Locate(diagnostic.span).start.line;
  std::vector<Mark> marks = {Mark{diagnostic.span, "", true}};
  std::vector<const Note*> elsewhere;
  for (const Note& note : diagnostic.notes) {
    const size_t distance = source.Locate(note.span).start.line - line + 8;
    if (distance <= 16 && source.Locate(diagnostic.span).end.line == line) {
      marks.push_back(Mark{note.span, note.message, false});
    } else {
      elsewhere.push_back(&note);
    }
  }
  AppendSnippet(source, marks, style, out);
  for (const Note* note : elsewhere) {
    AppendPainted(style, Paint::kNote, "note", out);
    out += fmt::format(": {}\n", note->message);
    AppendSnippet(source, {Mark{note->span, "", false}}, style, out);
  }
  if (!diagnostic.help.empty()) AppendRemark("help", diagnostic.help, style, out);
  if (diagnostic.fix) AppendRemark("fix", diagnostic.fix->title, style, out);
}

std::string FindingsText(const std::vector<PolicyFindings>& findings, const TextStyle& style) {
  std::string out;
  for (const PolicyFindings& policy : findings) {
    for (const Diagnostic& one : policy.diagnostics) {
      if (!out.empty()) out += '\n';
      AppendFindingText(*policy.source, one, style, out);
    }
  }
  return WithoutTricks(style, out);
}

}  // namespace keyward::report
