// Stored records: round trips, and decoding of whatever bytes.
#include "kms/key_record.h"

#include <boost/test/unit_test.hpp>
#include <random>

namespace keyward::kms {
namespace {

KeyRecord SomeKey() {
  KeyRecord key;
  key.partition = "aws";
  key.region = "us-east-1";
  key.account = "111122223333";
  key.key_id = "mrk-0123456789abcdef0123456789abcdef";
  key.state = crypto::KeyState::kPendingDeletion;
  key.created = Timestamp(std::chrono::milliseconds(1767323045678));
  key.description = "payments \xC3\xA9";
  key.policy = "{\"Version\":\"2012-10-17\"}";
  key.tags = {{"b", "2"}, {"a", ""}};
  key.deletion_date = key.created + std::chrono::hours(24);
  key.pending_window_in_days = 14;
  key.rotation = {true, 90, key.created + std::chrono::hours(48), 3};
  key.multi_region = MultiRegionFacts{"us-east-1", {"eu-west-1", "us-west-2"}};
  key.materials = {{std::string(64, 'a'),
                    {1, 2, 3},
                    MaterialState::kNonCurrent,
                    RotationType::kFirst,
                    {},
                    {},
                    ""},
                   {std::string(64, 'b'),
                    {4},
                    MaterialState::kCurrent,
                    RotationType::kOnDemand,
                    key.created,
                    key.created + std::chrono::hours(1),
                    "second"}};
  return key;
}

AliasRecord SomeAlias() {
  return {"aws",
          "us-east-1",
          "111122223333",
          "alias/a/b",
          "12345678-1234-4234-8234-123456789012",
          Timestamp(std::chrono::milliseconds(5)),
          Timestamp(std::chrono::milliseconds(6))};
}

GrantRecord SomeGrant() {
  GrantRecord grant;
  grant.facts.key_id =
      "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-4234-8234-123456789012";
  grant.facts.grant_id = std::string(64, 'c');
  grant.facts.name = "n";
  grant.facts.grantee_principal = "arn:aws:iam::111122223333:role/App";
  grant.facts.retiring_principal = "arn:aws:iam::111122223333:user/bob";
  grant.facts.issuing_account = "arn:aws:iam::111122223333:root";
  grant.facts.operations = {"Decrypt", "Encrypt"};
  grant.facts.encryption_context_subset = evaluator::Pairs{{"k", "v"}};
  grant.facts.source_arn = "arn:aws:s3:us-east-1:111122223333:b";
  grant.created = Timestamp(std::chrono::milliseconds(7));
  return grant;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_record_test)

BOOST_AUTO_TEST_CASE(keys_come_back_as_they_were) {
  const KeyRecord key = SomeKey();
  const auto back = DecodeKey(Encode(key));
  BOOST_REQUIRE(back);
  BOOST_TEST((*back == key));
  BOOST_TEST(key.Current()->id == std::string(64, 'b'));
  BOOST_TEST(key.FindMaterial("none") == nullptr);
  BOOST_TEST(key.IsPrimary());
  BOOST_TEST(key.Arn() == "arn:aws:kms:us-east-1:111122223333:key/" + key.key_id);
  KeyRecord plain;
  plain.partition = "aws-cn";
  plain.region = "cn-north-1";
  plain.account = "000000000000";
  plain.key_id = "12345678-1234-4234-8234-123456789012";
  BOOST_TEST((*DecodeKey(Encode(plain)) == plain));
}

BOOST_AUTO_TEST_CASE(aliases_and_grants_come_back_as_they_were) {
  const AliasRecord alias = SomeAlias();
  BOOST_TEST((*DecodeAlias(Encode(alias)) == alias));
  const GrantRecord grant = SomeGrant();
  const auto back = DecodeGrant(Encode(grant));
  BOOST_REQUIRE(back);
  BOOST_TEST((Encode(*back) == Encode(grant)));
  BOOST_TEST(back->facts.operations.size() == 2u);
  BOOST_TEST(back->facts.source_arn == grant.facts.source_arn);
  BOOST_TEST(!back->facts.encryption_context_equals);
}

BOOST_AUTO_TEST_CASE(names_list_by_account_and_region) {
  BOOST_TEST(NameOf(SomeKey()) ==
             "key/111122223333/us-east-1/mrk-0123456789abcdef0123456789abcdef");
  BOOST_TEST(NameOf(SomeAlias()) == "alias/111122223333/us-east-1/alias/a/b");
  BOOST_TEST(NameOf(SomeGrant()) ==
             "grant/111122223333/us-east-1/12345678-1234-4234-8234-123456789012/" +
                 std::string(64, 'c'));
  BOOST_TEST(DomainName("111122223333", "us-east-1", 2) ==
             "domain/111122223333/us-east-1/0000000002");
}

BOOST_AUTO_TEST_CASE(parts_that_do_not_belong_together_are_corrupt) {
  KeyRecord key = SomeKey();
  key.spec = crypto::KeySpec::kHmac256;  // K5.1: not for ENCRYPT_DECRYPT
  BOOST_TEST((DecodeKey(Encode(key)).error().code == ErrorCode::kCorrupt));
  key = SomeKey();
  key.multi_region.reset();  // K5.5: the id says it is one
  BOOST_TEST((DecodeKey(Encode(key)).error().code == ErrorCode::kCorrupt));
  key = SomeKey();
  key.materials[0].state = MaterialState::kCurrent;
  BOOST_TEST((DecodeKey(Encode(key)).error().code == ErrorCode::kCorrupt));
  GrantRecord grant = SomeGrant();
  grant.facts.operations = {"PutKeyPolicy"};  // K3.3
  BOOST_TEST((DecodeGrant(Encode(grant)).error().code == ErrorCode::kCorrupt));
  BOOST_TEST((DecodeAlias(Encode(SomeKey())).error().code == ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_CASE(a_later_version_says_so) {
  Bytes bytes = Encode(SomeKey());
  bytes[1] = 2;
  BOOST_TEST((DecodeKey(bytes).error().code == ErrorCode::kVersion));
  bytes[1] = 0;
  BOOST_TEST((DecodeKey(bytes).error().code == ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_CASE(every_cut_is_corrupt) {
  for (const Bytes& whole : {Encode(SomeKey()), Encode(SomeAlias()), Encode(SomeGrant())}) {
    for (size_t size = 0; size < whole.size(); ++size) {
      const ByteView cut = ByteView(whole).first(size);
      BOOST_TEST(!DecodeKey(cut));
      BOOST_TEST(!DecodeAlias(cut));
      BOOST_TEST(!DecodeGrant(cut));
    }
    Bytes longer = whole;
    longer.push_back(0);
    BOOST_TEST((!DecodeKey(longer) && !DecodeAlias(longer) && !DecodeGrant(longer)));
  }
}

// Changed bytes give an error, or a value that encodes to exactly those bytes.
BOOST_AUTO_TEST_CASE(mutations_never_decode_to_something_else) {
  std::mt19937 random(20261122);
  size_t refused = 0;
  for (int round = 0; round < 30000; ++round) {
    Bytes bytes = round % 3 == 0   ? Encode(SomeKey())
                  : round % 3 == 1 ? Encode(SomeAlias())
                                   : Encode(SomeGrant());
    for (size_t changes = 1 + random() % 4; changes > 0; --changes) {
      bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
    }
    const auto key = DecodeKey(bytes);
    const auto alias = DecodeAlias(bytes);
    const auto grant = DecodeGrant(bytes);
    if (key) BOOST_REQUIRE(Encode(*key) == bytes);
    if (alias) BOOST_REQUIRE(Encode(*alias) == bytes);
    if (grant) BOOST_REQUIRE(Encode(*grant) == bytes);
    if (!key && !alias && !grant) ++refused;
  }
  BOOST_TEST(refused > 10000u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
