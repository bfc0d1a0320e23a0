#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <optional>

#include "compiler/check/arn.h"
#include "compiler/check/elements.h"
#include "compiler/values.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

constexpr std::string_view kAwsForms =
    "an AWS principal is \"*\", a 12-digit account id, the ARN of an account's root, a user, a "
    "role, "
    "an assumed-role session or a federated user, or a unique id";
constexpr std::string_view kDomain = "amazonaws.com";
constexpr std::array<std::string_view, 4> kProviders = {"accounts.google.com",
                                                        "cognito-identity.amazonaws.com",
                                                        "graph.facebook.com", "www.amazon.com"};

template <typename Predicate>
bool All(std::string_view text, Predicate predicate) {
  return !text.empty() && std::all_of(text.begin(), text.end(), predicate);
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpperOrDigit(char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsHostCharacter(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
}

// IsUniqueId: AIDA… of a user, AROA… of a role, with which IAM replaces ARNs (R1.19).
bool IsUniqueId(std::string_view text) {
  constexpr size_t kPrefix = 4;
  return text.size() > kPrefix && (text.starts_with("AIDA") || text.starts_with("AROA")) &&
         All(text, IsUpperOrDigit);
}

// HasName: `text` is `word` followed by a name, behind any path.
bool HasName(std::string_view text, std::string_view word) {
  return text.starts_with(word) && text.size() > word.size() && text.back() != '/';
}

bool IsSession(std::string_view text) {
  constexpr std::string_view kWord = "assumed-role/";
  if (!text.starts_with(kWord)) return false;
  text.remove_prefix(kWord.size());
  const size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.find('/', slash + 1) == std::string_view::npos;
}

bool IsAwsResource(std::string_view service, std::string_view resource) {
  if (service == "iam") {
    return resource == "root" || HasName(resource, "user/") || HasName(resource, "role/");
  }
  return service == "sts" && (IsSession(resource) || HasName(resource, "federated-user/"));
}

void ReportValue(Inspection& in, Span span, std::string message,
                 std::string_view help = kAwsForms) {
  in.Report(Refusal::kOnSave, Code::kInvalidPrincipalValue, span, std::move(message),
            std::string(help));
}

Span SpanOfPart(const Inspection& in, NodeId value, std::string_view part) {
  const auto begin = static_cast<size_t>(part.data() - in.text(value).data());
  return in.Within(value, begin, begin + part.size());
}

// CheckAwsFields checks an ARN's partition, region and account.
void CheckAwsFields(Inspection& in, NodeId value, const grammar::ArnParts& arn) {
  if (!IsPartition(arn.part[1])) {
    in.Report(Refusal::kOnSave, Code::kInvalidPartition, SpanOfPart(in, value, arn.part[1]),
              fmt::format("unknown partition {} in a principal's ARN", Quote(arn.part[1])),
              fmt::format("partitions are {}", kPartitions));
  }
  // CloudFront's origin access identities are the one principal without an account of 12 digits.
  const bool cloudfront = in.type() == PolicyType::kResource && arn.part[4] == "cloudfront";
  if (!ParseAccount(arn.part[4]) && !cloudfront) {
    ReportValue(
        in, SpanOfPart(in, value, arn.part[4]),
        fmt::format("an account id has 12 digits, but this principal's is {}", Quote(arn.part[4])));
  }
  if (!arn.part[3].empty()) {
    ReportValue(
        in, SpanOfPart(in, value, arn.part[3]),
        fmt::format("a principal's ARN has no region, but this one names {}", Quote(arn.part[3])));
  }
}

void CheckAwsArn(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  const grammar::ArnParts arn = grammar::SplitArn(text);
  const Span whole = in.node(value).span;
  if (arn.count < 6) {
    ReportValue(in, whole, fmt::format("ARN {} has {} of 6 fields", Quote(text), arn.count));
    return;
  }
  CheckAwsFields(in, value, arn);
  if (IsAwsResource(arn.part[2], arn.part[5])) return;
  const bool group = arn.part[2] == "iam" && arn.part[5].starts_with("group/");
  if (group) {
    ReportValue(in, SpanOfPart(in, value, arn.part[5]), "a group cannot be a principal",
                "name its users, or a role");
  } else {
    ReportValue(in, whole, fmt::format("{} is not the ARN of a principal", Quote(text)));
  }
}

// ReportWildcard: only the whole value `*` is a wildcard in a principal (R1.13, R2.25).
bool ReportWildcard(Inspection& in, NodeId value) {
  const size_t at = in.text(value).find_first_of("*?");
  if (at == std::string_view::npos) return false;
  in.Report(Refusal::kOnSave, Code::kUnsupportedWildcardInPrincipal, in.Within(value, at, at + 1),
            fmt::format("a wildcard cannot stand inside principal {}", Quote(in.text(value))),
            "name the account, and narrow it by a condition on aws:PrincipalArn with ArnLike");
  return true;
}

// AccountFix: 1111-2222-3333 and the like, as consoles print account ids.
std::optional<Fix> AccountFix(std::string_view text, Span span) {
  std::string digits;
  for (char c : text) {
    if (IsDigit(c)) digits += c;
    if (!IsDigit(c) && c != '-' && c != ' ') return std::nullopt;
  }
  if (!ParseAccount(digits)) return std::nullopt;
  return Fix{fmt::format("write \"{}\"", digits), {{span, fmt::format("\"{}\"", digits)}}};
}

void ReportAwsForm(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  const Span span = in.node(value).span;
  if (text.starts_with("AKIA") || text.starts_with("ASIA")) {
    ReportValue(in, span, fmt::format("{} is an access key id, not a principal", Quote(text)));
  } else if (text.ends_with(kDomain)) {
    ReportValue(in, span, fmt::format("{} is a service, not an AWS principal", Quote(text)),
                "write {\"Service\": \"…\"}");
  } else if (std::optional<Fix> fix = AccountFix(text, span)) {
    in.Report(
          Refusal::kOnSave, Code::kInvalidPrincipalValue, span,
          fmt::format("an account id is 12 digits without anything between them, but this is {}",
                      Quote(text)),
          std::string(kAwsForms))
        .fix = std::move(fix);
  } else if (All(text, IsDigit)) {
    ReportValue(
        in, span,
        fmt::format("an account id has 12 digits, but {} has {}", Quote(text), text.size()));
  } else {
    ReportValue(in, span, fmt::format("{} is no AWS principal", Quote(text)));
  }
}

void CheckAws(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (text == "*" || ReportWildcard(in, value)) return;
  if (text.starts_with("arn:")) {
    CheckAwsArn(in, value);
  } else if (!ParseAccount(text) && !IsUniqueId(text)) {
    ReportAwsForm(in, value);
  }
}

void CheckService(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (ReportWildcard(in, value)) return;
  const bool labels = text.find('.') != std::string_view::npos && text.front() != '.' &&
                      text.back() != '.' && text.find("..") == std::string_view::npos;
  if (labels && All(text, IsHostCharacter)) return;
  in.Report(Refusal::kOnSave, Code::kInvalidServicePrincipalFormat, in.node(value).span,
            fmt::format("{} is not the name of a service", Quote(text)),
            "write service.amazonaws.com");
}

void CheckFederated(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (in.type() != PolicyType::kRoleTrust) {
    in.Report(Refusal::kOnSave, Code::kFederatedPrincipalNotSupported, in.node(value).span,
              fmt::format("{} has no federated principals; only a role trust policy has them",
                          Article(in.type())),
              "name the role that the federated identity assumes");
    return;
  }
  if (ReportWildcard(in, value)) return;
  if (std::find(kProviders.begin(), kProviders.end(), text) != kProviders.end()) return;
  const grammar::ArnParts arn = grammar::SplitArn(text);
  if (arn.count == 6 && arn.part[0] == "arn" && IsPartition(arn.part[1]) && arn.part[2] == "iam" &&
      arn.part[3].empty() && ParseAccount(arn.part[4]) &&
      (HasName(arn.part[5], "oidc-provider/") || HasName(arn.part[5], "saml-provider/"))) {
    return;
  }
  in.Report(Refusal::kOnSave, Code::kInvalidFederatedPrincipal, in.node(value).span,
            fmt::format("{} is no identity provider", Quote(text)),
            "write the ARN of an oidc-provider or a saml-provider, or the name of a built-in one");
}

void CheckCanonicalUser(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (in.type() != PolicyType::kResource) {
    in.Report(Refusal::kOnSave, Code::kCanonicalUserNotSupported, in.node(value).span,
              fmt::format("{} has no canonical users; only S3 bucket policies have them",
                          Article(in.type())),
              "name the account by its id");
    return;
  }
  if (ReportWildcard(in, value)) return;
  if (text.size() == 64 && All(text, IsHex)) return;
  ReportValue(in, in.node(value).span,
              fmt::format("a canonical user is 64 hexadecimal digits, but this is {}", Quote(text)),
              "S3 shows the id of each account");
}

}  // namespace

void CheckPrincipalValue(Inspection& in, NodeId value, PrincipalType type) {
  if (CheckVariables(in, value, VariablePlace::kNotElement, 0, in.text(value).size())) return;
  switch (type) {
    case PrincipalType::kEveryone:
    case PrincipalType::kAws: return CheckAws(in, value);
    case PrincipalType::kService: return CheckService(in, value);
    case PrincipalType::kFederated: return CheckFederated(in, value);
    case PrincipalType::kCanonicalUser: return CheckCanonicalUser(in, value);
  }
}

}  // namespace keyward::compiler
