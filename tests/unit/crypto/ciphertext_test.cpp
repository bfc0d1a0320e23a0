// Symmetric blobs and their encryption contexts.
#include "crypto/ciphertext.h"

#include <boost/test/unit_test.hpp>

#include "crypto/engine.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

using Pairs = std::vector<EncryptionContext::ContextPair>;
constexpr auto kSymmetric = EncryptionAlgorithm::kSymmetricDefault;

EncryptionContext Context(const Pairs& pairs) { return *EncryptionContext::Create(pairs); }

bool Decrypts(const ReadyKey& key, const EncryptionContext& context, ByteView blob) {
  const auto plaintext =
      Decrypt(Permitting(Use::kDecrypt, key.arn()), key, kSymmetric, context, blob);
  if (!plaintext) BOOST_TEST((plaintext.error().code == ErrorCode::kBadCiphertext));
  return plaintext.has_value();
}

struct Sealed : Heap {
  std::shared_ptr<const ReadyKey> key =
      Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  EncryptionContext context = Context({{"tenant", "7"}, {"purpose", "test"}});
  Bytes plaintext = Bytes(40, 9);
  Bytes blob = *Encrypt(Permitting(Use::kEncrypt), *key, kSymmetric, context, plaintext);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ciphertext)

BOOST_AUTO_TEST_CASE(key_ids) {  // K5.5
  for (const std::string text :
       {"1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab"}) {
    const auto id = KeyId::Parse(text);
    BOOST_REQUIRE(id);
    BOOST_TEST(id->Text() == text);
  }
  for (const char* text :
       {"", "mrk-", "1234ABCD-12ab-34cd-56ef-1234567890ab", "1234abcd-12ab-34cd-56ef-1234567890a",
        "1234abcd12ab-34cd-56ef-1234567890ab-", "1234abcd12ab34cd56ef1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890a", "mrk-1234abcd-12ab-34cd-56ef-1234567890ab",
        "MRK-1234abcd12ab34cd56ef1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890abc",
        "1234abcd-12ab-34cd-56ef-1234567890a\xc3"}) {
    BOOST_TEST(!KeyId::Parse(text), text);
  }
}

BOOST_FIXTURE_TEST_CASE(describes_itself, Sealed) {  // K5.10
  BOOST_TEST(blob.size() == plaintext.size() + kCiphertextOverhead);
  BOOST_TEST(kCiphertextOverhead <= 152u);
  BOOST_TEST(blob[0] != 1);
  const auto header = ParseCiphertext(blob);
  BOOST_REQUIRE(header);
  BOOST_TEST(header->key.Text() == "1234abcd-12ab-34cd-56ef-1234567890ab");
  BOOST_TEST(header->MaterialId() == key->material_id());
  BOOST_TEST(key->material_id().size() == 64u);
  BOOST_TEST(Decrypts(*key, context, blob));
}

BOOST_FIXTURE_TEST_CASE(is_never_the_same_twice, Sealed) {
  const Bytes again = *Encrypt(Permitting(Use::kEncrypt), *key, kSymmetric, context, plaintext);
  BOOST_TEST(Hex(ByteView(again).subspan(51)) != Hex(ByteView(blob).subspan(51)));
  BOOST_TEST(Hex(ByteView(again).subspan(51, 16)) != Hex(ByteView(blob).subspan(51, 16)));
}

BOOST_FIXTURE_TEST_CASE(any_flipped_bit_is_refused, Sealed) {  // K5.12
  for (size_t bit = 0; bit < 8 * blob.size(); ++bit) {
    const auto mask = static_cast<uint8_t>(1u << bit % 8);
    blob[bit / 8] ^= mask;
    BOOST_TEST(!Decrypts(*key, context, blob), "bit " << bit);
    blob[bit / 8] ^= mask;
  }
  BOOST_TEST(Decrypts(*key, context, blob));
}

BOOST_FIXTURE_TEST_CASE(any_other_length_is_refused, Sealed) {
  for (size_t size = 0; size < blob.size(); ++size) {
    BOOST_TEST(!Decrypts(*key, context, ByteView(blob).first(size)));
  }
  blob.push_back(0);
  BOOST_TEST(!Decrypts(*key, context, blob));
  BOOST_TEST(!ParseCiphertext(Bytes(kMaxCiphertextSize + 1, 'K')));
  // AWS's own blobs.
  BOOST_TEST(!ParseCiphertext(FromHex("01020200" + Hex(Bytes(200, 1)))));
}

BOOST_FIXTURE_TEST_CASE(another_key_or_material_is_refused, Sealed) {
  BOOST_TEST(
      !Decrypts(*Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt), context, blob));
  // The same bytes under another key id do not decrypt (K5.86).
  KeyMaterial material = Material(KeySpec::kSymmetricDefault);
  const std::string other = kArn.substr(0, kArn.size() - 1) + "c";
  const auto first = Ready(Copy(material), KeyUsage::kEncryptDecrypt);
  const auto second = Ready(std::move(material), KeyUsage::kEncryptDecrypt, other);
  BOOST_TEST(first->material_id() != second->material_id());
  const auto sealed = Encrypt(Permitting(Use::kEncrypt), *first, kSymmetric, context, plaintext);
  BOOST_TEST(Decrypts(*first, context, *sealed));
  BOOST_TEST(!Decrypts(*second, context, *sealed));
}

BOOST_FIXTURE_TEST_CASE(related_multi_region_keys_share_blobs, Sealed) {  // K5.86
  const std::string id = "mrk-1234abcd12ab34cd56ef1234567890ab";
  KeyMaterial material = Material(KeySpec::kSymmetricDefault);
  const auto here = Ready(Copy(material), KeyUsage::kEncryptDecrypt,
                          "arn:aws:kms:us-east-1:111122223333:key/" + id);
  const auto there = Ready(std::move(material), KeyUsage::kEncryptDecrypt,
                           "arn:aws:kms:eu-west-1:111122223333:key/" + id);
  const auto sealed =
      Encrypt(Permitting(Use::kEncrypt, here->arn()), *here, kSymmetric, context, plaintext);
  BOOST_TEST(Decrypts(*there, context, *sealed));
}

BOOST_FIXTURE_TEST_CASE(contexts_must_match_exactly, Sealed) {  // K5.12
  BOOST_TEST(Decrypts(*key, Context({{"purpose", "test"}, {"tenant", "7"}}), blob));
  for (const Pairs& pairs : std::vector<Pairs>{{},
                                               {{"tenant", "7"}},
                                               {{"tenant", "7"}, {"purpose", "Test"}},
                                               {{"Tenant", "7"}, {"purpose", "test"}},
                                               {{"tenant", "7"}, {"purpose", "test"}, {"", ""}},
                                               {{"tenant", "test"}, {"purpose", "7"}},
                                               {{"7", "tenant"}, {"test", "purpose"}}}) {
    BOOST_TEST(!Decrypts(*key, Context(pairs), blob));
  }
}

BOOST_AUTO_TEST_CASE(contexts_are_canonical) {
  BOOST_TEST(Hex(Context({{"b", "2"}, {"a", ""}}).canonical()) ==
             "000000016100000000000000016200000001"
             "32");
  BOOST_TEST(Hex(Context({{"ab", "c"}}).canonical()) != Hex(Context({{"a", "bc"}}).canonical()));
  BOOST_TEST(Hex(Context({{"", "a"}}).canonical()) != Hex(Context({{"a", ""}}).canonical()));
  // By bytes, not by signed characters or code units.
  BOOST_TEST(Hex(Context({{"\xc3\xa9", ""}, {"z", ""}}).canonical()) ==
             Hex(Context({{"z", ""}, {"\xc3\xa9", ""}}).canonical()));
  BOOST_TEST(Context({{"\xf0\x90\x80\x80", ""}, {"\xef\xbf\xbd", ""}}).canonical()[4] == 0xef);
  BOOST_TEST(EncryptionContext().canonical().empty());
  BOOST_TEST(Context({}).canonical().empty());
}

BOOST_AUTO_TEST_CASE(contexts_have_limits) {
  const auto code = [](const Pairs& pairs) {
    const auto made = EncryptionContext::Create(pairs);
    return made ? -1 : static_cast<int>(made.error().code);
  };
  const std::string fits(kMaxEncryptionContextSize - 8, 'x');
  const std::string large = fits + "x";
  BOOST_TEST(code({{"", fits}}) == -1);
  BOOST_TEST(code({{"", large}}) == static_cast<int>(ErrorCode::kTooLarge));
  BOOST_TEST(code({{large, fits}}) == static_cast<int>(ErrorCode::kTooLarge));
  BOOST_TEST(code(Pairs(2, {"a", "b"})) == static_cast<int>(ErrorCode::kInvalidInput));
  BOOST_TEST(code({{"a", "1"}, {"b", ""}, {"a", "2"}}) ==
             static_cast<int>(ErrorCode::kInvalidInput));
  BOOST_TEST(code({{"\xff", ""}}) == static_cast<int>(ErrorCode::kInvalidUtf8));
  BOOST_TEST(code({{"a", "\xed\xa0\x80"}}) == static_cast<int>(ErrorCode::kInvalidUtf8));
}

BOOST_AUTO_TEST_SUITE_END()
