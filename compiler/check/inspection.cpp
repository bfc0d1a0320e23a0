#include "compiler/check/inspection.h"

#include <algorithm>
#include <fmt/core.h>
#include <tuple>
#include <utility>

#include "grammar/host_reader.h"

namespace keyward::compiler {
namespace {

constexpr size_t kMaxQuoted = 80;

// Printable puts control characters as JSON would, so that a message stays on its line.
std::string Printable(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

// CutAt is the last character boundary of UTF-8 `text` at or before `size`.
size_t CutAt(std::string_view text, size_t size) {
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) --size;
  return size;
}

}  // namespace

Diagnostic& Inspection::Report(Refusal refusal, Code code, Span span, std::string message,
                               std::string help) {
  const CodeFacts& facts = FactsOf(code);
  Diagnostic diagnostic;
  diagnostic.code = facts.name;
  diagnostic.severity = facts.severity;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  diagnostic.refuses = refusal == Refusal::kAlways || (refusal == Refusal::kOnSave && !stored());
  if (stored() && !diagnostic.refuses && diagnostic.severity == Severity::kError) {
    diagnostic.severity = Severity::kWarning;
  }
  const bool needed = diagnostic.refuses && !refused_;
  refused_ = refused_ || diagnostic.refuses;
  if (diagnostics_.size() >= kMaxFindings && !needed) {
    surplus_ = std::move(diagnostic);
    return surplus_;
  }
  return diagnostics_.emplace_back(std::move(diagnostic));
}

Diagnostic& Inspection::ReportType(NodeId id, std::string_view element, std::string_view allowed,
                                   bool text_may_stand) {
  Diagnostic& diagnostic =
      Report(Refusal::kAlways, Code::kDataTypeMismatch, node(id).span,
             fmt::format("{} must be {}, but this is {}", element, allowed, NodeWords(*this, id)));
  const NodeKind kind = node(id).kind;
  const bool scalar =
      kind == NodeKind::kNumber || kind == NodeKind::kTrue || kind == NodeKind::kFalse;
  if (text_may_stand && scalar) {
    const Span span = node(id).span;
    const std::string_view lexeme = source_.text().substr(span.begin, span.end - span.begin);
    diagnostic.help = "put it between quotation marks";
    diagnostic.fix = Fix{"quote the value", {{span, fmt::format("\"{}\"", lexeme)}}};
  }
  return diagnostic;
}

Diagnostics Inspection::Take() && {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.span.begin, a.span.end) < std::tie(b.span.begin, b.span.end);
                   });
  return std::move(diagnostics_);
}

Span Inspection::Within(NodeId id, size_t begin, size_t end) const {
  return grammar::SpanInString(source_.text(), node(id).span, static_cast<uint32_t>(begin),
                               static_cast<uint32_t>(end));
}

std::string NodeWords(const Inspection& in, NodeId id) {
  switch (in.node(id).kind) {
    case NodeKind::kObject: return "an object";
    case NodeKind::kArray: return "a list";
    case NodeKind::kString: return fmt::format("the string {}", Quote(in.text(id)));
    case NodeKind::kNumber: return fmt::format("the number {}", in.text(id).substr(0, kMaxQuoted));
    case NodeKind::kTrue: return "the boolean true";
    case NodeKind::kFalse: return "the boolean false";
    case NodeKind::kNull: break;
  }
  return "null";
}

std::string Quote(std::string_view text) {
  if (text.size() <= kMaxQuoted) return fmt::format("\"{}\"", Printable(text));
  return fmt::format("\"{}…\"", Printable(text.substr(0, CutAt(text, kMaxQuoted))));
}

std::string Article(PolicyType type) {
  const std::string_view words = PolicyTypeWords(type);
  return fmt::format("{} {}", words.front() == 'i' ? "an" : "a", words);
}

}  // namespace keyward::compiler
