// KeyStore over a real store: read models after writes and after opening again.
#include "kms/key_store.h"

#include <boost/test/unit_test.hpp>

#include "store/outbox.h"
#include "store/sqlite_store.h"
#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kId = "12345678-1234-4234-8234-123456789012";

struct Stored {
  Stored() { Open(); }
  void Open() {
    keys.reset();
    records.reset();
    auto opened = store::OpenSqliteStore(folder.path());
    BOOST_REQUIRE(opened);
    records = std::move(*opened);
    auto loaded = KeyStore::Open(*records);
    BOOST_REQUIRE(loaded);
    keys = std::move(*loaded);
  }
  crypto::TemporaryFolder folder;
  std::unique_ptr<store::SqliteStore> records;
  std::unique_ptr<KeyStore> keys;
};

KeyRecord Key(std::string_view id = kId) {
  KeyRecord key;
  key.partition = "aws";
  key.region = "us-east-1";
  key.account = "111122223333";
  key.key_id = id;
  key.policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]})";
  return key;
}

AliasRecord Alias(std::string name, std::string_view id = kId) {
  return {"aws", "us-east-1", "111122223333", std::move(name), std::string(id), {}, {}};
}

GrantRecord Grant(std::string id) {
  GrantRecord grant;
  grant.facts.key_id = Key().Arn();
  grant.facts.grant_id = std::move(id);
  grant.facts.grantee_principal = "arn:aws:iam::111122223333:user/bob";
  grant.facts.operations = {"Decrypt"};
  return grant;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(key_store_test, Stored)

BOOST_AUTO_TEST_CASE(a_write_is_seen_at_once_and_after_opening_again) {
  Changes changes;
  changes.keys.push_back({Key()});
  changes.aliases.push_back({Alias("alias/b")});
  changes.aliases.push_back({Alias("alias/a")});
  changes.grants.push_back({Grant("g1")});
  BOOST_REQUIRE(keys->Write(changes, {"{\"a\":1}", "{\"b\":2}"}));
  for (int round = 0; round < 2; ++round) {
    const KeyEntryPtr entry = keys->FindKey(Key().Arn());
    BOOST_REQUIRE(entry != nullptr);
    BOOST_TEST((entry->key->record() == Key()));
    BOOST_TEST(entry->key->policy() != nullptr);
    BOOST_TEST(entry->key->policy() == entry->key->policy());
    BOOST_TEST((*entry->aliases == AliasNames{"alias/a", "alias/b"}));
    BOOST_TEST(entry->grants->size() == 1u);
    BOOST_TEST(keys->FindAlias(Alias("alias/a").Arn())->record.key_id == kId);
    const auto outbox = store::ReadOutbox(*records, kOutboxNames, 0, 10);
    BOOST_REQUIRE(outbox);
    BOOST_TEST(outbox->size() == 2u);
    Open();
  }
}

BOOST_AUTO_TEST_CASE(a_write_with_an_old_version_changes_nothing) {
  Changes changes;
  changes.keys.push_back({Key()});
  BOOST_REQUIRE(keys->Write(changes, {}));
  changes.keys[0].record.description = "other";
  const auto again = keys->Write(changes, {"{\"a\":1}"});
  BOOST_REQUIRE(!again);
  BOOST_TEST((again.error().code == ErrorCode::kConflict));
  BOOST_TEST(keys->FindKey(Key().Arn())->key->record().description == "");
  BOOST_TEST(store::ReadOutbox(*records, kOutboxNames, 0, 10)->empty());
  changes.keys[0].expected = keys->FindKey(Key().Arn())->key->version();
  BOOST_REQUIRE(keys->Write(changes, {}));
  BOOST_TEST(keys->FindKey(Key().Arn())->key->record().description == "other");
}

BOOST_AUTO_TEST_CASE(aliases_move_between_keys_and_go) {
  const std::string other = "22345678-1234-4234-8234-123456789012";
  Changes changes;
  changes.keys.push_back({Key()});
  changes.keys.push_back({Key(other)});
  changes.aliases.push_back({Alias("alias/a")});
  BOOST_REQUIRE(keys->Write(changes, {}));
  Changes move;
  move.aliases.push_back(
      {Alias("alias/a", other), keys->FindAlias(Alias("alias/a").Arn())->version});
  BOOST_REQUIRE(keys->Write(move, {}));
  BOOST_TEST(keys->FindKey(Key().Arn())->aliases->empty());
  BOOST_TEST((*keys->FindKey(Key(other).Arn())->aliases == AliasNames{"alias/a"}));
  Changes drop;
  drop.aliases.push_back(
      {Alias("alias/a", other), keys->FindAlias(Alias("alias/a").Arn())->version, true});
  BOOST_REQUIRE(keys->Write(drop, {}));
  BOOST_TEST(keys->FindAlias(Alias("alias/a").Arn()) == nullptr);
  BOOST_TEST(keys->FindKey(Key(other).Arn())->aliases->empty());
}

BOOST_AUTO_TEST_CASE(what_was_found_stays_as_it_was) {
  Changes changes;
  changes.keys.push_back({Key()});
  changes.grants.push_back({Grant("g1")});
  BOOST_REQUIRE(keys->Write(changes, {}));
  const KeyEntryPtr before = keys->FindKey(Key().Arn());
  Changes drop;
  drop.grants.push_back({Grant("g1"), before->grants->front()->version, true});
  drop.keys.push_back({Key(), before->key->version(), true});
  BOOST_REQUIRE(keys->Write(drop, {}));
  BOOST_TEST(keys->FindKey(Key().Arn()) == nullptr);
  BOOST_TEST(before->grants->size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_policy_that_does_not_compile_allows_nothing) {
  Changes changes;
  changes.keys.push_back({Key()});
  changes.keys[0].record.policy = "{";
  BOOST_REQUIRE(keys->Write(changes, {}));
  BOOST_TEST(keys->FindKey(Key().Arn())->key->policy() == nullptr);
}

BOOST_AUTO_TEST_CASE(lists_are_in_order_and_of_one_place) {
  const std::string other = "22345678-1234-4234-8234-123456789012";
  KeyRecord elsewhere = Key("32345678-1234-4234-8234-123456789012");
  elsewhere.region = "us-east-2";
  Changes changes;
  for (const KeyRecord& key : {Key(other), Key(), elsewhere}) changes.keys.push_back({key});
  BOOST_REQUIRE(keys->Write(changes, {}));
  const auto all = keys->ListKeys("111122223333", "us-east-1", "", 10);
  BOOST_REQUIRE(all);
  BOOST_REQUIRE(all->size() == 2u);
  BOOST_TEST(all->front().key_id == kId);
  BOOST_TEST(keys->ListKeys("111122223333", "us-east-1", kId, 10)->front().key_id == other);
  BOOST_TEST(keys->ListAliases("111122223333", "us-east-1", "", 10)->empty());
}

BOOST_AUTO_TEST_CASE(a_record_that_cannot_be_read_stops_opening) {
  store::Batch batch;
  batch.Put("key/111122223333/us-east-1/x", Bytes{1, 2, 3}, 0);
  BOOST_REQUIRE(records->Commit(batch));
  const auto opened = KeyStore::Open(*records);
  BOOST_REQUIRE(!opened);
  BOOST_TEST((opened.error().code == ErrorCode::kCorrupt));
  BOOST_TEST(opened.error().file == "key/111122223333/us-east-1/x");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
