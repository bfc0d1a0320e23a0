#include "crypto/key_spec.h"

#include <algorithm>
#include <array>

namespace keyward::crypto {
namespace {

using Enc = EncryptionAlgorithm;
using Sig = SigningAlgorithm;

constexpr std::array kCipherUsage = {KeyUsage::kEncryptDecrypt};
constexpr std::array kRsaUsages = {KeyUsage::kEncryptDecrypt, KeyUsage::kSignVerify};
constexpr std::array kNistUsages = {KeyUsage::kSignVerify, KeyUsage::kKeyAgreement};
constexpr std::array kSignUsage = {KeyUsage::kSignVerify};
constexpr std::array kMacUsage = {KeyUsage::kGenerateVerifyMac};
constexpr std::array kSm2Usages = {KeyUsage::kEncryptDecrypt, KeyUsage::kSignVerify,
                                   KeyUsage::kKeyAgreement};

constexpr std::array kSymmetric = {Enc::kSymmetricDefault};
constexpr std::array kOaep = {Enc::kRsaesOaepSha1, Enc::kRsaesOaepSha256};
constexpr std::array kSm2pke = {Enc::kSm2pke};

constexpr std::array kRsassa = {Sig::kRsassaPkcs1V15Sha256, Sig::kRsassaPkcs1V15Sha384,
                                Sig::kRsassaPkcs1V15Sha512, Sig::kRsassaPssSha256,
                                Sig::kRsassaPssSha384,      Sig::kRsassaPssSha512};
constexpr std::array kEcdsa256 = {Sig::kEcdsaSha256};
constexpr std::array kEcdsa384 = {Sig::kEcdsaSha384};
constexpr std::array kEcdsa512 = {Sig::kEcdsaSha512};
constexpr std::array kEd25519 = {Sig::kEd25519Sha512, Sig::kEd25519PhSha512};
constexpr std::array kMlDsa = {Sig::kMlDsaShake256};
constexpr std::array kSm2dsa = {Sig::kSm2dsa};

constexpr std::array kHmacSha224 = {MacAlgorithm::kHmacSha224};
constexpr std::array kHmacSha256 = {MacAlgorithm::kHmacSha256};
constexpr std::array kHmacSha384 = {MacAlgorithm::kHmacSha384};
constexpr std::array kHmacSha512 = {MacAlgorithm::kHmacSha512};
constexpr std::array kEcdh = {KeyAgreementAlgorithm::kEcdh};

constexpr KeySpecTraits Rsa(KeySpec spec, std::string_view name, uint16_t bits) {
  return {spec, name, KeyFamily::kRsa, bits,  0,    0,     kRsaUsages, kOaep, kRsassa,
          {},   {},   false,           false, true, false, true};
}

constexpr KeySpecTraits Nist(KeySpec spec, std::string_view name, uint16_t bits,
                             std::span<const Sig> signing) {
  return {spec,    name, KeyFamily::kEc, bits,  0,     0,    kNistUsages, {},
          signing, {},   kEcdh,          false, false, true, false,       true};
}

constexpr KeySpecTraits MlDsa(KeySpec spec, std::string_view name, uint16_t set) {
  return {spec,       name,  KeyFamily::kMlDsa,
          set,        0,     0,
          kSignUsage, {},    kMlDsa,
          {},         {},    false,
          false,      false, false,
          false};
}

constexpr KeySpecTraits Hmac(KeySpec spec, std::string_view name, uint16_t bits,
                             std::span<const MacAlgorithm> mac) {
  // K5.72: from the digest's length up to the hash's block.
  const auto block = static_cast<uint16_t>(bits <= 256 ? 64 : 128);
  return {spec,
          name,
          KeyFamily::kHmac,
          bits,
          static_cast<uint16_t>(bits / 8),
          block,
          kMacUsage,
          {},
          {},
          mac,
          {},
          false,
          false,
          true,
          false,
          false};
}

constexpr std::array<KeySpecTraits, kKeySpecCount> kTable = {{
    {KeySpec::kSymmetricDefault,
     "SYMMETRIC_DEFAULT",
     KeyFamily::kSymmetric,
     256,
     32,
     32,
     kCipherUsage,
     kSymmetric,
     {},
     {},
     {},
     true,
     true,
     true,
     true,
     false},
    Rsa(KeySpec::kRsa2048, "RSA_2048", 2048),
    Rsa(KeySpec::kRsa3072, "RSA_3072", 3072),
    Rsa(KeySpec::kRsa4096, "RSA_4096", 4096),
    Nist(KeySpec::kEccNistP256, "ECC_NIST_P256", 256, kEcdsa256),
    Nist(KeySpec::kEccNistP384, "ECC_NIST_P384", 384, kEcdsa384),
    Nist(KeySpec::kEccNistP521, "ECC_NIST_P521", 521, kEcdsa512),
    {KeySpec::kEccSecgP256k1,
     "ECC_SECG_P256K1",
     KeyFamily::kEc,
     256,
     0,
     0,
     kSignUsage,
     {},
     kEcdsa256,
     {},
     {},
     false,
     false,
     true,
     false,
     true},
    {KeySpec::kEccNistEdwards25519,
     "ECC_NIST_EDWARDS25519",
     KeyFamily::kEd25519,
     255,
     0,
     0,
     kSignUsage,
     {},
     kEd25519,
     {},
     {},
     false,
     false,
     true,
     false,
     true},
    MlDsa(KeySpec::kMlDsa44, "ML_DSA_44", 44),
    MlDsa(KeySpec::kMlDsa65, "ML_DSA_65", 65),
    MlDsa(KeySpec::kMlDsa87, "ML_DSA_87", 87),
    Hmac(KeySpec::kHmac224, "HMAC_224", 224, kHmacSha224),
    Hmac(KeySpec::kHmac256, "HMAC_256", 256, kHmacSha256),
    Hmac(KeySpec::kHmac384, "HMAC_384", 384, kHmacSha384),
    Hmac(KeySpec::kHmac512, "HMAC_512", 512, kHmacSha512),
    {KeySpec::kSm2,
     "SM2",
     KeyFamily::kSm2,
     256,
     0,
     0,
     kSm2Usages,
     kSm2pke,
     kSm2dsa,
     {},
     kEcdh,
     false,
     false,
     true,
     false,
     true},
}};

constexpr bool InOrder() {
  for (size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<size_t>(kTable[i].spec) != i) return false;
  }
  return true;
}
static_assert(InOrder());

template <typename T>
bool Has(std::span<const T> values, T value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// HashSize is the length of the digest that `algorithm` signs.
size_t HashSize(SigningAlgorithm algorithm) {
  switch (algorithm) {
    case Sig::kRsassaPkcs1V15Sha384:
    case Sig::kRsassaPssSha384:
    case Sig::kEcdsaSha384: return 48;
    case Sig::kRsassaPkcs1V15Sha512:
    case Sig::kRsassaPssSha512:
    case Sig::kEcdsaSha512:
    case Sig::kEd25519PhSha512: return 64;
    default: return 32;
  }
}

}  // namespace

const KeySpecTraits& Traits(KeySpec spec) { return kTable[static_cast<size_t>(spec)]; }
std::span<const KeySpecTraits> KeySpecs() { return kTable; }

bool Supports(KeySpec spec, KeyUsage usage) { return Has(Traits(spec).usages, usage); }
bool Supports(KeySpec spec, EncryptionAlgorithm algorithm) {
  return Has(Traits(spec).encryption, algorithm);
}
bool Supports(KeySpec spec, SigningAlgorithm algorithm) {
  return Has(Traits(spec).signing, algorithm);
}
bool Supports(KeySpec spec, MacAlgorithm algorithm) { return Has(Traits(spec).mac, algorithm); }
bool Supports(KeySpec spec, KeyAgreementAlgorithm algorithm) {
  return Has(Traits(spec).agreement, algorithm);
}

size_t MaxPlaintextSize(KeySpec spec, EncryptionAlgorithm algorithm) {
  if (!Supports(spec, algorithm)) return 0;
  // RFC 8017, 7.1.1: k - 2 hLen - 2.
  const size_t modulus = Traits(spec).bits / 8u;
  switch (algorithm) {
    case Enc::kSymmetricDefault: return kMaxMessageSize;
    case Enc::kRsaesOaepSha1: return modulus - 2 * 20 - 2;
    case Enc::kRsaesOaepSha256: return modulus - 2 * 32 - 2;
    case Enc::kSm2pke: return 1024;
  }
  return 0;
}

std::optional<size_t> MessageLength(SigningAlgorithm algorithm, MessageType type) {
  switch (type) {
    case MessageType::kRaw:
      if (algorithm == Sig::kEd25519PhSha512) return std::nullopt;
      return 0;
    case MessageType::kDigest:
      if (algorithm == Sig::kEd25519Sha512 || algorithm == Sig::kMlDsaShake256) return std::nullopt;
      return HashSize(algorithm);
    case MessageType::kExternalMu:
      if (algorithm != Sig::kMlDsaShake256) return std::nullopt;
      return 64;
  }
  return std::nullopt;
}

size_t MacSize(MacAlgorithm algorithm) {
  constexpr std::array<size_t, 4> kSizes = {28, 32, 48, 64};
  return kSizes[static_cast<size_t>(algorithm)];
}

}  // namespace keyward::crypto
