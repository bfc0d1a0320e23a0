#include "report/findings_github.h"

#include <fmt/format.h>

namespace keyward::report {
namespace {

std::string_view Command(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kSecurityWarning:
    case Severity::kWarning: return "warning";
    case Severity::kSuggestion: break;
  }
  return "notice";
}

// Escaped encodes what would end a command or, in a property, the property.
std::string Escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string FindingsGitHub(const std::vector<PolicyFindings>& findings) {
  std::string out;
  for (const PolicyFindings& policy : findings) {
    for (const Diagnostic& finding : policy.diagnostics) {
      const Location at = policy.source->Locate(finding.span);
      out += fmt::format("::{} file={},line={},endLine={}", Command(finding.severity),
                         Escaped(at.file, true), at.start.line, at.end.line);
      if (at.start.line == at.end.line) {
        out += fmt::format(",col={},endColumn={}", at.start.column, at.end.column);
      }
      const std::string text =
          finding.help.empty() ? finding.message : finding.message + "\n" + finding.help;
      out += fmt::format(",title={}::{}\n", Escaped(finding.code, true), Escaped(text, false));
    }
  }
  return out;
}

}  // namespace keyward::report
