#include <fmt/core.h>
#include <string_view>
#include <unordered_map>

#include "compiler/check/elements.h"

namespace keyward::compiler {
namespace {

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// MustBeUnique: the kinds that IAM and Organizations store; services that keep resource-based
// policies take a Sid twice.
bool MustBeUnique(PolicyType type) {
  return type != PolicyType::kResource && type != PolicyType::kKeyPolicy &&
         type != PolicyType::kVpcEndpoint;
}

}  // namespace

void CheckSid(Inspection& in, NodeId sid, Statement& statement) {
  if (sid == kNoNode) return;
  if (!in.Is(sid, NodeKind::kString)) {
    in.ReportType(sid, "Sid", "a string", true);
    return;
  }
  statement.sid = in.TextOf(sid);
  if (in.type() == PolicyType::kResource) return;           // each service has its own characters
  const bool spaces = in.type() == PolicyType::kKeyPolicy;  // AWS's own default key policy has them
  const std::string_view text = in.text(sid);
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsPlain(text[i]) || (spaces && text[i] == ' ')) continue;
    size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
    Diagnostic& diagnostic =
        in.Report(Refusal::kNever, Code::kUnsupportedSid, in.Within(sid, i, end),
                  fmt::format("a Sid has letters and digits{}, but this one has {}",
                              spaces ? " and spaces" : "", Quote(text.substr(i, end - i))),
                  "services store it, some tools refuse it");
    // KMS documents spaces and is not known to refuse anything: no reason for alarm.
    if (spaces) diagnostic.severity = Severity::kSuggestion;
    return;
  }
}

void CheckUniqueSids(Inspection& in, const std::vector<Statement>& statements) {
  std::unordered_map<std::string_view, Span> seen;
  const bool required = MustBeUnique(in.type());
  for (const Statement& statement : statements) {
    if (!statement.sid || statement.sid->value.empty()) continue;
    const auto [first, added] = seen.emplace(statement.sid->value, statement.sid->span);
    if (added) continue;
    in.Report(required ? Refusal::kOnSave : Refusal::kNever,
              required ? Code::kUniqueSidsRequired : Code::kUniqueSidsRecommended,
              statement.sid->span,
              fmt::format("Sid {} stands on two statements", Quote(statement.sid->value)),
              "give every statement a Sid of its own, or none")
        .notes.push_back({first->second, "first here"});
  }
}

}  // namespace keyward::compiler
