// parse_fuzz: Parse takes any text, keeps its spans inside, and agrees with ReadHost.
#include <string>
#include <string_view>

#include "base/check.h"
#include "grammar/host_reader.h"
#include "grammar/parse.h"

namespace {

using keyward::Span;

void CheckInside(Span span, std::string_view text) {
  KEYWARD_CHECK(span.begin <= span.end && span.end <= text.size());
}

void CheckDiagnostics(const keyward::Source& source, const keyward::Diagnostics& diagnostics) {
  KEYWARD_CHECK(diagnostics.size() <= 20);
  for (const keyward::Diagnostic& diagnostic : diagnostics) {
    KEYWARD_CHECK(diagnostic.refuses && !diagnostic.message.empty());
    KEYWARD_CHECK(keyward::InvalidUtf8At(diagnostic.message) == diagnostic.message.size());
    CheckInside(diagnostic.span, source.text());
    KEYWARD_CHECK(source.Locate(diagnostic.span).start.line <= source.LineCount());
    for (const keyward::Note& note : diagnostic.notes) CheckInside(note.span, source.text());
    if (!diagnostic.fix) continue;
    uint32_t behind = 0;
    for (const keyward::Edit& edit : diagnostic.fix->edits) {
      CheckInside(edit.span, source.text());
      KEYWARD_CHECK(edit.span.begin >= behind);
      behind = edit.span.end;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto source = keyward::Source::Create("fuzz", bytes);
  if (!source) return 0;
  const keyward::Source& text = **source;
  const keyward::grammar::Parsed parsed = keyward::grammar::Parse(text);
  KEYWARD_CHECK(parsed.ok == parsed.diagnostics.empty());
  CheckDiagnostics(text, parsed.diagnostics);
  keyward::grammar::SyntaxTree tree;
  const auto error = keyward::grammar::ReadHost(text.text(), tree, {32});
  if (error) CheckInside(error->span, text.text());
  // Texts outside the limits or the character set are Parse's alone to refuse.
  if (!parsed.ok && parsed.diagnostics[0].code != "JSON_SYNTAX_ERROR") return 0;
  KEYWARD_CHECK(parsed.ok == !error.has_value());
  if (parsed.ok) KEYWARD_CHECK(Dump(parsed.tree) == Dump(tree));
  return 0;
}
