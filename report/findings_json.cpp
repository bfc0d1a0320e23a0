#include "report/findings_json.h"

#include "report/json_writer.h"
#include "report/layout/tree_path.h"

namespace keyward::report {
namespace {

void WritePath(const std::vector<PathElement>& path, JsonWriter& json) {
  json.MemberArray("path");
  for (const PathElement& step : path) {
    json.BeginObject();
    switch (step.kind) {
      case PathElement::kValue: json.Member("value", step.text); break;
      case PathElement::kIndex: json.MemberNumber("index", step.index); break;
      case PathElement::kKey: json.Member("key", step.text); break;
      case PathElement::kSubstring:
        json.MemberObject("substring");
        json.MemberNumber("start", step.start);
        json.MemberNumber("length", step.length);
        json.EndObject();
    }
    json.EndObject();
  }
  json.EndArray();
}

// AWS counts columns from 0 here, and so does this one writer.
void WritePosition(std::string_view name, const Position& position, JsonWriter& json) {
  json.MemberObject(name);
  json.MemberNumber("line", position.line);
  json.MemberNumber("column", position.column - 1);
  json.MemberNumber("offset", position.offset);
  json.EndObject();
}

void WriteSpan(const Location& at, JsonWriter& json) {
  json.MemberObject("span");
  WritePosition("start", at.start, json);
  WritePosition("end", at.end, json);
  json.EndObject();
}

void WriteLocations(const PolicyFindings& policy, Span span, JsonWriter& json) {
  json.MemberArray("locations");
  json.BeginObject();
  WritePath(policy.tree == nullptr ? std::vector<PathElement>()
                                   : TreePath(*policy.tree, policy.source->text(), span),
            json);
  WriteSpan(policy.source->Locate(span), json);
  json.EndObject();
  json.EndArray();
}

void WriteNotes(const PolicyFindings& policy, const Diagnostic& finding, JsonWriter& json) {
  if (finding.notes.empty()) return;
  json.MemberArray("notes");
  for (const Note& note : finding.notes) {
    json.BeginObject();
    json.Member("message", note.message);
    WriteSpan(policy.source->Locate(note.span), json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteFix(const PolicyFindings& policy, const Fix& fix, JsonWriter& json) {
  json.MemberObject("fix");
  json.Member("title", fix.title);
  json.MemberArray("edits");
  for (const Edit& edit : fix.edits) {
    json.BeginObject();
    WriteSpan(policy.source->Locate(edit.span), json);
    json.Member("replacement", edit.replacement);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void WriteFinding(const PolicyFindings& policy, const Diagnostic& finding, JsonWriter& json) {
  json.BeginObject();
  json.Member("findingType", SeverityWord(finding.severity));
  json.Member("issueCode", finding.code);
  json.Member("findingDetails", finding.message);
  const std::string link = LearnMoreLink(finding.code);
  if (!link.empty()) json.Member("learnMoreLink", link);
  WriteLocations(policy, finding.span, json);
  json.Member("file", policy.source->name());
  if (!policy.name.empty()) json.Member("policy", policy.name);
  json.Member("policyType", compiler::PolicyTypeName(policy.type));
  if (!finding.help.empty()) json.Member("help", finding.help);
  WriteNotes(policy, finding, json);
  if (finding.fix) WriteFix(policy, *finding.fix, json);
  json.EndObject();
}

}  // namespace

std::string FindingsJson(const std::vector<PolicyFindings>& findings) {
  std::string out;
  JsonWriter json(out, 2);
  json.BeginObject();
  json.MemberArray("findings");
  for (const PolicyFindings& policy : findings) {
    for (const Diagnostic& finding : policy.diagnostics) WriteFinding(policy, finding, json);
  }
  json.EndArray();
  json.EndObject();
  out += '\n';
  return out;
}

}  // namespace keyward::report
