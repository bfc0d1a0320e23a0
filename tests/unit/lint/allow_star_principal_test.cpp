// KMS006: which conditions keep strangers away, and which do not.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "tests/unit/lint/linting.h"

namespace keyward::lint {
namespace {

// Statement allows everybody to decrypt under a condition.
std::string Policy(const std::string& condition, const std::string& more = "") {
  return fmt::format(
      R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"*"}},)"
      R"("Action":["kms:Decrypt","kms:DescribeKey"],"Resource":"*","Condition":{{{}}}}}{}]}})",
      condition, more);
}

bool Fires(const std::string& text) { return Codes(text).count("KMS006") != 0; }

// Conditions that a stranger cannot meet.
const std::vector<std::string> kNarrow = {
    R"("StringEquals":{"kms:CallerAccount":"111122223333"})",
    R"("StringEquals":{"kms:CallerAccount":["111122223333","444455556666"],"kms:ViaService":"s3.eu-west-1.amazonaws.com"})",
    R"("StringLike":{"kms:callerACCOUNT":"1111*"})",
    R"("StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})",
    R"("StringEquals":{"aws:PrincipalAccount":"111122223333"})",
    R"("ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/*"})",
    R"("ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"})",
    R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"})",
    R"("StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:*"})",
    R"("StringEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"})",
    R"("StringEquals":{"aws:SourceVpc":"vpc-0123456789abcdef0"})",
    R"("StringLike":{"aws:userid":"AROAEXAMPLEEXAMPLE123:*"})",
    R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})",
    R"("IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]})",
    R"("StringEquals":{"aws:SourceAccount":"111122223333"})",
    R"("ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:111122223333:trail/*"})",
    R"("StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"})",
    R"("StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"})",
    R"("StringEqualsIfExists":{"kms:CallerAccount":"111122223333"})",
    R"("Bool":{"aws:PrincipalIsAWSService":"true"})",
    R"("StringEqualsIgnoreCase":{"kms:RecipientAttestation:ImageSha384":"00aa"})",
    R"("StringEquals":{"kms:ResourceAliases":"alias/never-visible-in-a-key-policy"})",
};

// Conditions that strangers meet.
const std::vector<std::string> kOpen = {
    R"("StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"})",
    R"("StringEquals":{"kms:EncryptionContext:tenant":"a"})",
    R"("StringEquals":{"aws:PrincipalTag/team":"blue"})",
    R"("Bool":{"aws:MultiFactorAuthPresent":"true"})",
    R"("Bool":{"aws:SecureTransport":"true"})",
    R"("StringLike":{"kms:CallerAccount":"*"})",
    R"("StringLike":{"kms:CallerAccount":"????????????"})",
    R"("StringNotEquals":{"kms:CallerAccount":"111122223333"})",
    R"("StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})",
    R"("StringLike":{"aws:PrincipalOrgID":"o-*"})",
    R"("Null":{"aws:PrincipalOrgID":"false"})",
    R"("Null":{"aws:PrincipalOrgID":"true"})",
    R"("ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"})",
    R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"})",
    R"("ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:role/*/deploy-?"})",
    R"("StringLike":{"aws:PrincipalArn":"*/app"})",
    R"("StringLike":{"aws:PrincipalArn":"*"})",
    R"("StringLike":{"aws:userid":"*:alice"})",
    R"("StringEquals":{"aws:username":"alice"})",
    R"("IpAddress":{"aws:SourceIp":"0.0.0.0/0"})",
    R"("IpAddress":{"aws:SourceIp":"::/0"})",
    R"("NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"})",
    R"("IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"})",
    R"("StringEqualsIfExists":{"aws:SourceVpce":"vpce-0123456789abcdef0"})",
    R"("StringNotEquals":{"aws:SourceVpce":"vpce-0123456789abcdef0"})",
    R"("StringEquals":{"aws:ResourceAccount":"111122223333"})",
    R"("StringEquals":{"aws:PrincipalOrgID":"${aws:PrincipalTag/org}"})",
    R"("StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT"})",
    "",
};

}  // namespace

BOOST_AUTO_TEST_SUITE(allow_star_principal)

BOOST_DATA_TEST_CASE(silent_where_a_condition_keeps_strangers_away, kNarrow, condition) {
  BOOST_TEST(!Fires(Policy(condition)));
}

BOOST_DATA_TEST_CASE(fires_where_strangers_meet_the_conditions, kOpen, condition) {
  BOOST_TEST(Fires(Policy(condition)));
}

BOOST_AUTO_TEST_CASE(one_narrow_condition_is_enough) {
  for (const std::string& open : kOpen) {
    if (open.starts_with(R"("StringEquals":)") || open.empty()) continue;
    BOOST_TEST_INFO(open);
    BOOST_TEST(!Fires(Policy(open + R"(,"StringEquals":{"aws:PrincipalAccount":"111122223333"})")));
  }
}

BOOST_AUTO_TEST_CASE(a_deny_that_stops_strangers_counts) {
  const auto deny = [](const std::string& condition, const char* actions = "kms:*") {
    return Policy("",
                  fmt::format(R"(,{{"Effect":"Deny","Principal":"*","Action":"{}","Resource":"*",)"
                              R"("Condition":{{{}}}}})",
                              actions, condition));
  };
  BOOST_TEST(!Fires(deny(R"("StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})")));
  BOOST_TEST(!Fires(deny(R"("StringNotEqualsIfExists":{"kms:CallerAccount":"111122223333"})")));
  // A stranger without an organization gets past this one.
  BOOST_TEST(Fires(deny(R"("StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},)"
                        R"("Null":{"aws:PrincipalOrgID":"false"})")));
  BOOST_TEST(Fires(deny(R"("StringNotEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"})")));
  const Diagnostics left =
      LintText(deny(R"("StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"})", "kms:Decrypt"));
  BOOST_REQUIRE(left.size() == 1u);
  BOOST_TEST(left[0].message.find("kms:DescribeKey") != std::string::npos);
  BOOST_TEST(left[0].message.find("kms:Decrypt") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(both_ways_to_write_everybody) {
  for (const char* principal : {R"("*")", R"({"AWS":"*"})", R"({"AWS":["111122223333","*"]})"}) {
    const std::string text =
        fmt::format(R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{},)"
                    R"("Action":"kms:*","Resource":"*"}}}})",
                    principal);
    BOOST_TEST_INFO(principal);
    const Diagnostics findings = LintText(text);
    BOOST_REQUIRE(findings.size() == 1u);
    BOOST_TEST(text.substr(findings[0].span.begin, findings[0].span.end - findings[0].span.begin) ==
               principal);
  }
}

BOOST_AUTO_TEST_CASE(silent_on_named_principals_denies_and_other_kinds) {
  const auto statement = [](const char* text) {
    return fmt::format(R"({{"Version":"2012-10-17","Statement":{}}})", text);
  };
  for (
      const char* text :
      {R"({"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"})",
       R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"})",
       R"({"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"kms:*","Resource":"*"})",
       R"({"Effect":"Allow","Principal":"*","Action":"kms:CreateKey","Resource":"*"})"}) {
    BOOST_TEST_INFO(text);
    BOOST_TEST(!Fires(statement(text)));
  }
  const std::string open =
      statement(R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"})");
  BOOST_TEST(Codes(open, compiler::PolicyType::kResource).empty());
}

BOOST_AUTO_TEST_CASE(actions_that_do_not_work_across_accounts_say_so) {
  const Diagnostics findings = LintText(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",
          "Action":"kms:ScheduleKeyDeletion","Resource":"*"}})");
  BOOST_REQUIRE(findings.size() == 1u);
  BOOST_TEST(findings[0].message.find("every principal of the account") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(notes_say_why_each_condition_does_not_help) {
  const Diagnostics findings =
      LintText(Policy(R"("StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"},)"
                      R"("StringLike":{"aws:PrincipalArn":"*"})"));
  BOOST_REQUIRE(findings.size() == 1u);
  BOOST_REQUIRE(findings[0].notes.size() == 2u);
  BOOST_TEST(findings[0].notes[0].message.find("kms:ViaService") != std::string::npos);
  BOOST_TEST(findings[0].notes[1].message.find("holds for strangers too") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_conditions_take_no_longer_than_they_should) {
  std::string conditions = R"("StringNotLike":{)";
  for (const char* key : {"aws:PrincipalArn", "aws:userid", "aws:SourceVpc", "aws:SourceVpce",
                          "aws:SourceArn", "aws:SourceAccount", "aws:PrincipalOrgID"}) {
    conditions += fmt::format(R"({}"{}":[)", conditions.ends_with('{') ? "" : ",", key);
    for (int i = 0; i < 40; ++i) conditions += fmt::format(R"({}"x{}*")", i == 0 ? "" : ",", i);
    conditions += ']';
  }
  BOOST_TEST(Fires(Policy(conditions + '}')));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::lint
