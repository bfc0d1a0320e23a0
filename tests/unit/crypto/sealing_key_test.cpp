#include "crypto/sealing_key.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>
#include <type_traits>

#include "crypto/random.h"
#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

static_assert(!std::is_default_constructible_v<SealingKey>);
static_assert(!std::is_copy_constructible_v<SealingKey>);
static_assert(std::is_move_constructible_v<SealingKey>);
static_assert(!std::is_default_constructible_v<WrappedDomainKey>);

using Root = std::shared_ptr<const RootKey>;

constexpr MaterialName kName{"1234abcd-12ab-34cd-56ef-1234567890ab", "material"};

Root RootOf(uint8_t seed) {
  auto key = SecretBytes::Create(32);
  BOOST_REQUIRE(key.has_value());
  key->span()[0] = seed;
  return *MakeRootKey(std::move(*key), "root " + std::to_string(seed));
}

// Fixture is an open seal with the domain key of one account and Region.
struct Fixture : WithSecureHeap {
  Root root = RootOf(1);
  CreatedSeal seal = std::move(*SealingKey::Create(root));
  const SealingKey& key = seal.key;
  WrappedDomainKey domain = *key.NewDomainKey("111122223333", "us-east-1", 1);

  Bytes Sealed(std::string_view material = "the material") const {
    return *key.Seal(domain, kName, AsBytes(material));
  }
};

template <typename T>
ErrorCode CodeOf(const Result<T>& result) {
  BOOST_REQUIRE(!result.has_value());
  return result.error().code;
}

WrappedDomainKey Reread(const WrappedDomainKey& domain) {
  return *WrappedDomainKey::Parse(domain.bytes());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sealing_key, Fixture)

BOOST_AUTO_TEST_CASE(material_survives_a_restart) {
  const Bytes sealed = Sealed();
  const auto opened = SealingKey::Open({root}, seal.record);
  BOOST_REQUIRE(opened.has_value());
  const auto material = opened->Unseal(Reread(domain), kName, sealed);
  BOOST_REQUIRE(material.has_value());
  BOOST_TEST(AsText(material->view()) == "the material");
  BOOST_TEST((Sealed() != sealed));  // a fresh IV each time
}

BOOST_AUTO_TEST_CASE(a_domain_key_record_says_what_it_is) {
  const WrappedDomainKey read = Reread(domain);
  BOOST_TEST(read.account() == "111122223333");
  BOOST_TEST(read.region() == "us-east-1");
  BOOST_TEST(read.version() == 1u);
  BOOST_TEST((read.id() == domain.id()));
  BOOST_TEST((read.root_key() == root->fingerprint()));
  const auto needed = DomainOf(Sealed());
  BOOST_REQUIRE(needed.has_value());
  BOOST_TEST((*needed == MaterialDomain{domain.id(), 1}));
}

BOOST_AUTO_TEST_CASE(a_wrong_root_key_is_told_and_gives_nothing) {
  const auto opened = SealingKey::Open({RootOf(2)}, seal.record);
  BOOST_REQUIRE(!opened.has_value());
  BOOST_TEST((opened.error().code == ErrorCode::kBadSecret));
  BOOST_TEST(opened.error().message ==
             "the seal was made with root key " + FingerprintText(root->fingerprint()) +
                 "; given is root 2 (root key " + FingerprintText(RootOf(2)->fingerprint()) + ")");
  BOOST_TEST((CodeOf(SealingKey::Open({}, seal.record)) == ErrorCode::kInvalidInput));
}

BOOST_AUTO_TEST_CASE(material_is_bound_to_its_name_and_domain) {
  const Bytes sealed = Sealed();
  const auto other_region = key.NewDomainKey("111122223333", "eu-west-1", 1);
  const auto twin = key.NewDomainKey("111122223333", "us-east-1", 1);
  BOOST_REQUIRE((other_region.has_value() && twin.has_value()));
  BOOST_TEST((CodeOf(key.Unseal(*other_region, kName, sealed)) == ErrorCode::kCorrupt));
  BOOST_TEST((CodeOf(key.Unseal(*twin, kName, sealed)) == ErrorCode::kCorrupt));
  BOOST_TEST((CodeOf(key.Unseal(domain, {"other", "material"}, sealed)) == ErrorCode::kCorrupt));
  BOOST_TEST((CodeOf(key.Unseal(domain, {kName.key_id, "other"}, sealed)) == ErrorCode::kCorrupt));
  // The border between the two parts of a name counts.
  const Bytes apart = *key.Seal(domain, {"ab", "c"}, AsBytes("x"));
  BOOST_TEST((CodeOf(key.Unseal(domain, {"a", "bc"}, apart)) == ErrorCode::kCorrupt));
  BOOST_TEST(key.Unseal(domain, {"ab", "c"}, apart).has_value());
}

BOOST_AUTO_TEST_CASE(every_changed_or_missing_byte_is_noticed) {
  const Bytes sealed = Sealed();
  for (size_t at = 0; at < sealed.size(); ++at) {
    Bytes changed = sealed;
    changed[at] ^= 1;
    const ErrorCode code = CodeOf(key.Unseal(domain, kName, changed));
    BOOST_TEST((code == (at == 4 ? ErrorCode::kVersion : ErrorCode::kCorrupt)), at);
    BOOST_TEST(
        (CodeOf(key.Unseal(domain, kName, ByteView(sealed).first(at))) == ErrorCode::kCorrupt));
  }
  for (size_t at = 0; at < seal.record.size(); ++at) {
    Bytes changed = seal.record;
    changed[at] ^= 1;
    const ErrorCode code = CodeOf(SealingKey::Open({root}, changed));
    const bool fingerprint = at >= 5 && at < 21;
    BOOST_TEST((code == (at == 4       ? ErrorCode::kVersion
                         : fingerprint ? ErrorCode::kBadSecret
                                       : ErrorCode::kCorrupt)),
               at);
    BOOST_TEST(
        (CodeOf(SealingKey::Open({root}, ByteView(seal.record).first(at))) == ErrorCode::kCorrupt));
  }
}

BOOST_AUTO_TEST_CASE(a_changed_domain_key_record_does_not_open_even_when_its_key_is_at_hand) {
  const Bytes sealed = Sealed();  // the key is now in the cache
  for (size_t at = 0; at < domain.bytes().size(); ++at) {
    Bytes changed = domain.bytes();
    changed[at] ^= 1;
    const auto read = WrappedDomainKey::Parse(changed);
    if (!read) continue;
    const auto fresh = SealingKey::Open({root}, seal.record);
    BOOST_TEST(!fresh->Unseal(*read, kName, sealed).has_value(), at);
    const bool header = at >= 21 && at < read->header().size();
    if (header) BOOST_TEST(!key.Seal(*read, kName, AsBytes("x")).has_value(), at);
  }
  for (size_t size = 0; size < domain.bytes().size(); ++size) {
    const auto cut = WrappedDomainKey::Parse(
        Bytes(domain.bytes().begin(), domain.bytes().begin() + static_cast<ptrdiff_t>(size)));
    if (!cut) continue;
    BOOST_TEST(!SealingKey::Open({root}, seal.record)->Unseal(*cut, kName, sealed).has_value());
  }
}

BOOST_AUTO_TEST_CASE(records_are_not_taken_for_one_another) {
  BOOST_TEST((CodeOf(WrappedDomainKey::Parse(seal.record)) == ErrorCode::kCorrupt));
  BOOST_TEST((CodeOf(DomainOf(domain.bytes())) == ErrorCode::kCorrupt));
  BOOST_TEST((CodeOf(SealingKey::Open({root}, domain.bytes())) == ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_CASE(a_new_root_key_touches_no_material) {
  const Bytes sealed = Sealed();
  const Root next = RootOf(2);
  const auto record = seal.key.ChangeRootKey(next);
  BOOST_REQUIRE(record.has_value());
  // Both are open: records under either root key work.
  BOOST_TEST(key.Unseal(domain, kName, sealed).has_value());
  const auto later = key.NewDomainKey("444455556666", "us-east-1", 1);
  BOOST_TEST((later->root_key() == next->fingerprint()));
  const auto rewrapped = key.Rewrap(domain);
  BOOST_REQUIRE(rewrapped.has_value());
  BOOST_TEST((rewrapped->root_key() == next->fingerprint()));
  BOOST_TEST((rewrapped->id() == domain.id()));
  seal.key.ForgetFormerRootKeys();

  const auto opened = SealingKey::Open({next}, *record);
  BOOST_REQUIRE(opened.has_value());
  BOOST_TEST(opened->Unseal(*rewrapped, kName, sealed).has_value());
  BOOST_TEST((opened->checkpoint_public_key() == key.checkpoint_public_key()));
  BOOST_TEST(
      (*opened->Mac(MacPurpose::kImportToken, {}) == *key.Mac(MacPurpose::kImportToken, {})));
  // What was left under the former root key is told, not opened.
  const auto fresh = SealingKey::Open({next}, *record);
  BOOST_TEST((CodeOf(fresh->Unseal(domain, kName, sealed)) == ErrorCode::kBadSecret));
  BOOST_TEST((CodeOf(SealingKey::Open({root}, *record)) == ErrorCode::kBadSecret));
}

BOOST_AUTO_TEST_CASE(a_change_of_root_key_that_broke_off_can_be_finished) {
  const Bytes sealed = Sealed();
  const Root next = RootOf(2);
  const Bytes record = *seal.key.ChangeRootKey(next);
  const auto opened = SealingKey::Open({next, root}, record);
  BOOST_REQUIRE(opened.has_value());
  const auto rewrapped = opened->Rewrap(domain);
  BOOST_REQUIRE(rewrapped.has_value());
  const auto finished = SealingKey::Open({next}, record);
  BOOST_TEST(finished->Unseal(*rewrapped, kName, sealed).has_value());
  // Or before the new record was kept: with the old one.
  const auto before = SealingKey::Open({next, root}, seal.record);
  BOOST_TEST(before->Unseal(domain, kName, sealed).has_value());
  BOOST_TEST(before->Unseal(*rewrapped, kName, sealed).has_value());
}

BOOST_AUTO_TEST_CASE(readers_go_on_while_the_root_key_changes) {
  const Bytes sealed = Sealed();
  std::atomic<bool> stop{false};
  std::atomic<int> failures{0};
  std::atomic<int> reads{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const auto fresh = key.NewDomainKey("444455556666", "us-east-1", 1);
        const bool good = key.Unseal(domain, kName, sealed).has_value() && fresh.has_value() &&
                          key.Seal(*fresh, kName, AsBytes("x")).has_value();
        failures += good ? 0 : 1;
        ++reads;
      }
    });
  }
  for (uint8_t seed = 2; seed < 12 || reads < 100; ++seed) {
    BOOST_TEST(seal.key.ChangeRootKey(RootOf(seed)).has_value());
    BOOST_TEST(key.Rewrap(domain).has_value());
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(the_cache_is_bounded_and_what_fell_out_comes_back) {
  const Bytes sealed = Sealed();
  const size_t before = SecureHeap::Current().used;
  for (size_t i = 0; i < SealingKey::kCachedDomainKeys + 20; ++i) {
    const auto other = key.NewDomainKey("444455556666", "us-east-1", static_cast<uint32_t>(i));
    BOOST_REQUIRE(key.Seal(*other, kName, AsBytes("x")).has_value());
  }
  const size_t grown = SecureHeap::Current().used - before;
  BOOST_TEST(grown <= SealingKey::kCachedDomainKeys * 32);
  BOOST_TEST(grown >= (SealingKey::kCachedDomainKeys - 1) * 32);
  BOOST_TEST(key.Unseal(domain, kName, sealed).has_value());
}

BOOST_AUTO_TEST_CASE(names_and_sizes_have_bounds) {
  BOOST_TEST((CodeOf(key.NewDomainKey("", "us-east-1", 1)) == ErrorCode::kInvalidInput));
  BOOST_TEST((CodeOf(key.NewDomainKey("1", std::string(65, 'x'), 1)) == ErrorCode::kInvalidInput));
  BOOST_TEST((CodeOf(key.Seal(domain, {"", "m"}, {})) == ErrorCode::kInvalidInput));
  BOOST_TEST(
      (CodeOf(key.Seal(domain, {std::string(257, 'x'), "m"}, {})) == ErrorCode::kInvalidInput));
  const Bytes most(64 * 1024, 7);
  const auto sealed = key.Seal(domain, kName, most);
  BOOST_REQUIRE(sealed.has_value());
  const auto opened = key.Unseal(domain, kName, *sealed);
  BOOST_REQUIRE(opened.has_value());
  BOOST_TEST(EqualInConstantTime(opened->view(), most));
  BOOST_TEST((CodeOf(key.Seal(domain, kName, Bytes(64 * 1024 + 1))) == ErrorCode::kInvalidInput));
}

BOOST_AUTO_TEST_CASE(macs_are_for_one_purpose) {
  const auto bytes = AsBytes("token");
  std::set<SealMac> macs;
  for (const auto purpose :
       {MacPurpose::kImportToken, MacPurpose::kGrantToken, MacPurpose::kMarker}) {
    const auto mac = key.Mac(purpose, bytes);
    BOOST_REQUIRE(mac.has_value());
    BOOST_TEST(macs.insert(*mac).second);
    BOOST_TEST(key.VerifyMac(purpose, bytes, *mac).has_value());
    BOOST_TEST(
        (CodeOf(key.VerifyMac(purpose, AsBytes("Token"), *mac)) == ErrorCode::kBadSignature));
    BOOST_TEST((CodeOf(key.VerifyMac(purpose, bytes, ByteView(*mac).first(31))) ==
                ErrorCode::kBadSignature));
  }
  const auto mac = key.Mac(MacPurpose::kImportToken, bytes);
  BOOST_TEST((CodeOf(key.VerifyMac(MacPurpose::kMarker, bytes, *mac)) == ErrorCode::kBadSignature));
  const auto another = SealingKey::Create(root);
  BOOST_TEST((CodeOf(another->key.VerifyMac(MacPurpose::kImportToken, bytes, *mac)) ==
              ErrorCode::kBadSignature));
}

BOOST_AUTO_TEST_CASE(checkpoints_are_signed_with_a_key_that_stays) {
  const auto signature = key.SignCheckpoint(AsBytes("tree of 7"));
  BOOST_REQUIRE(signature.has_value());
  const auto reopened = SealingKey::Open({root}, seal.record);
  const CheckpointPublicKey public_key = reopened->checkpoint_public_key();
  BOOST_TEST(VerifyCheckpoint(public_key, AsBytes("tree of 7"), *signature).has_value());
  BOOST_TEST((CodeOf(VerifyCheckpoint(public_key, AsBytes("tree of 8"), *signature)) ==
              ErrorCode::kBadSignature));
  CheckpointSignature changed = *signature;
  changed[63] ^= 1;
  BOOST_TEST((CodeOf(VerifyCheckpoint(public_key, AsBytes("tree of 7"), changed)) ==
              ErrorCode::kBadSignature));
  const auto another = SealingKey::Create(root);
  BOOST_TEST((CodeOf(VerifyCheckpoint(another->key.checkpoint_public_key(), AsBytes("tree of 7"),
                                      *signature)) == ErrorCode::kBadSignature));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
