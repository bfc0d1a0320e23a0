#include "report/findings_sarif.h"

#include <map>

#include "report/json_writer.h"
#include "report/layout/file_uri.h"

namespace keyward::report {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

// Rules: the codes that occur, with their index in the log.
using Rules = std::map<std::string_view, size_t>;

std::string_view Level(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kSecurityWarning:
    case Severity::kWarning: return "warning";
    case Severity::kSuggestion: break;
  }
  return "note";
}

void WriteRegion(std::string_view name, const Location& at, JsonWriter& json) {
  json.MemberObject(name);
  json.MemberNumber("startLine", at.start.line);
  json.MemberNumber("startColumn", at.start.column);
  json.MemberNumber("endLine", at.end.line);
  json.MemberNumber("endColumn", at.end.column);
  json.MemberNumber("byteOffset", at.span.begin);
  json.MemberNumber("byteLength", at.span.end - at.span.begin);
  json.EndObject();
}

void WriteArtifact(std::string_view file, JsonWriter& json) {
  json.MemberObject("artifactLocation");
  json.Member("uri", FileUri(file));
  json.EndObject();
}

void WriteMessage(std::string_view name, std::string_view text, JsonWriter& json) {
  json.MemberObject(name);
  json.Member("text", text);
  json.EndObject();
}

void WriteLocation(const Location& at, std::string_view message, JsonWriter& json) {
  json.BeginObject();
  json.MemberObject("physicalLocation");
  WriteArtifact(at.file, json);
  WriteRegion("region", at, json);
  json.EndObject();
  if (!message.empty()) WriteMessage("message", message, json);
  json.EndObject();
}

void WriteFix(const PolicyFindings& policy, const Fix& fix, JsonWriter& json) {
  json.MemberArray("fixes");
  json.BeginObject();
  WriteMessage("description", fix.title, json);
  json.MemberArray("artifactChanges");
  json.BeginObject();
  WriteArtifact(policy.source->name(), json);
  json.MemberArray("replacements");
  for (const Edit& edit : fix.edits) {
    json.BeginObject();
    WriteRegion("deletedRegion", policy.source->Locate(edit.span), json);
    WriteMessage("insertedContent", edit.replacement, json);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  json.EndArray();
  json.EndObject();
  json.EndArray();
}

void WriteResult(const PolicyFindings& policy, const Diagnostic& finding, const Rules& rules,
                 JsonWriter& json) {
  json.BeginObject();
  json.Member("ruleId", finding.code);
  json.MemberNumber("ruleIndex", rules.at(finding.code));
  json.Member("level", Level(finding.severity));
  const std::string text =
      finding.help.empty() ? finding.message : finding.message + "\n\n" + finding.help;
  WriteMessage("message", text, json);
  json.MemberArray("locations");
  WriteLocation(policy.source->Locate(finding.span), "", json);
  json.EndArray();
  if (!finding.notes.empty()) {
    json.MemberArray("relatedLocations");
    for (const Note& note : finding.notes) {
      WriteLocation(policy.source->Locate(note.span), note.message, json);
    }
    json.EndArray();
  }
  if (finding.fix && !finding.fix->edits.empty()) WriteFix(policy, *finding.fix, json);
  json.MemberObject("properties");
  json.Member("findingType", SeverityWord(finding.severity));
  json.Member("policyType", compiler::PolicyTypeName(policy.type));
  json.EndObject();
  json.EndObject();
}

Rules FindRules(const std::vector<PolicyFindings>& findings) {
  Rules rules;
  for (const PolicyFindings& policy : findings) {
    for (const Diagnostic& finding : policy.diagnostics) rules.emplace(finding.code, 0);
  }
  size_t index = 0;
  for (auto& [code, number] : rules) number = index++;
  return rules;
}

void WriteTool(const Rules& rules, const SarifOptions& options, JsonWriter& json) {
  json.MemberObject("tool");
  json.MemberObject("driver");
  json.Member("name", "keyward");
  json.Member("version", options.version);
  json.MemberArray("rules");
  for (const auto& [code, number] : rules) {
    json.BeginObject();
    json.Member("id", code);
    const std::string summary = options.rule_summary ? options.rule_summary(code) : "";
    if (!summary.empty()) WriteMessage("shortDescription", summary, json);
    const std::string link = LearnMoreLink(code);
    if (!link.empty()) json.Member("helpUri", link);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  json.EndObject();
}

}  // namespace

std::string FindingsSarif(const std::vector<PolicyFindings>& findings,
                          const SarifOptions& options) {
  const Rules rules = FindRules(findings);
  std::string out;
  JsonWriter json(out, 2);
  json.BeginObject();
  json.Member("$schema", kSchema);
  json.Member("version", "2.1.0");
  json.MemberArray("runs");
  json.BeginObject();
  WriteTool(rules, options, json);
  json.Member("columnKind", "unicodeCodePoints");
  json.MemberArray("results");
  for (const PolicyFindings& policy : findings) {
    for (const Diagnostic& finding : policy.diagnostics) WriteResult(policy, finding, rules, json);
  }
  json.EndArray();
  json.EndObject();
  json.EndArray();
  json.EndObject();
  out += '\n';
  return out;
}

}  // namespace keyward::report
