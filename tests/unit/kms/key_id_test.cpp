#include "kms/key_id.h"

#include <boost/test/unit_test.hpp>

namespace keyward::kms {
namespace {

constexpr Endpoint kEndpoint{"aws", "us-west-2", "111122223333"};
const std::string kId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const std::string kMultiRegionId = "mrk-1234abcd12ab34cd56ef1234567890ab";
const std::string kArn = "arn:aws:kms:us-west-2:111122223333:key/" + kId;
const std::string kAliasArn = "arn:aws:kms:us-west-2:111122223333:alias/app";

KeyReference Parsed(const std::string& text, IdentifierRule rule = IdentifierRule::kKeyOrAlias) {
  const Answer<KeyReference> reference = ParseKeyId(text, rule, kEndpoint);
  if (!reference) BOOST_FAIL(text + ": " + reference.error().message);
  return *reference;
}

std::string Refused(const std::string& text, IdentifierRule rule = IdentifierRule::kKeyOrAlias) {
  const Answer<KeyReference> reference = ParseKeyId(text, rule, kEndpoint);
  if (reference) return "parsed";
  return std::string(FactsOf(reference.error().exception).name) + ": " + reference.error().message;
}

std::string RefusedAlias(std::string_view name) {
  const Answer<std::string> alias = ParseAliasName(name);
  if (alias) return *alias;
  return std::string(FactsOf(alias.error().exception).name) + ": " + alias.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_id)

BOOST_AUTO_TEST_CASE(k5_100_key_ids) {
  const KeyReference key = Parsed(kId);
  BOOST_TEST((key.form == KeyIdForm::kKeyId));
  BOOST_TEST(key.name == kId);
  BOOST_TEST(key.arn == kArn);
  BOOST_TEST(key.account == "111122223333");
  BOOST_TEST(!key.foreign);
  BOOST_TEST(!key.IsAlias());
  BOOST_TEST((Parsed(kMultiRegionId).form == KeyIdForm::kKeyId));
  BOOST_TEST(Parsed("1234ABCD-12ab-34cd-56ef-1234567890AB").name ==
             "1234ABCD-12ab-34cd-56ef-1234567890AB");
}

BOOST_AUTO_TEST_CASE(k5_100_arns) {
  const KeyReference key = Parsed(kArn, IdentifierRule::kKey);
  BOOST_TEST((key.form == KeyIdForm::kKeyArn));
  BOOST_TEST(key.name == kId);
  BOOST_TEST(key.arn == kArn);
  const KeyReference foreign = Parsed("arn:aws:kms:us-west-2:444455556666:key/" + kId);
  BOOST_TEST(foreign.foreign);
  BOOST_TEST(foreign.account == "444455556666");
  // Only the Gate may say that there is no such key in another account (K1.51).
  BOOST_TEST(Parsed("arn:aws:kms:us-west-2:444455556666:key/fake").name == "fake");
}

BOOST_AUTO_TEST_CASE(k5_93_aliases_where_they_are_taken) {
  const KeyReference name = Parsed("alias/app");
  BOOST_TEST((name.form == KeyIdForm::kAliasName));
  BOOST_TEST(name.name == "alias/app");
  BOOST_TEST(name.arn == kAliasArn);
  BOOST_TEST(name.IsAlias());
  const KeyReference arn = Parsed(kAliasArn);
  BOOST_TEST((arn.form == KeyIdForm::kAliasArn));
  BOOST_TEST(arn.name == "alias/app");
  BOOST_TEST(Parsed("alias/aws/s3").name == "alias/aws/s3");
}

BOOST_AUTO_TEST_CASE(k5_93_aliases_where_they_are_not_taken) {
  BOOST_TEST(Refused("alias/app", IdentifierRule::kKey) ==
             "NotFoundException: Invalid keyId 'alias/app'");
  BOOST_TEST(Refused(kAliasArn, IdentifierRule::kKey) ==
             "InvalidArnException: Invalid arn " + kAliasArn);
  for (const std::string& text : {std::string("alias/app"), kAliasArn}) {
    BOOST_TEST(Refused(text, IdentifierRule::kAliasTarget) ==
               "ValidationException: Aliases must refer to keys. Not aliases");
  }
  BOOST_TEST(Parsed(kId, IdentifierRule::kAliasTarget).name == kId);
}

BOOST_AUTO_TEST_CASE(k6_30_g185_what_is_no_key_id) {
  const std::string texts[] = {"fake",
                               kId + "0",
                               kId.substr(1),
                               "g" + kId.substr(1),
                               "1234abcd12ab34cd56ef1234567890ab",
                               "mrk-" + kId,
                               kMultiRegionId + "0",
                               "MRK-1234abcd12ab34cd56ef1234567890ab",
                               "key/" + kId,
                               "Alias/app",
                               "ARN:aws:kms",
                               ""};
  for (const std::string& text : texts) {
    BOOST_TEST(Refused(text) == "NotFoundException: Invalid keyId '" + text + "'");
  }
}

BOOST_AUTO_TEST_CASE(k6_32_another_region_or_partition) {
  BOOST_TEST(Refused("arn:aws:kms:eu-west-1:111122223333:key/" + kId) ==
             "NotFoundException: Invalid arn eu-west-1");
  BOOST_TEST(Refused("arn:aws:kms:eu-west-1:444455556666:key/" + kId) ==
             "NotFoundException: Invalid arn eu-west-1");
  BOOST_TEST(Refused("arn:aws-cn:kms:us-west-2:111122223333:key/" + kId) ==
             "NotFoundException: Invalid arn us-west-2");
}

BOOST_AUTO_TEST_CASE(k5_100_malformed_arns) {
  for (const std::string& text :
       {std::string("arn:"), std::string("arn:aws:kms:us-west-2:111122223333"),
        "arn:aws:s3:us-west-2:111122223333:key/" + kId,
        "arn::kms:us-west-2:111122223333:key/" + kId, "arn:aws:kms::111122223333:key/" + kId,
        "arn:aws:kms:us-west-2::key/" + kId, "arn:aws:kms:us-west-2:11112222333:key/" + kId,
        "arn:aws:kms:us-west-2:11112222333a:key/" + kId,
        std::string("arn:aws:kms:us-west-2:111122223333:key/"),
        std::string("arn:aws:kms:us-west-2:111122223333:alias/"),
        "arn:aws:kms:us-west-2:111122223333:" + kId,
        std::string("arn:aws:kms:us-west-2:111122223333:grant/x")}) {
    BOOST_TEST(Refused(text) == "InvalidArnException: Invalid arn " + text);
  }
}

BOOST_AUTO_TEST_CASE(k5_90_alias_names) {
  BOOST_TEST(RefusedAlias("alias/app") == "alias/app");
  BOOST_TEST(RefusedAlias("alias/a/b") == "alias/a/b");
  BOOST_TEST(RefusedAlias("alias/awsome") == "alias/awsome");
  const std::string prefix =
      "ValidationException: Alias must start with the prefix \"alias/\". Please see "
      "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html";
  BOOST_TEST(RefusedAlias("app") == prefix);
  BOOST_TEST(RefusedAlias("Alias/app") == prefix);
  BOOST_TEST(RefusedAlias("alias") == prefix);
  BOOST_TEST(RefusedAlias("alias/") ==
             "InvalidAliasNameException: alias/ contains invalid characters for an alias");
  BOOST_TEST(RefusedAlias("alias/a:b") ==
             "InvalidAliasNameException: alias/a:b contains invalid characters for an alias");
}

BOOST_AUTO_TEST_CASE(k1_38_aliases_of_aws_are_refused) {
  BOOST_TEST(RefusedAlias("alias/aws/s3") == "NotAuthorizedException: ");
  BOOST_TEST(RefusedAlias("alias/aws/") == "NotAuthorizedException: ");
}

BOOST_AUTO_TEST_CASE(k5_5_ids_and_arns_are_made) {
  std::array<uint8_t, 16> zeros{};
  BOOST_TEST(MakeKeyId(zeros, false) == "00000000-0000-4000-8000-000000000000");
  BOOST_TEST(MakeKeyId(zeros, true) == "mrk-00000000000000000000000000000000");
  std::array<uint8_t, 16> ones{};
  ones.fill(0xFF);
  BOOST_TEST(MakeKeyId(ones, false) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
  BOOST_TEST(IsKeyId(MakeKeyId(ones, false)));
  BOOST_TEST(IsKeyId(MakeKeyId(ones, true)));
  BOOST_TEST(IsMultiRegionKeyId(MakeKeyId(ones, true)));
  BOOST_TEST(!IsMultiRegionKeyId(MakeKeyId(ones, false)));
  BOOST_TEST(KeyArn(kEndpoint, kId) == kArn);
  BOOST_TEST(AliasArn(kEndpoint, "alias/app") == kAliasArn);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
