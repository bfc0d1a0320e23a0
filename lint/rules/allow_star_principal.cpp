#include <fmt/format.h>
#include <string>

#include "compiler/kms_actions.h"
#include "lint/rules/rules.h"
#include "lint/strangers/strangers.h"

namespace keyward::lint {
namespace {

using compiler::KmsAction;
using compiler::StatementCode;

constexpr size_t kNamedActions = 3;

uint64_t AcrossAccounts() {
  uint64_t mask = 0;
  for (size_t i = 0; i < compiler::kKmsActionCount; ++i) {
    const auto action = static_cast<KmsAction>(i);
    if (compiler::FactsOf(action).cross_account) mask |= compiler::Bit(action);
  }
  return mask;
}

// Names lists the actions of a mask, the first few by name.
std::string Names(uint64_t mask) {
  std::vector<std::string> names;
  size_t count = 0;
  for (size_t i = 0; i < compiler::kKmsActionCount; ++i) {
    const auto action = static_cast<KmsAction>(i);
    if ((mask & compiler::Bit(action)) == 0) continue;
    if (++count <= kNamedActions)
      names.push_back(fmt::format("kms:{}", compiler::FactsOf(action).name));
  }
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  return count > kNamedActions ? fmt::format("{} and {} more", text, count - kNamedActions) : text;
}

// AddNotes says of every condition why it keeps nobody away.
void AddNotes(const Subject& subject, const StatementCode& code, const Strangers& strangers,
              Diagnostic& finding) {
  for (const compiler::PredicateUse& use : subject.program.uses(code.uses)) {
    const uint32_t key = subject.program.predicates()[use.predicate].key;
    const std::string_view name = subject.program.text(use.key);
    finding.notes.push_back(
        {use.values_span, strangers.PicksKey(key)
                              ? fmt::format("{} does not tell strangers from friends", name)
                              : fmt::format("this test of {} holds for strangers too", name)});
  }
}

void Check(const Subject& subject) {
  if (subject.policy.type() != compiler::PolicyType::kKeyPolicy) return;
  const auto statements = subject.program.statements();
  Strangers strangers(subject.program);
  for (uint32_t i = 0; i < statements.size(); ++i) {
    const StatementCode& code = statements[i];
    if (code.effect != compiler::Effect::kAllow || !code.everyone || code.not_principal ||
        code.inert) {
      continue;
    }
    const uint64_t actions = strangers.ActionsThrough(i);
    if (actions == 0) continue;
    Diagnostic& finding =
        subject.Report(AllowStarPrincipal(), subject.program.sources()[i].principal);
    const uint64_t across = actions & AcrossAccounts();
    finding.message =
        across != 0
            ? fmt::format("any principal of any AWS account may call {} on the key", Names(across))
            : fmt::format(
                  "every principal of the account may call {} on the key, whatever IAM says",
                  Names(actions));
    finding.help =
        "name the principals, or add a condition that strangers cannot meet, such as StringEquals "
        "on "
        "kms:CallerAccount or aws:PrincipalOrgID";
    AddNotes(subject, code, strangers, finding);
  }
}

constexpr std::string_view kAvoid = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "AllowUseThroughS3",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
    "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
  }]
})";

constexpr std::string_view kPrefer = R"({
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "AllowUseThroughS3",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
    "Condition": {"StringEquals": {
      "kms:ViaService": "s3.us-east-1.amazonaws.com",
      "kms:CallerAccount": "111122223333"
    }}
  }]
})";

}  // namespace

const LintRule& AllowStarPrincipal() {
  static constexpr LintRule kRule = {
      "KMS006",
      "allow-star-principal",
      Severity::kSecurityWarning,
      "a key policy allows everybody, and no condition keeps strangers away",
      "Principal \"*\" means every principal of every AWS account. A condition narrows it only if "
      "its "
      "value is a fact about the caller that a stranger cannot have: the account, the "
      "organization, "
      "the ARN, the network. kms:ViaService, the encryption context and principal tags are chosen "
      "by "
      "the caller; tests that hold when the key is missing, and patterns that match everything, "
      "keep "
      "nobody away. Keyward decides this by evaluating the policy for requests of strangers.",
      {compiler::PolicyType::kKeyPolicy, kAvoid},
      {compiler::PolicyType::kKeyPolicy, kPrefer},
      Check,
  };
  return kRule;
}

}  // namespace keyward::lint
