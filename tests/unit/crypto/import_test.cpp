// Imported material: each wrapping algorithm, the matrix, and what is refused.
#include "crypto/import.h"

#include <boost/test/unit_test.hpp>

#include "crypto/engine.h"
#include "crypto/openssl/key_wrap.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

constexpr std::array kAlgorithms = {
    WrappingAlgorithm::kRsaesOaepSha1, WrappingAlgorithm::kRsaesOaepSha256,
    WrappingAlgorithm::kRsaAesKeyWrapSha1, WrappingAlgorithm::kRsaAesKeyWrapSha256};

bool IsAes(WrappingAlgorithm algorithm) {
  return algorithm >= WrappingAlgorithm::kRsaAesKeyWrapSha1;
}

// Customer: who wraps material with the public key; OAEP under the pair's own key, which is as good.
struct Customer : Heap {
  KeyMaterial pair = std::move(
      GenerateWrappingKey(Permitting(Use::kGetParametersForImport), kArn, KeySpec::kRsa2048)
          ->private_key);
  std::shared_ptr<const ReadyKey> rsa = Ready(Copy(pair), KeyUsage::kEncryptDecrypt);

  Bytes Oaep(WrappingAlgorithm algorithm, ByteView bytes) const {
    const bool sha1 = algorithm == WrappingAlgorithm::kRsaesOaepSha1 ||
                      algorithm == WrappingAlgorithm::kRsaAesKeyWrapSha1;
    const auto oaep =
        sha1 ? EncryptionAlgorithm::kRsaesOaepSha1 : EncryptionAlgorithm::kRsaesOaepSha256;
    const auto blob = Encrypt(Permitting(Use::kEncrypt), *rsa, oaep, EncryptionContext(), bytes);
    BOOST_REQUIRE(blob);
    return *blob;
  }

  Bytes Wrap(WrappingAlgorithm algorithm, ByteView bytes) const {
    if (!IsAes(algorithm)) return Oaep(algorithm, bytes);
    const Bytes aes_key(32, 0x77);
    Bytes blob = Oaep(algorithm, aes_key);
    const Bytes wrapped = *KwpWrap(aes_key, bytes);
    blob.insert(blob.end(), wrapped.begin(), wrapped.end());
    return blob;
  }

  Result<KeyMaterial> Unwrap(KeySpec spec, WrappingAlgorithm algorithm, ByteView bytes) const {
    return UnwrapMaterial(Permitting(Use::kImportMaterial), kArn, pair, {spec, algorithm, bytes});
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(import)

BOOST_AUTO_TEST_CASE(names) {
  for (const auto algorithm : kAlgorithms) {
    BOOST_TEST((WrappingAlgorithmFromName(Name(algorithm)) == algorithm));
  }
  BOOST_TEST(!WrappingAlgorithmFromName("RSAES_PKCS1_V1_5"));  // K5.70
}

BOOST_AUTO_TEST_CASE(matrix) {  // K5.71
  for (const KeySpecTraits& traits : KeySpecs()) {
    for (const auto algorithm : kAlgorithms) {
      for (const KeySpecTraits& wrapping : KeySpecs()) {
        const bool rsa = wrapping.family == KeyFamily::kRsa;
        const bool too_large = traits.family == KeyFamily::kRsa ||
                               (traits.name == "ECC_NIST_P521" && wrapping.name == "RSA_2048");
        const bool fits = rsa && traits.importable && (IsAes(algorithm) || !too_large);
        BOOST_TEST(CheckWrapping(traits.spec, algorithm, wrapping.spec).has_value() == fits);
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(material_comes_in, Customer) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (!traits.importable || traits.spec == KeySpec::kRsa4096) continue;
    const KeyMaterial material = Material(traits.spec);
    for (const auto algorithm : kAlgorithms) {
      if (!CheckWrapping(traits.spec, algorithm, KeySpec::kRsa2048)) continue;
      const auto unwrapped = Unwrap(traits.spec, algorithm, Wrap(algorithm, material.bytes.view()));
      BOOST_REQUIRE_MESSAGE(unwrapped, traits.name << " under " << Name(algorithm));
      BOOST_TEST((unwrapped->bytes == material.bytes));
      BOOST_TEST((unwrapped->spec == traits.spec));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_unwrapped, Customer) {  // K5.76
  const auto refusal = [&](WrappingAlgorithm algorithm, ByteView bytes) {
    const auto unwrapped = Unwrap(KeySpec::kSymmetricDefault, algorithm, bytes);
    return unwrapped ? ErrorCode::kNotFound : unwrapped.error().code;
  };
  for (const auto algorithm : kAlgorithms) {
    Bytes blob = Wrap(algorithm, Bytes(32, 5));
    BOOST_TEST((refusal(algorithm, blob) == ErrorCode::kNotFound));
    for (size_t i = 0; i < blob.size(); i += 3) {
      blob[i] ^= 0x20;
      BOOST_TEST((refusal(algorithm, blob) == ErrorCode::kBadCiphertext));
      blob[i] ^= 0x20;
      BOOST_TEST((refusal(algorithm, ByteView(blob).first(i)) == ErrorCode::kBadCiphertext));
    }
    for (const auto other : kAlgorithms) {
      if (other != algorithm) {
        BOOST_TEST((refusal(other, blob) == ErrorCode::kBadCiphertext));
      }
    }
    BOOST_TEST((refusal(algorithm, Wrap(algorithm, Bytes(31, 5))) == ErrorCode::kBadMaterial));
    BOOST_TEST((refusal(algorithm, {}) == ErrorCode::kBadCiphertext));
    blob.push_back(0);
    BOOST_TEST((refusal(algorithm, blob) == ErrorCode::kBadCiphertext));
  }
  // An AES key of another size, wrapped correctly otherwise.
  Bytes blob = Oaep(WrappingAlgorithm::kRsaAesKeyWrapSha256, Bytes(16, 1));
  const Bytes wrapped = *KwpWrap(Bytes(32, 1), Bytes(32, 5));
  blob.insert(blob.end(), wrapped.begin(), wrapped.end());
  BOOST_TEST((refusal(WrappingAlgorithm::kRsaAesKeyWrapSha256, blob) == ErrorCode::kBadCiphertext));
}

BOOST_FIXTURE_TEST_CASE(material_of_another_spec, Customer) {
  const KeyMaterial p384 = Material(KeySpec::kEccNistP384);
  const auto algorithm = WrappingAlgorithm::kRsaAesKeyWrapSha256;
  const Bytes blob = Wrap(algorithm, p384.bytes.view());
  for (const auto spec : {KeySpec::kEccNistP256, KeySpec::kRsa2048, KeySpec::kHmac256}) {
    const auto unwrapped = Unwrap(spec, algorithm, blob);
    BOOST_TEST((!unwrapped && unwrapped.error().code == ErrorCode::kBadMaterial));
  }
  const auto wrong = Unwrap(KeySpec::kRsa2048, WrappingAlgorithm::kRsaesOaepSha256, blob);
  BOOST_TEST((!wrong && wrong.error().code == ErrorCode::kInvalidInput));
}

BOOST_AUTO_TEST_SUITE_END()
