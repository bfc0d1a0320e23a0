#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "compiler/values.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

// kIdentifiers: keys that hold an identifier of AWS's making (R1.23).
constexpr std::array<std::string_view, 12> kIdentifiers = {
    "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:ResourceAccount", "aws:ResourceOrgID",
    "aws:SourceAccount",    "aws:SourceOrgID",    "aws:SourceOwner",     "aws:SourceVpc",
    "aws:SourceVpce",       "aws:VpceAccount",    "aws:VpceOrgID",       "kms:CallerAccount"};
constexpr size_t kMinFixed = 6;
constexpr int kAccountField = 4;

bool IsIdentifier(std::string_view key) {
  return std::any_of(kIdentifiers.begin(), kIdentifiers.end(),
                     [key](std::string_view name) { return EqualsIgnoringAsciiCase(key, name); });
}

void Report(Inspection& in, Span span, std::string message, std::string_view help) {
  in.Report(Refusal::kNever, Code::kWildcardUsageTooPermissive, span, std::move(message),
            std::string(help));
}

// CheckLike: wildcards of a String operator.
void CheckLike(Inspection& in, const ConditionTest& test, const Text& value) {
  size_t fixed = 0;
  bool wildcard = false;
  for (const grammar::Piece& piece :
       grammar::ParseTemplate(value.value, in.version() == Version::k2012, true)) {
    const bool run = piece.kind == grammar::PieceKind::kAnyRun;
    wildcard = wildcard || run || piece.kind == grammar::PieceKind::kAnyOne;
    if (piece.kind == grammar::PieceKind::kLiteral) fixed += piece.text.size();
  }
  if (!wildcard) return;
  if (IsIdentifier(test.key.value)) {
    Report(in, value.span,
           fmt::format("{} holds an identifier, but {} has a wildcard", Quote(test.key.value),
                       Quote(value.value)),
           "write the whole identifier; VPC endpoint policies take no wildcard here");
  } else if (fixed < kMinFixed) {
    Report(in, value.span,
           fmt::format("a wildcard needs {} fixed characters beside it, but {} has {}", kMinFixed,
                       Quote(value.value), fixed),
           "write a longer fixed part");
  }
}

// CheckAccountField: an ARN's account is an id or a wildcard, not a mix.
void CheckAccountField(Inspection& in, const Text& value, NodeId node) {
  const std::optional<ArnColons> colons = FindArnColons(value.value);
  if (!colons) return;
  const std::string_view account = ArnPart(value.value, *colons, kAccountField);
  if (account == "*" || account.find_first_of("*?") == std::string_view::npos) return;
  const auto begin = static_cast<size_t>(account.data() - value.value.data());
  Report(in, in.Within(node, begin, begin + account.size()),
         fmt::format("an ARN's account is an id or \"*\", but this is {}", Quote(account)),
         "write the whole account id");
}

}  // namespace

void CheckVpcEndpointTest(Inspection& in, const ConditionTest& test,
                          const std::vector<NodeId>& values) {
  const OperatorFacts& facts = FactsOf(test.op.op);
  if (facts.family == Family::kNumber && IsIdentifier(test.key.value)) {
    in.Report(Refusal::kNever, Code::kNumericOperatorOnIdentifier, test.operator_span,
              fmt::format("{} holds an identifier, not a number", Quote(test.key.value)),
              "write StringEquals");
  }
  for (size_t i = 0; i < test.values.size(); ++i) {
    if (facts.family == Family::kString && facts.wildcards) CheckLike(in, test, test.values[i]);
    if (facts.family == Family::kArn) CheckAccountField(in, test.values[i], values[i]);
  }
}

}  // namespace keyward::compiler
