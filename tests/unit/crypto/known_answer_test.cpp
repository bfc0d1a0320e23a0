// Known answers: published ones, and those of another implementation (tests/golden/crypto/).
#include <boost/test/unit_test.hpp>

#include "crypto/engine.h"
#include "crypto/openssl/aes_gcm.h"
#include "crypto/openssl/hmac.h"
#include "crypto/openssl/key_wrap.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;
using nlohmann::json;

namespace {

Bytes BytesOf(const json& test, const char* member) {
  return FromHex(test.at(member).get<std::string>());
}

KeyMaterial MaterialOf(const json& test) {
  const KeySpec spec = *KeySpecFromName(test.at("spec").get<std::string>());
  auto material = CheckMaterial(spec, BytesOf(test, "private_key"));
  BOOST_REQUIRE(material);
  return std::move(*material);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(known_answer, *boost::unit_test::fixture<Heap>())

BOOST_AUTO_TEST_CASE(aes_gcm) {
  for (const json& test : Golden("aes_gcm.json")) {
    const Bytes key = BytesOf(test, "key");
    const Bytes iv = BytesOf(test, "iv");
    const Bytes plaintext = BytesOf(test, "plaintext");
    Bytes sealed(plaintext.size() + kAesGcmTagSize);
    BOOST_REQUIRE(AesGcmSeal({key, iv}, BytesOf(test, "associated"), plaintext, sealed));
    BOOST_TEST(Hex(sealed) == test.at("sealed").get<std::string>(), test.at("source"));
  }
}

BOOST_AUTO_TEST_CASE(mac) {  // K5.35
  for (const json& test : Golden("mac.json")) {
    const MacAlgorithm algorithm = *MacAlgorithmFromName(test.at("algorithm").get<std::string>());
    const auto key = HmacKey::Create(algorithm, BytesOf(test, "key"));
    BOOST_REQUIRE(key);
    Bytes computed(MacSize(algorithm));
    for (int again = 0; again < 2; ++again) {
      BOOST_REQUIRE((*key)->Compute(BytesOf(test, "message"), computed));
      BOOST_TEST(Hex(computed) == test.at("mac").get<std::string>(), test.at("source"));
    }
  }
}

BOOST_AUTO_TEST_CASE(key_wrap) {  // K5.71
  for (const json& test : Golden("key_wrap.json")) {
    const Bytes key = BytesOf(test, "key");
    Bytes wrapped = BytesOf(test, "wrapped");
    const auto plain = KwpUnwrap(key, wrapped);
    BOOST_REQUIRE(plain);
    BOOST_TEST(Hex(plain->view()) == test.at("plaintext").get<std::string>());
    BOOST_TEST(Hex(*KwpWrap(key, plain->view())) == Hex(wrapped));
    for (size_t i = 0; i < wrapped.size(); ++i) {
      wrapped[i] ^= 0x10;
      BOOST_TEST(!KwpUnwrap(key, wrapped));
      wrapped[i] ^= 0x10;
      BOOST_TEST(!KwpUnwrap(key, ByteView(wrapped).first(i)));
    }
  }
}

BOOST_AUTO_TEST_CASE(signature) {  // K5.32
  for (const json& test : Golden("signature.json")) {
    const auto key = Ready(MaterialOf(test), KeyUsage::kSignVerify);
    const auto algorithm = *SigningAlgorithmFromName(test.at("algorithm").get<std::string>());
    const Bytes message = BytesOf(test, "message");
    const Bytes expected = BytesOf(test, "signature");
    BOOST_TEST(
        Verify(Permitting(Use::kVerify), *key, algorithm, MessageType::kRaw, message, expected)
            .has_value(),
        test.at("source") << " " << test.at("algorithm"));
    if (!test.at("deterministic").get<bool>()) continue;
    const auto made = Sign(Permitting(Use::kSign), *key, algorithm, MessageType::kRaw, message);
    BOOST_REQUIRE(made);
    BOOST_TEST(Hex(*made) == Hex(expected), test.at("source"));
  }
}

BOOST_AUTO_TEST_CASE(ecdh) {  // K5.36
  for (const json& test : Golden("ecdh.json")) {
    const auto key = Ready(MaterialOf(test), KeyUsage::kKeyAgreement);
    const auto secret = DeriveSharedSecret(Permitting(Use::kDeriveSharedSecret), *key,
                                           KeyAgreementAlgorithm::kEcdh, BytesOf(test, "peer"));
    BOOST_REQUIRE(secret);
    BOOST_TEST(Hex(secret->view()) == test.at("secret").get<std::string>(), test.at("source"));
  }
}

// Blobs that another program wrote from the description of the format (K5.10, K5.7).
BOOST_AUTO_TEST_CASE(ciphertext) {
  for (const json& test : Golden("ciphertext.json")) {
    const Bytes blob = BytesOf(test, "blob");
    const auto header = ParseCiphertext(blob);
    BOOST_REQUIRE(header);
    BOOST_TEST(header->key.Text() == test.at("key_id").get<std::string>());
    BOOST_TEST(header->MaterialId() == test.at("material_id").get<std::string>());
    const std::string arn = "arn:aws:kms:eu-west-1:111122223333:key/" + header->key.Text();
    auto material = CheckMaterial(KeySpec::kSymmetricDefault, BytesOf(test, "material"));
    const auto key = Ready(std::move(*material), KeyUsage::kEncryptDecrypt, arn);
    BOOST_TEST(key->material_id() == header->MaterialId());
    std::vector<EncryptionContext::ContextPair> pairs;
    for (const auto& [name, value] : test.at("encryption_context").items()) {
      pairs.emplace_back(name, value.get_ref<const std::string&>());
    }
    const auto plaintext =
        Decrypt(Permitting(Use::kDecrypt, arn), *key, EncryptionAlgorithm::kSymmetricDefault,
                *EncryptionContext::Create(pairs), blob);
    BOOST_REQUIRE(plaintext);
    BOOST_TEST(Hex(plaintext->view()) == test.at("plaintext").get<std::string>());
  }
}

BOOST_AUTO_TEST_SUITE_END()
