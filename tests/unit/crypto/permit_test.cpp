// Permits: what they cover, and that every function of the engine asks for one.
#include "crypto/permit.h"

#include <boost/test/unit_test.hpp>
#include <type_traits>

#include "crypto/engine.h"
#include "crypto/import.h"
#include "tests/unit/crypto/gate.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

const std::string kOther = kArn.substr(0, kArn.size() - 1) + "c";

template <typename T>
bool Internal(const Result<T>& result) {
  return !result && result.error().code == ErrorCode::kInternal;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(permit, *boost::unit_test::fixture<Heap>())

BOOST_AUTO_TEST_CASE(covers_the_pairs_that_were_decided) {
  const Permit permit = kms::Gate::Permitting({{kArn, Use::kDecrypt}, {kOther, Use::kEncrypt}});
  BOOST_TEST(permit.Covers(kArn, Use::kDecrypt));
  BOOST_TEST(permit.Covers(kOther, Use::kEncrypt));
  BOOST_TEST(!permit.Covers(kArn, Use::kEncrypt));
  BOOST_TEST(!permit.Covers(kOther, Use::kDecrypt));
  BOOST_TEST(!permit.Covers(kArn.substr(0, kArn.size() - 1), Use::kDecrypt));
  BOOST_TEST(!kms::Gate::Permitting({}).Covers(kArn, Use::kDecrypt));
}

BOOST_AUTO_TEST_CASE(moves_and_leaves_nothing_behind) {
  static_assert(!std::is_copy_constructible_v<Permit> && !std::is_copy_assignable_v<Permit>);
  static_assert(!std::is_default_constructible_v<Permit>);
  Permit first = Permitting(Use::kSign);
  const Permit second = std::move(first);
  BOOST_TEST(second.Covers(kArn, Use::kSign));
  BOOST_TEST(!first.Covers(kArn, Use::kSign));  // NOLINT(bugprone-use-after-move)
}

// Each function with permits for every use but its own, and for its own use of another key.
BOOST_AUTO_TEST_CASE(every_use_needs_its_own) {
  const auto symmetric = Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const auto ec = Ready(KeySpec::kEccNistP256, KeyUsage::kSignVerify);
  const auto agreement = Ready(KeySpec::kEccNistP256, KeyUsage::kKeyAgreement);
  const auto hmac = Ready(KeySpec::kHmac256, KeyUsage::kGenerateVerifyMac);
  const EncryptionContext context;
  const auto cipher = EncryptionAlgorithm::kSymmetricDefault;
  const auto sign = SigningAlgorithm::kEcdsaSha256;
  const auto mac = MacAlgorithm::kHmacSha256;
  const Bytes bytes(32, 7);
  const KeyMaterial wrapping = Material(KeySpec::kRsa2048);
  const auto refused = [&](const Permit& p, Use use) {
    switch (use) {
      case Use::kEncrypt: return Internal(Encrypt(p, *symmetric, cipher, context, bytes));
      case Use::kDecrypt: return Internal(Decrypt(p, *symmetric, cipher, context, bytes));
      case Use::kGenerateDataKey: return Internal(GenerateDataKey(p, *symmetric, context, 32));
      case Use::kGenerateDataKeyPair:
        return Internal(GenerateDataKeyPair(p, *symmetric, context, KeySpec::kEccNistP256));
      case Use::kSign: return Internal(Sign(p, *ec, sign, MessageType::kRaw, bytes));
      case Use::kVerify: return Internal(Verify(p, *ec, sign, MessageType::kRaw, bytes, bytes));
      case Use::kGenerateMac: return Internal(GenerateMac(p, *hmac, mac, bytes));
      case Use::kVerifyMac: return Internal(VerifyMac(p, *hmac, mac, bytes, bytes));
      case Use::kDeriveSharedSecret:
        return Internal(DeriveSharedSecret(p, *agreement, KeyAgreementAlgorithm::kEcdh, bytes));
      case Use::kGetPublicKey: return Internal(GetPublicKey(p, *ec));
      case Use::kGenerateRandom: return Internal(GenerateRandom(p, 32));
      case Use::kCreateMaterial: return Internal(GenerateMaterial(p, kArn, KeySpec::kHmac256));
      case Use::kGetParametersForImport:
        return Internal(GenerateWrappingKey(p, kArn, KeySpec::kRsa2048));
      case Use::kImportMaterial: return Internal(UnwrapMaterial(p, kArn, wrapping, {}));
    }
    return false;
  };
  for (uint8_t use = 0; use <= static_cast<uint8_t>(Use::kImportMaterial); ++use) {
    for (uint8_t other = 0; other <= static_cast<uint8_t>(Use::kImportMaterial); ++other) {
      const bool same = use == other;
      const Permit permit = Permitting(static_cast<Use>(other), same ? kOther : kArn);
      BOOST_TEST(refused(permit, static_cast<Use>(use)),
                 "use " << int{use} << " with permit for " << int{other});
    }
    const bool none = static_cast<Use>(use) == Use::kGenerateRandom;
    const bool wraps = static_cast<Use>(use) == Use::kGetParametersForImport;
    const Permit own = Permitting(static_cast<Use>(use), none ? std::string(kNoKey) : kArn);
    if (!wraps) BOOST_TEST(!refused(own, static_cast<Use>(use)), "use " << int{use});
  }
}

BOOST_AUTO_TEST_SUITE_END()
