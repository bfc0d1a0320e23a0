// The table of KeySpecs (K5.1).
#include "crypto/key_spec.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "tests/unit/crypto/gate.h"

using namespace keyward;
using namespace keyward::crypto;

BOOST_AUTO_TEST_SUITE(key_spec)

BOOST_AUTO_TEST_CASE(names_go_both_ways) {
  std::set<std::string_view> names;
  for (const KeySpecTraits& traits : KeySpecs()) {
    BOOST_TEST((KeySpecFromName(Name(traits.spec)) == traits.spec));
    names.insert(traits.name);
    for (const auto usage : traits.usages) BOOST_TEST((KeyUsageFromName(Name(usage)) == usage));
    for (const auto it : traits.encryption) {
      BOOST_TEST((EncryptionAlgorithmFromName(Name(it)) == it));
    }
    for (const auto it : traits.signing) BOOST_TEST((SigningAlgorithmFromName(Name(it)) == it));
    for (const auto it : traits.mac) BOOST_TEST((MacAlgorithmFromName(Name(it)) == it));
    for (const auto it : traits.agreement) {
      BOOST_TEST((KeyAgreementAlgorithmFromName(Name(it)) == it));
    }
  }
  BOOST_TEST(names.size() == kKeySpecCount);
  for (const auto type : {MessageType::kRaw, MessageType::kDigest, MessageType::kExternalMu}) {
    BOOST_TEST((MessageTypeFromName(Name(type)) == type));
  }
  BOOST_TEST(!KeySpecFromName("rsa_2048"));
  BOOST_TEST(!KeySpecFromName(""));
  BOOST_TEST(!SigningAlgorithmFromName("ECDSA_SHA_224"));
}

BOOST_AUTO_TEST_CASE(algorithms_stand_in_the_order_of_describe_key) {
  const auto joined = [](KeySpec spec) {
    std::string text;
    for (const auto it : Traits(spec).signing) text += std::string(Name(it)) + " ";
    return text;
  };
  BOOST_TEST(joined(KeySpec::kRsa3072) ==
             "RSASSA_PKCS1_V1_5_SHA_256 RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512 "
             "RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512 ");
  BOOST_TEST(joined(KeySpec::kEccSecgP256k1) == "ECDSA_SHA_256 ");
  BOOST_TEST(joined(KeySpec::kEccNistEdwards25519) == "ED25519_SHA_512 ED25519_PH_SHA_512 ");
}

BOOST_AUTO_TEST_CASE(usages) {
  BOOST_TEST(Supports(KeySpec::kRsa2048, KeyUsage::kEncryptDecrypt));
  BOOST_TEST(!Supports(KeySpec::kRsa2048, KeyUsage::kKeyAgreement));
  BOOST_TEST(Supports(KeySpec::kEccNistP521, KeyUsage::kKeyAgreement));
  BOOST_TEST(!Supports(KeySpec::kEccSecgP256k1, KeyUsage::kKeyAgreement));
  BOOST_TEST(!Supports(KeySpec::kEccNistP256, KeyUsage::kEncryptDecrypt));
  BOOST_TEST(!Supports(KeySpec::kHmac256, KeyUsage::kSignVerify));
  BOOST_TEST(!Supports(KeySpec::kHmac256, MacAlgorithm::kHmacSha384));
  BOOST_TEST(Supports(KeySpec::kSm2, KeyUsage::kKeyAgreement));
}

BOOST_AUTO_TEST_CASE(limits) {
  const auto sha1 = EncryptionAlgorithm::kRsaesOaepSha1;
  const auto sha256 = EncryptionAlgorithm::kRsaesOaepSha256;
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa2048, sha1) == 214u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa2048, sha256) == 190u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa3072, sha1) == 342u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa3072, sha256) == 318u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa4096, sha1) == 470u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kRsa4096, sha256) == 446u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kHmac256, sha256) == 0u);
  BOOST_TEST(MaxPlaintextSize(KeySpec::kSm2, EncryptionAlgorithm::kSm2pke) == 1024u);
  const auto length = [](SigningAlgorithm algorithm, MessageType type) {
    return MessageLength(algorithm, type);
  };
  // K5.31
  BOOST_TEST(*length(SigningAlgorithm::kEcdsaSha384, MessageType::kDigest) == 48u);
  BOOST_TEST(*length(SigningAlgorithm::kRsassaPssSha512, MessageType::kDigest) == 64u);
  BOOST_TEST(*length(SigningAlgorithm::kSm2dsa, MessageType::kDigest) == 32u);
  BOOST_TEST(*length(SigningAlgorithm::kEcdsaSha256, MessageType::kRaw) == 0u);
  BOOST_TEST(!length(SigningAlgorithm::kEcdsaSha256, MessageType::kExternalMu));
  BOOST_TEST(!length(SigningAlgorithm::kEd25519Sha512, MessageType::kDigest));
  BOOST_TEST(!length(SigningAlgorithm::kEd25519PhSha512, MessageType::kRaw));
  BOOST_TEST(*length(SigningAlgorithm::kEd25519PhSha512, MessageType::kDigest) == 64u);
  BOOST_TEST(!length(SigningAlgorithm::kMlDsaShake256, MessageType::kDigest));
  BOOST_TEST(*length(SigningAlgorithm::kMlDsaShake256, MessageType::kExternalMu) == 64u);
  // K5.72
  BOOST_TEST(Traits(KeySpec::kHmac224).min_import_size == 28);
  BOOST_TEST(Traits(KeySpec::kHmac224).max_import_size == 64);
  BOOST_TEST(Traits(KeySpec::kHmac384).max_import_size == 128);
}

// What this OpenSSL cannot do is refused by name; nothing else stands in for it.
BOOST_AUTO_TEST_CASE(availability) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    const auto can = CheckAvailable(traits.spec);
    if (traits.family != KeyFamily::kMlDsa) {
      BOOST_TEST(can.has_value(), traits.name);
    } else if (!can) {
      BOOST_TEST((can.error().code == ErrorCode::kUnsupported));
      BOOST_TEST(can.error().message.find("OpenSSL 3.5") != std::string::npos);
    }
  }
  const auto hashed = CheckAvailable(SigningAlgorithm::kEd25519PhSha512);
  if (!hashed) {
    BOOST_TEST((hashed.error().code == ErrorCode::kUnsupported));
    BOOST_TEST(hashed.error().message.find("OpenSSL 3.2") != std::string::npos);
  }
  BOOST_TEST(CheckAvailable(SigningAlgorithm::kEd25519Sha512).has_value());
  const auto agrees = CheckAvailable(KeySpec::kSm2, KeyUsage::kKeyAgreement);
  if (!agrees) BOOST_TEST((agrees.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(CheckAvailable(KeySpec::kSm2, KeyUsage::kSignVerify).has_value());
  BOOST_TEST(CheckAvailable(KeySpec::kEccNistP256, KeyUsage::kKeyAgreement).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
