// Signatures: every KeySpec and algorithm, and what must not verify.
#include <boost/test/unit_test.hpp>

#include "crypto/digest.h"
#include "crypto/engine.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

const Bytes kMessage(100, 0x61);

bool Verifies(const ReadyKey& key, SigningAlgorithm algorithm, ByteView message, ByteView signature,
              MessageType type = MessageType::kRaw) {
  const auto result = Verify(Permitting(Use::kVerify), key, algorithm, type, message, signature);
  if (!result) BOOST_TEST((result.error().code == ErrorCode::kBadSignature));
  return result.has_value();
}

Bytes Signed(const ReadyKey& key, SigningAlgorithm algorithm, ByteView message = kMessage,
             MessageType type = MessageType::kRaw) {
  const auto signature = Sign(Permitting(Use::kSign), key, algorithm, type, message);
  BOOST_REQUIRE(signature);
  return *signature;
}

// Der is SEQUENCE { INTEGER r, INTEGER s } from the integers' contents.
Bytes Der(const Bytes& r, const Bytes& s) {
  Bytes out = {0x30, static_cast<uint8_t>(r.size() + s.size() + 4), 0x02,
               static_cast<uint8_t>(r.size())};
  out.insert(out.end(), r.begin(), r.end());
  out.push_back(0x02);
  out.push_back(static_cast<uint8_t>(s.size()));
  out.insert(out.end(), s.begin(), s.end());
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signature, *boost::unit_test::fixture<Heap>())

BOOST_AUTO_TEST_CASE(every_algorithm) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.signing.empty() || !CheckAvailable(traits.spec)) continue;
    const auto key = Ready(traits.spec, KeyUsage::kSignVerify);
    const auto other = Ready(traits.spec, KeyUsage::kSignVerify);
    for (const auto algorithm : traits.signing) {
      if (!MessageLength(algorithm, MessageType::kRaw)) continue;
      for (const size_t size : {1u, 100u, 4096u}) {
        const Bytes message(size, 0x61);
        Bytes signature = Signed(*key, algorithm, message);
        BOOST_TEST(Verifies(*key, algorithm, message, signature), Name(algorithm));
        BOOST_TEST(!Verifies(*other, algorithm, message, signature));
        signature[signature.size() / 2] ^= 4;
        BOOST_TEST(!Verifies(*key, algorithm, message, signature));
      }
      BOOST_TEST(!Verifies(*key, algorithm, Bytes(99, 0x61), Signed(*key, algorithm)));
    }
  }
}

// RAW and the DIGEST of the same message verify each other (K5.31).
BOOST_AUTO_TEST_CASE(digests) {
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kEccNistP256, KeySpec::kEccNistP384,
                          KeySpec::kEccNistP521, KeySpec::kEccSecgP256k1}) {
    const auto key = Ready(spec, KeyUsage::kSignVerify);
    for (const auto algorithm : Traits(spec).signing) {
      const size_t length = *MessageLength(algorithm, MessageType::kDigest);
      const Bytes digest = Digest(length == 32   ? DigestAlgorithm::kSha256
                                  : length == 48 ? DigestAlgorithm::kSha384
                                                 : DigestAlgorithm::kSha512,
                                  kMessage);
      BOOST_TEST(Verifies(*key, algorithm, kMessage,
                          Signed(*key, algorithm, digest, MessageType::kDigest)));
      BOOST_TEST(Verifies(*key, algorithm, digest, Signed(*key, algorithm), MessageType::kDigest));
      for (const size_t wrong : {size_t{0}, length - 1, length + 1}) {
        const auto refused =
            Sign(Permitting(Use::kSign), *key, algorithm, MessageType::kDigest, Bytes(wrong, 1));
        BOOST_TEST((!refused && refused.error().code == ErrorCode::kInvalidInput));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(message_types_that_do_not_go) {  // K5.31
  const auto ed25519 = Ready(KeySpec::kEccNistEdwards25519, KeyUsage::kSignVerify);
  const auto sign = [&](SigningAlgorithm algorithm, MessageType type, size_t size) {
    const auto made = Sign(Permitting(Use::kSign), *ed25519, algorithm, type, Bytes(size, 1));
    return made ? ErrorCode::kNotFound : made.error().code;
  };
  BOOST_TEST((sign(SigningAlgorithm::kEd25519Sha512, MessageType::kDigest, 64) ==
              ErrorCode::kInvalidInput));
  BOOST_TEST((sign(SigningAlgorithm::kEd25519Sha512, MessageType::kExternalMu, 64) ==
              ErrorCode::kInvalidInput));
  BOOST_TEST(
      (sign(SigningAlgorithm::kEcdsaSha256, MessageType::kRaw, 64) == ErrorCode::kInvalidInput));
  if (!CheckAvailable(SigningAlgorithm::kEd25519PhSha512)) {
    BOOST_TEST((sign(SigningAlgorithm::kEd25519PhSha512, MessageType::kDigest, 64) ==
                ErrorCode::kUnsupported));
  }
  const auto ec = Ready(KeySpec::kEccNistP256, KeyUsage::kSignVerify);
  for (const size_t size : {0u, 4097u}) {
    const auto made = Sign(Permitting(Use::kSign), *ec, SigningAlgorithm::kEcdsaSha256,
                           MessageType::kRaw, Bytes(size, 1));
    BOOST_TEST((!made && made.error().code == ErrorCode::kInvalidInput));
  }
}

BOOST_AUTO_TEST_CASE(any_flipped_bit_is_refused) {
  for (const auto spec : {KeySpec::kRsa2048, KeySpec::kEccNistP256, KeySpec::kEccSecgP256k1,
                          KeySpec::kEccNistEdwards25519, KeySpec::kSm2}) {
    const auto key = Ready(spec, KeyUsage::kSignVerify);
    for (const auto algorithm : Traits(spec).signing) {
      if (!MessageLength(algorithm, MessageType::kRaw)) continue;
      Bytes signature = Signed(*key, algorithm);
      for (size_t bit = 0; bit < 8 * signature.size(); bit += spec == KeySpec::kRsa2048 ? 13 : 1) {
        signature[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
        BOOST_TEST(!Verifies(*key, algorithm, kMessage, signature), Name(algorithm)
                                                                        << " bit " << bit);
        signature[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
      }
      for (size_t size = 0; size < signature.size(); ++size) {
        BOOST_TEST(!Verifies(*key, algorithm, kMessage, ByteView(signature).first(size)));
      }
      signature.push_back(0);
      BOOST_TEST(!Verifies(*key, algorithm, kMessage, signature));
      signature.pop_back();
      signature.insert(signature.begin(), 0);
      BOOST_TEST(!Verifies(*key, algorithm, kMessage, signature));
    }
  }
}

// Signatures that hold for every message where r and s are not checked, and other forms of a good one.
BOOST_AUTO_TEST_CASE(ecdsa_edges) {
  const auto key = Ready(KeySpec::kEccNistP256, KeyUsage::kSignVerify);
  const auto algorithm = SigningAlgorithm::kEcdsaSha256;
  const Bytes order = FromHex("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  Bytes above = order;
  above.back() += 1;
  const Bytes zero = {0};
  const Bytes one = {1};
  const Bytes minus = {0xff};
  const std::vector<Bytes> values = {zero, one, minus, order, above, Bytes(40, 0x11), {}};
  for (const Bytes& r : values) {
    for (const Bytes& s : values) {
      BOOST_TEST(!Verifies(*key, algorithm, kMessage, Der(r, s)));
    }
  }
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, Bytes(64, 0)));
  Bytes good = Signed(*key, algorithm);
  const size_t r_size = good[3];
  const Bytes r(good.begin() + 4, good.begin() + 4 + static_cast<long>(r_size));
  const Bytes s(good.begin() + 6 + static_cast<long>(r_size), good.end());
  BOOST_TEST(Verifies(*key, algorithm, kMessage, Der(r, s)));
  Bytes padded = r;
  padded.insert(padded.begin(), 0);
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, Der(padded, s)));  // an integer with a zero more
  Bytes behind = Der(r, s);
  behind.insert(behind.end(), {5, 0});
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, behind));
  Bytes long_form = Der(r, s);
  long_form.insert(long_form.begin() + 1, 0x81);  // BER: a length in the long form
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, long_form));
  Bytes indefinite = Der(r, s);
  indefinite[1] = 0x80;
  indefinite.insert(indefinite.end(), {0, 0});
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, indefinite));
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, Der(s, r)));
}

// PKCS#1 v1.5 and PSS, and the hash functions, do not stand in for each other; a PSS salt has the
// length of the digest (K5.32).
BOOST_AUTO_TEST_CASE(rsa_edges) {
  const auto key = Ready(KeySpec::kRsa2048, KeyUsage::kSignVerify);
  for (const auto algorithm : Traits(KeySpec::kRsa2048).signing) {
    const Bytes signature = Signed(*key, algorithm);
    for (const auto other : Traits(KeySpec::kRsa2048).signing) {
      BOOST_TEST(Verifies(*key, other, kMessage, signature) == (other == algorithm));
    }
    BOOST_TEST(!Verifies(*key, algorithm, kMessage, Bytes(256, 0)));
    Bytes one(256, 0);
    one.back() = 1;
    BOOST_TEST(!Verifies(*key, algorithm, kMessage, one));
    BOOST_TEST(!Verifies(*key, algorithm, kMessage, Bytes(256, 0xff)));
  }
}

BOOST_AUTO_TEST_CASE(ed25519_edges) {
  const auto key = Ready(KeySpec::kEccNistEdwards25519, KeyUsage::kSignVerify);
  const auto algorithm = SigningAlgorithm::kEd25519Sha512;
  Bytes signature = Signed(*key, algorithm);
  // S plus the group order is the same scalar; RFC 8032, 5.1.7 refuses it.
  const Bytes order = FromHex(
      "edd3f55c1a631258d69cf7a2def9de14"
      "00000000000000000000000000000010");
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += signature[32 + i] + unsigned{order[i]};
    signature[32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, signature));
  BOOST_TEST(!Verifies(*key, algorithm, kMessage, Bytes(64, 0)));
}

BOOST_AUTO_TEST_SUITE_END()
