#include "evaluator/remedies/author.h"

#include <fmt/format.h>

#include "compiler/emit.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {

using compiler::PolicyType;

namespace {

std::string Principals(std::string_view type, const std::string& value) {
  if (value.empty() || HasWildcard(value)) return {};
  return fmt::format("{{{}:{}}}", JsonQuoted(type), JsonQuoted(value));
}

std::string_view PartitionOf(std::string_view arn) {
  const std::string_view rest = arn.substr(arn.find(':') + 1);
  return rest.substr(0, rest.find(':'));
}

}  // namespace

std::string JsonQuoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

bool HasWildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos ||
         text.find("${") != std::string_view::npos ||
         text.find(kUnknownSession) != std::string_view::npos;
}

bool Author::Writable() const {
  return !s_.request.resource.any && !HasWildcard(s_.request.resource.arn) &&
         !HasWildcard(s_.request.action.text);
}

std::string Author::Caller() const {
  const Principal& principal = s_.request.principal;
  switch (principal.kind) {
    case PrincipalKind::kService:
      if (principal.service_names.empty()) return {};
      return Principals("Service", principal.service_names.front());
    case PrincipalKind::kIdentityProvider: return Principals("Federated", principal.arn);
    case PrincipalKind::kAnonymous: return {};
    default: return Principals("AWS", CallerArn());
  }
}

const std::string& Author::CallerArn() const {
  const Principal& principal = s_.request.principal;
  return principal.kind == PrincipalKind::kAssumedRole && !principal.role_arn.empty()
             ? principal.role_arn
             : principal.arn;
}

std::string Author::Account() const {
  const Principal& principal = s_.request.principal;
  return Principals(
      "AWS", fmt::format("arn:{}:iam::{}:root", PartitionOf(principal.arn), principal.account));
}

std::string Author::Statement(PolicyType type, const std::string& principal) const {
  std::string json = R"({"Effect":"Allow",)";
  if (!principal.empty()) json += fmt::format(R"("Principal":{},)", principal);
  json += fmt::format(R"("Action":{})", JsonQuoted(s_.request.action.text));
  if (type != PolicyType::kRoleTrust) {
    json += fmt::format(R"(,"Resource":{})", JsonQuoted(s_.request.resource.arn));
  }
  return json + '}';
}

bool Author::Append(Step step, int level, PolicyType type, const std::string& statement,
                    Candidate& candidate) const {
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  const Result<SourcePtr> source = Source::Create(
      "remedy", fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statement));
  if (!source) return false;
  auto program = compiler::Compile(*source, type, options).program;
  if (program == nullptr) return false;
  candidate.programs.push_back(std::move(program));
  Change change;
  change.kind = ChangeKind::kAddStatement;
  change.step = step;
  change.level = level;
  change.policy = PolicyOf(step, level);
  change.statement = statement;
  candidate.changes.push_back(std::move(change));
  return true;
}

void Author::Add(Rank rank, Step step, PolicyType type, const std::string& principal,
                 std::string text, std::vector<Candidate>& candidates) const {
  Candidate candidate;
  candidate.rank = rank;
  candidate.text = std::move(text);
  if (!Append(step, -1, type, Statement(type, principal), candidate)) return;
  candidates.push_back(std::move(candidate));
}

// PolicyOf names the policy that the statement can go to; empty where there is none yet.
std::string Author::PolicyOf(Step step, int level) const {
  for (const ProgramTrace& place : s_.decision.programs) {
    const bool same_level = level < 0 || static_cast<int>(place.level) == level;
    if (place.step == step && same_level) return PolicyName(place);
  }
  return {};
}

}  // namespace keyward::evaluator
