// The engine's ciphers, data keys, MACs, agreement, public keys and limits.
#include "crypto/engine.h"

#include <boost/test/unit_test.hpp>

#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

const EncryptionContext kNoContext;

template <typename T>
bool Refused(const Result<T>& result, ErrorCode code) {
  return !result && result.error().code == code;
}

bool RoundTrip(const ReadyKey& key, EncryptionAlgorithm algorithm, size_t size) {
  const Bytes plaintext(size, 0x5a);
  const auto blob = Encrypt(Permitting(Use::kEncrypt), key, algorithm, kNoContext, plaintext);
  if (!blob) return false;
  const auto back = Decrypt(Permitting(Use::kDecrypt), key, algorithm, kNoContext, *blob);
  return back && Hex(back->view()) == Hex(plaintext);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine, *boost::unit_test::fixture<Heap>())

// Each KeySpec, each of its encryption algorithms, at both limits (K5.1, K5.16).
BOOST_AUTO_TEST_CASE(encrypts_up_to_the_limit) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.encryption.empty()) continue;
    const auto key = Ready(traits.spec, KeyUsage::kEncryptDecrypt);
    for (const auto algorithm : traits.encryption) {
      const size_t limit = MaxPlaintextSize(traits.spec, algorithm);
      for (const size_t size : {size_t{1}, size_t{33}, limit}) {
        BOOST_TEST(RoundTrip(*key, algorithm, size), traits.name << " " << size);
      }
      for (const size_t size : {size_t{0}, limit + 1}) {
        BOOST_TEST(
            Refused(Encrypt(Permitting(Use::kEncrypt), *key, algorithm, kNoContext, Bytes(size, 1)),
                    ErrorCode::kInvalidInput));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(asymmetric_ciphertexts_do_not_bend) {  // K5.17
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kSm2}) {
    const auto key = Ready(spec, KeyUsage::kEncryptDecrypt);
    const auto algorithm = Traits(spec).encryption.front();
    Bytes blob = *Encrypt(Permitting(Use::kEncrypt), *key, algorithm, kNoContext, Bytes(16, 3));
    const auto bad = [&](ByteView bytes, EncryptionAlgorithm with) {
      return Refused(Decrypt(Permitting(Use::kDecrypt), *key, with, kNoContext, bytes),
                     ErrorCode::kBadCiphertext);
    };
    for (size_t i = 0; i < blob.size(); ++i) {
      blob[i] ^= 1;
      BOOST_TEST(bad(blob, algorithm), Name(spec) << " byte " << i);
      blob[i] ^= 1;
    }
    for (size_t size = 0; size < blob.size(); size += 7) {
      BOOST_TEST(bad(ByteView(blob).first(size), algorithm));
    }
    BOOST_TEST(bad(blob, Traits(spec).encryption.back()) == (Traits(spec).encryption.size() > 1));
    blob.insert(blob.begin(), 0);
    BOOST_TEST(bad(blob, algorithm));
    BOOST_TEST(bad(Bytes(256, 0), algorithm));
    BOOST_TEST(bad(Bytes(256, 0xff), algorithm));
    BOOST_TEST(bad(Bytes(kMaxCiphertextSize + 1, 1), algorithm));
  }
}

BOOST_AUTO_TEST_CASE(keys_do_only_what_they_are_for) {
  const Bytes bytes(32, 1);
  const auto signing = Ready(KeySpec::kRsa2048, KeyUsage::kSignVerify);
  const auto oaep = EncryptionAlgorithm::kRsaesOaepSha256;
  const auto invalid = ErrorCode::kInvalidInput;
  BOOST_TEST(
      Refused(Encrypt(Permitting(Use::kEncrypt), *signing, oaep, kNoContext, bytes), invalid));
  BOOST_TEST(Refused(GenerateDataKey(Permitting(Use::kGenerateDataKey), *signing, kNoContext, 32),
                     invalid));
  const auto cipher = Ready(KeySpec::kRsa2048, KeyUsage::kEncryptDecrypt);
  BOOST_TEST(Refused(Sign(Permitting(Use::kSign), *cipher, SigningAlgorithm::kRsassaPssSha256,
                          MessageType::kRaw, bytes),
                     invalid));
  BOOST_TEST(Refused(Encrypt(Permitting(Use::kEncrypt), *cipher,
                             EncryptionAlgorithm::kSymmetricDefault, kNoContext, bytes),
                     invalid));
  // An RSA key wraps no data keys (K5.20), and has no encryption context (K5.12).
  BOOST_TEST(Refused(GenerateDataKey(Permitting(Use::kGenerateDataKey), *cipher, kNoContext, 32),
                     invalid));
  const auto context = *EncryptionContext::Create({{"a", "b"}});
  BOOST_TEST(Refused(Encrypt(Permitting(Use::kEncrypt), *cipher, oaep, context, bytes), invalid));
  BOOST_TEST(Refused(Decrypt(Permitting(Use::kDecrypt), *cipher, oaep, context, bytes), invalid));
  const auto hmac = Ready(KeySpec::kHmac256, KeyUsage::kGenerateVerifyMac);
  BOOST_TEST(
      Refused(GenerateMac(Permitting(Use::kGenerateMac), *hmac, MacAlgorithm::kHmacSha512, bytes),
              invalid));
  BOOST_TEST(Refused(GetPublicKey(Permitting(Use::kGetPublicKey), *hmac), invalid));  // K5.37
  BOOST_TEST(Refused(ReadyKey::Create(kArn, KeyUsage::kKeyAgreement, Material(KeySpec::kHmac256)),
                     invalid));
  BOOST_TEST(Refused(ReadyKey::Create("arn:aws:kms:us-east-1:111122223333:alias/a",
                                      KeyUsage::kEncryptDecrypt, Material(KeySpec::kRsa2048)),
                     invalid));
}

BOOST_AUTO_TEST_CASE(data_keys) {  // K5.20
  const auto key = Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const auto context = *EncryptionContext::Create({{"a", "b"}});
  for (const size_t size : {1u, 16u, 32u, 1024u}) {
    const auto made = GenerateDataKey(Permitting(Use::kGenerateDataKey), *key, context, size);
    BOOST_REQUIRE(made);
    BOOST_TEST(made->plaintext.size() == size);
    const auto back = Decrypt(Permitting(Use::kDecrypt), *key,
                              EncryptionAlgorithm::kSymmetricDefault, context, made->ciphertext);
    BOOST_REQUIRE(back);
    BOOST_TEST((*back == made->plaintext));
  }
  for (const size_t size : {0u, 1025u}) {
    BOOST_TEST(Refused(GenerateDataKey(Permitting(Use::kGenerateDataKey), *key, context, size),
                       ErrorCode::kInvalidInput));
    BOOST_TEST(Refused(GenerateRandom(Permitting(Use::kGenerateRandom, "*"), size),
                       ErrorCode::kInvalidInput));
  }
  const auto random = GenerateRandom(Permitting(Use::kGenerateRandom, "*"), 32);
  BOOST_REQUIRE(random);
  BOOST_TEST(!(*random == *GenerateRandom(Permitting(Use::kGenerateRandom, "*"), 32)));
}

// The private half must be key material of that KeySpec, with that public half (K5.21).
BOOST_AUTO_TEST_CASE(data_key_pairs) {
  const auto key = Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.spec == KeySpec::kRsa4096) continue;  // seconds, for nothing new
    const auto made =
        GenerateDataKeyPair(Permitting(Use::kGenerateDataKeyPair), *key, kNoContext, traits.spec);
    BOOST_TEST(made.has_value() == traits.data_key_pair, traits.name);
    if (!made) continue;
    const auto back =
        Decrypt(Permitting(Use::kDecrypt), *key, EncryptionAlgorithm::kSymmetricDefault, kNoContext,
                made->private_key_ciphertext);
    BOOST_REQUIRE(back);
    BOOST_TEST((*back == made->private_key));
    const auto material = CheckMaterial(traits.spec, back->view());
    BOOST_REQUIRE(material);
    BOOST_TEST(Hex(*PublicKeyOf(*material)) == Hex(made->public_key));
  }
}

BOOST_AUTO_TEST_CASE(macs) {  // K5.35
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.mac.empty()) continue;
    const auto key = Ready(traits.spec, KeyUsage::kGenerateVerifyMac);
    const auto algorithm = traits.mac.front();
    const Bytes message(4096, 4);
    auto mac = GenerateMac(Permitting(Use::kGenerateMac), *key, algorithm, message);
    BOOST_REQUIRE(mac);
    BOOST_TEST(mac->size() == MacSize(algorithm));
    const auto verify = [&](ByteView bytes) {
      return VerifyMac(Permitting(Use::kVerifyMac), *key, algorithm, message, bytes);
    };
    BOOST_TEST(verify(*mac).has_value());
    for (size_t bit = 0; bit < 8 * mac->size(); ++bit) {
      (*mac)[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
      BOOST_TEST(Refused(verify(*mac), ErrorCode::kBadSignature));
      (*mac)[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
    }
    BOOST_TEST(Refused(verify(ByteView(*mac).first(mac->size() - 1)), ErrorCode::kBadSignature));
    BOOST_TEST(Refused(verify({}), ErrorCode::kBadSignature));
    mac->push_back(0);
    BOOST_TEST(Refused(verify(*mac), ErrorCode::kBadSignature));
    for (const size_t size : {0u, 4097u}) {
      BOOST_TEST(
          Refused(GenerateMac(Permitting(Use::kGenerateMac), *key, algorithm, Bytes(size, 1)),
                  ErrorCode::kInvalidInput));
    }
  }
}

// Two keys agree; peers of another curve, off the curve, or in another encoding are refused (K5.36).
BOOST_AUTO_TEST_CASE(agreement) {
  const auto derive = [](const ReadyKey& key, ByteView peer) {
    return DeriveSharedSecret(Permitting(Use::kDeriveSharedSecret), key,
                              KeyAgreementAlgorithm::kEcdh, peer);
  };
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.agreement.empty() || !CheckAvailable(traits.spec, KeyUsage::kKeyAgreement)) continue;
    const auto one = Ready(traits.spec, KeyUsage::kKeyAgreement);
    const auto two = Ready(traits.spec, KeyUsage::kKeyAgreement);
    Bytes peer = *GetPublicKey(Permitting(Use::kGetPublicKey), *two);
    const auto secret = derive(*one, peer);
    BOOST_REQUIRE(secret);
    BOOST_TEST(secret->size() == (traits.bits + 7u) / 8);
    BOOST_TEST((*secret == *derive(*two, *GetPublicKey(Permitting(Use::kGetPublicKey), *one))));
    for (size_t i = 0; i < peer.size(); ++i) {
      peer[i] ^= 1;
      BOOST_TEST(Refused(derive(*one, peer), ErrorCode::kInvalidInput), traits.name << " " << i);
      peer[i] ^= 1;
      BOOST_TEST(Refused(derive(*one, ByteView(peer).first(i)), ErrorCode::kInvalidInput));
    }
    const size_t point = 2 * ((traits.bits + 7u) / 8);
    std::fill(peer.end() - static_cast<long>(point), peer.end(), uint8_t{0});
    BOOST_TEST(Refused(derive(*one, peer), ErrorCode::kInvalidInput));
    std::fill(peer.end() - static_cast<long>(point), peer.end(), uint8_t{0xff});
    BOOST_TEST(Refused(derive(*one, peer), ErrorCode::kInvalidInput));
    const auto other = *PublicKeyOf(Material(KeySpec::kEccSecgP256k1));
    BOOST_TEST(Refused(derive(*one, other), ErrorCode::kInvalidInput));
  }
}

BOOST_AUTO_TEST_SUITE_END()
