// Check's promises that no case file can say: messages, notes, sizes, hosts, options.
#include "compiler/check.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "base/source.h"
#include "grammar/host_reader.h"

namespace keyward::compiler {
namespace {

const std::string kHead = R"({"Version":"2012-10-17","Statement":)";

Checked Run(const std::string& text, PolicyType type, const CheckOptions& options = {}) {
  return ParseAndCheck(*Source::Create("policy", text), type, options);
}

const Diagnostic* Find(const Checked& checked, std::string_view code) {
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    if (diagnostic.code == code) return &diagnostic;
  }
  return nullptr;
}

// Statement of `size` characters in all, none of them white space.
std::string TextOfSize(size_t size, const std::string& statement) {
  const std::string head = kHead + R"({"Sid":")";
  const std::string tail = R"(",)" + statement + "}";
  return head + std::string(size - head.size() - tail.size(), 'x') + tail;
}

const std::string kIdentity = R"("Effect":"Deny","Action":"a:b","Resource":"*"})";
const std::string kTrust = R"("Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"})";

}  // namespace

BOOST_AUTO_TEST_SUITE(check)

BOOST_AUTO_TEST_CASE(a_policy_keeps_everything) {
  CheckOptions options;
  options.name = "the name";
  const std::string text = kHead + R"([{"Sid":"a","Effect":"Allow","Principal":{"AWS":"*"},
    "NotAction":["kms:A"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":true},
    "NumericLessThan":{"aws:MultiFactorAuthAge":[3.50e1]}}}]})";
  const Checked checked = Run(text, PolicyType::kKeyPolicy, options);
  BOOST_REQUIRE(checked.policy.has_value());
  const Policy& policy = *checked.policy;
  BOOST_TEST((policy.version() == Version::k2012));
  BOOST_TEST(policy.name() == "the name");
  BOOST_TEST(policy.source()->text() == text);
  BOOST_REQUIRE_EQUAL(policy.statements().size(), 1u);
  const Statement& statement = policy.statements()[0];
  BOOST_TEST((statement.effect == Effect::kAllow));
  BOOST_TEST(statement.action.negated);
  BOOST_TEST((statement.principal.values[0].type == PrincipalType::kAws));
  BOOST_REQUIRE_EQUAL(statement.conditions.size(), 2u);
  BOOST_TEST(statement.conditions[0].values[0].value == "true");
  BOOST_TEST(statement.conditions[1].values[0].value == "3.50e1");  // R1.9: the lexeme
  const Span span = statement.conditions[1].key.span;
  BOOST_TEST(text.substr(span.begin, span.end - span.begin) == "\"aws:MultiFactorAuthAge\"");
}

BOOST_AUTO_TEST_CASE(kms_refuses_for_all_values_in_its_own_words) {
  const Checked checked =
      Run(kHead + R"({"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":
      {"ForAllValues:StringEqualsIfExists":{"kms:EncryptionContext:a":"b"}}}})",
          PolicyType::kKeyPolicy);
  const Diagnostic* found = Find(checked, "OVERLY_PERMISSIVE_CONDITION");
  BOOST_REQUIRE(found != nullptr);
  BOOST_TEST(found->message.starts_with("OverlyPermissiveCondition:"));
  BOOST_TEST(found->help.find("\"StringEqualsIfExists\"") != std::string::npos);
  BOOST_TEST(found->notes.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_missing_resource_says_what_kms_does_today) {
  const Checked checked = Run(kHead + R"({"Effect":"Allow","Principal":"*","Action":"kms:*"}})",
                              PolicyType::kKeyPolicy);
  const Diagnostic* found = Find(checked, "MISSING_RESOURCE");
  BOOST_REQUIRE(found != nullptr);
  BOOST_TEST(!found->refuses);
  BOOST_TEST(found->message.find("2025-08-18") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(doubles_point_at_the_first) {
  const std::string text =
      kHead + R"({"Effect":"Deny","Action":"a:b","Effect":"Deny","Resource":"*"}})";
  const Checked checked = Run(text, PolicyType::kIdentity);
  const Diagnostic* found = Find(checked, "DUPLICATE_MEMBER");
  BOOST_REQUIRE(found != nullptr);
  BOOST_REQUIRE_EQUAL(found->notes.size(), 1u);
  BOOST_TEST(found->notes[0].span.begin == text.find("\"Effect\""));
  BOOST_TEST(found->span.begin == text.rfind("\"Effect\""));
}

BOOST_AUTO_TEST_CASE(sizes_without_white_space) {
  const std::string spaces(3000, ' ');
  BOOST_TEST(Run(TextOfSize(6144, kIdentity) + spaces, PolicyType::kIdentity).diagnostics.empty());
  BOOST_TEST(Run(TextOfSize(6144, kIdentity), PolicyType::kPermissionsBoundary).policy.has_value());
  BOOST_TEST(
      !Run(TextOfSize(6145, kIdentity), PolicyType::kPermissionsBoundary).policy.has_value());
  BOOST_TEST(Run(TextOfSize(2048, kTrust) + spaces, PolicyType::kRoleTrust).diagnostics.empty());
  BOOST_TEST(!Run(TextOfSize(2049, kTrust), PolicyType::kRoleTrust).policy.has_value());
  CheckOptions raised;
  raised.trust_policy_max_size = 4096;
  BOOST_TEST(Run(TextOfSize(4096, kTrust), PolicyType::kRoleTrust, raised).diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(an_identity_policy_may_be_inline_and_longer) {
  const Checked longer = Run(TextOfSize(6145, kIdentity), PolicyType::kIdentity);
  BOOST_TEST(longer.policy.has_value());
  BOOST_REQUIRE_EQUAL(longer.diagnostics.size(), 1u);
  BOOST_TEST((longer.diagnostics[0].span == Span{6144, 6145}));
  BOOST_TEST(!Run(TextOfSize(10241, kIdentity), PolicyType::kIdentity).policy.has_value());
}

BOOST_AUTO_TEST_CASE(characters_are_not_bytes) {
  // U+00E9 is one character and two bytes; a service control policy counts characters.
  const std::string text = kHead + R"({"Effect":"Deny","Action":"a:b","Resource":"arn:aws:s3:::)";
  const std::string tail = R"("}})";
  std::string long_text = text;
  while (long_text.size() < 2 * 10000) long_text += "\xC3\xA9";
  BOOST_TEST(Run(long_text + tail, PolicyType::kServiceControl).policy.has_value());
  CheckOptions options;
  options.scp_max_size = 5120;
  BOOST_TEST(!Run(long_text + tail, PolicyType::kServiceControl, options).policy.has_value());
}

BOOST_AUTO_TEST_CASE(long_values_are_shortened_in_messages) {
  const std::string action(5000, 'x');
  const Checked checked =
      Run(kHead + R"({"Effect":"Deny","Action":")" + action + R"(","Resource":"*"}})",
          PolicyType::kIdentity);
  const Diagnostic* found = Find(checked, "INVALID_ACTION");
  BOOST_REQUIRE(found != nullptr);
  BOOST_TEST(found->message.size() < 200u);
}

BOOST_AUTO_TEST_CASE(a_policy_inside_a_string_keeps_its_place) {
  const std::string host = R"({"Policy": "{\"Version\":\"2012-10-17\",\n\"Statement\":[]}"})";
  const SourcePtr source = *Source::Create("host.json", host);
  const grammar::SyntaxTree tree = *grammar::ReadHostFile(*source);
  const SourcePtr policy = grammar::EmbedString(source, tree, tree.Find(0, "Policy"));
  const Checked checked = ParseAndCheck(policy, PolicyType::kIdentity);
  const Diagnostic* found = Find(checked, "MISSING_STATEMENT");
  BOOST_REQUIRE(found != nullptr);
  BOOST_TEST(policy->Locate(found->span).span.begin == host.find("[]"));
}

BOOST_AUTO_TEST_CASE(findings_come_in_the_order_of_the_text) {
  const Checked checked =
      Run(R"({"Statement":[{"Effect":"x","Foo":1,"Action":"y","Bar":2},{"Zed":3}],"Version":"z"})",
          PolicyType::kIdentity);
  BOOST_TEST(!checked.policy.has_value());
  BOOST_TEST(checked.diagnostics.size() >= 8u);
  BOOST_TEST(std::is_sorted(
      checked.diagnostics.begin(), checked.diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; }));
}

BOOST_AUTO_TEST_CASE(a_hostile_document_cannot_make_us_talk_for_ever) {
  std::string numbers = "0";
  for (int i = 0; i < 5000; ++i) numbers += ",0";
  const Checked wrong = Run(kHead + "[" + numbers + "]}", PolicyType::kIdentity);
  BOOST_TEST(!wrong.policy.has_value());
  BOOST_TEST(wrong.diagnostics.size() == 1000u);
  // The finding that refuses is kept though it is not among the first thousand.
  std::string sids;
  for (int i = 0; i < 1200; ++i)
    sids += R"({"Sid":"-","Effect":"Deny","Action":"a:b","Resource":"*"},)";
  const Checked late = Run(kHead + "[" + sids + R"({"Sid":"-"}]})", PolicyType::kServiceControl);
  BOOST_TEST(!late.policy.has_value());
  BOOST_TEST(std::any_of(late.diagnostics.begin(), late.diagnostics.end(),
                         [](const Diagnostic& diagnostic) { return diagnostic.refuses; }));
}

BOOST_AUTO_TEST_CASE(many_variables_in_one_string_are_bounded_and_fast) {
  std::string variables;
  for (int i = 0; i < 100000; ++i) variables += "${}";
  const Checked checked = Run(
      kHead + R"({"Effect":"Deny","Action":"a:b","Resource":"arn:aws:s3:::)" + variables + R"("}})",
      PolicyType::kResource);
  BOOST_TEST(checked.diagnostics.size() == 21u);  // twenty variables, and no principal
}

BOOST_AUTO_TEST_CASE(an_empty_tree_is_refused) {
  const Checked checked =
      Check(grammar::SyntaxTree{}, *Source::Create("empty", ""), PolicyType::kIdentity);
  BOOST_TEST(!checked.policy.has_value());
  BOOST_REQUIRE_EQUAL(checked.diagnostics.size(), 1u);
  BOOST_TEST(checked.diagnostics[0].refuses);
}

BOOST_AUTO_TEST_CASE(syntax_errors_are_the_parsers) {
  const Checked checked = Run("{", PolicyType::kKeyPolicy);
  BOOST_TEST(!checked.policy.has_value());
  BOOST_REQUIRE(!checked.diagnostics.empty());
  BOOST_TEST(checked.diagnostics[0].code == "JSON_SYNTAX_ERROR");
}

BOOST_AUTO_TEST_CASE(cloudfronts_origin_access_identity_is_a_principal_of_buckets) {
  const std::string text =
      kHead + R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
      "Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}}})";
  BOOST_TEST(Run(text, PolicyType::kResource).diagnostics.empty());
  BOOST_TEST(!Run(text, PolicyType::kKeyPolicy).policy.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
