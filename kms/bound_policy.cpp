#include "kms/bound_policy.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "compiler/check.h"
#include "kms/refusals.h"
#include "kms/wire/json_text.h"

namespace keyward::kms {
namespace {

using iam::Binding;

compiler::Checked Read(const std::string& text, compiler::CheckMode mode) {
  const auto source = Source::Create("key policy", text);
  if (!source) return {};
  compiler::CheckOptions options;
  options.mode = mode;
  return compiler::ParseAndCheck(*source, compiler::PolicyType::kKeyPolicy, options);
}

tl::unexpected<AwsError> Malformed(const compiler::Checked& checked) {
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    if (diagnostic.refuses) {
      return Refuse(Exception::kMalformedPolicyDocumentException, diagnostic.message);
    }
  }
  return Refuse(Exception::kMalformedPolicyDocumentException, "The policy is not valid.");
}

// Replacement: what stands in the place of one principal, quoted.
struct Replacement {
  Span span;
  std::string text;
};

std::string Quoted(std::string_view text) {
  std::string quoted;
  AppendJsonString(text, quoted);
  return quoted;
}

std::string Replaced(const std::string& text, std::vector<Replacement> replacements) {
  std::sort(replacements.begin(), replacements.end(),
            [](const auto& a, const auto& b) { return a.span.begin > b.span.begin; });
  std::string replaced = text;
  for (const Replacement& replacement : replacements) {
    replaced.replace(replacement.span.begin, replacement.span.end - replacement.span.begin,
                     replacement.text);
  }
  return replaced;
}

// EachPrincipal calls `visit` for every value of an AWS member.
template <typename Visit>
void EachPrincipal(const compiler::Policy& policy, Visit visit) {
  for (const compiler::Statement& statement : policy.statements()) {
    for (const compiler::PrincipalValue& value : statement.principal.values) {
      if (value.type == compiler::PrincipalType::kAws) visit(value.text);
    }
  }
}

}  // namespace

Answer<std::string> BindPolicy(const std::string& text, const iam::Directory& directory) {
  if (text.size() > kMaxPolicyBytes) {
    return Refuse(Exception::kLimitExceededException, "The key policy is larger than 32768 bytes.");
  }
  const compiler::Checked checked = Read(text, compiler::CheckMode::kOnSave);
  if (!checked.policy) return Malformed(checked);
  std::vector<Replacement> replacements;
  bool unknown = false;
  EachPrincipal(*checked.policy, [&](const compiler::Text& principal) {
    const Binding binding = directory.BindPrincipal(principal.value);
    unknown |= binding.kind == Binding::Kind::kNoSuchPrincipal;
    if (binding.kind == Binding::Kind::kEntity) {
      replacements.push_back({principal.span, Quoted(binding.id)});
    }
  });
  if (unknown) return tl::unexpected(PolicyPrincipalsInvalid());
  return Replaced(text, std::move(replacements));
}

std::string ShowPolicy(const std::string& stored, const iam::Directory& directory) {
  const compiler::Checked checked = Read(stored, compiler::CheckMode::kStored);
  if (!checked.policy) return stored;
  std::vector<Replacement> replacements;
  EachPrincipal(*checked.policy, [&](const compiler::Text& principal) {
    if (const auto arn = directory.ArnOf(principal.value)) {
      replacements.push_back({principal.span, Quoted(*arn)});
    }
  });
  return Replaced(stored, std::move(replacements));
}

std::string DefaultPolicy(std::string_view partition, std::string_view account) {
  return fmt::format(R"({{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:{}:iam::{}:root"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}})",
                     partition, account);
}

}  // namespace keyward::kms
