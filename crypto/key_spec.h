// KeySpec: the kinds of customer keys and what each can do, as data (K5.1).
//
// Flow      names of the API --> enums --> KeySpecTraits --> Engine, request validation, KeyMetadata
// Promise   one constexpr table; names letter for letter as AWS writes them, algorithms in the order
//           of DescribeKey.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"

namespace keyward::crypto {

enum class KeySpec : uint8_t {
  kSymmetricDefault,
  kRsa2048,
  kRsa3072,
  kRsa4096,
  kEccNistP256,
  kEccNistP384,
  kEccNistP521,
  kEccSecgP256k1,
  kEccNistEdwards25519,
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
  kHmac224,
  kHmac256,
  kHmac384,
  kHmac512,
  kSm2,
};
inline constexpr size_t kKeySpecCount = 17;

enum class KeyUsage : uint8_t { kEncryptDecrypt, kSignVerify, kGenerateVerifyMac, kKeyAgreement };

enum class EncryptionAlgorithm : uint8_t {
  kSymmetricDefault,
  kRsaesOaepSha1,
  kRsaesOaepSha256,
  kSm2pke,
};

enum class SigningAlgorithm : uint8_t {
  kRsassaPkcs1V15Sha256,
  kRsassaPkcs1V15Sha384,
  kRsassaPkcs1V15Sha512,
  kRsassaPssSha256,
  kRsassaPssSha384,
  kRsassaPssSha512,
  kEcdsaSha256,
  kEcdsaSha384,
  kEcdsaSha512,
  kEd25519Sha512,
  kEd25519PhSha512,
  kMlDsaShake256,
  kSm2dsa,
};

enum class MacAlgorithm : uint8_t { kHmacSha224, kHmacSha256, kHmacSha384, kHmacSha512 };

enum class KeyAgreementAlgorithm : uint8_t { kEcdh };

enum class MessageType : uint8_t { kRaw, kDigest, kExternalMu };

// KeyFamily: specs that share their mathematics and the format of their material.
enum class KeyFamily : uint8_t { kSymmetric, kRsa, kEc, kEd25519, kMlDsa, kHmac, kSm2 };

// kMaxMessageSize bounds symmetric plaintexts and messages to sign or to authenticate, in bytes;
// kMaxPeerKeySize a peer's public key; kMaxDataKeySize a data key and random bytes.
inline constexpr size_t kMaxMessageSize = 4096;
inline constexpr size_t kMaxPeerKeySize = 8192;
inline constexpr size_t kMaxDataKeySize = 1024;

// KeySpecTraits: one row of K5.1. The algorithms of a usage that the spec does not have are empty.
struct KeySpecTraits {
  KeySpec spec;
  std::string_view name;
  KeyFamily family;
  uint16_t bits;             // of the key, the modulus or the field; ML-DSA: its parameter set
  uint16_t min_import_size;  // raw material, in bytes; 0 where it is PKCS#8
  uint16_t max_import_size;
  std::span<const KeyUsage> usages;
  std::span<const EncryptionAlgorithm> encryption;
  std::span<const SigningAlgorithm> signing;
  std::span<const MacAlgorithm> mac;
  std::span<const KeyAgreementAlgorithm> agreement;
  bool automatic_rotation;
  bool on_demand_rotation;
  bool importable;
  bool custom_key_store;
  bool data_key_pair;  // a KeyPairSpec of GenerateDataKeyPair (K5.21)
};

// Traits is the row of `spec`.
const KeySpecTraits& Traits(KeySpec spec);

// KeySpecs is the whole table, in the order of K5.1.
std::span<const KeySpecTraits> KeySpecs();

// Supports tells whether keys of `spec` may have this usage, or support this algorithm.
bool Supports(KeySpec spec, KeyUsage usage);
bool Supports(KeySpec spec, EncryptionAlgorithm algorithm);
bool Supports(KeySpec spec, SigningAlgorithm algorithm);
bool Supports(KeySpec spec, MacAlgorithm algorithm);
bool Supports(KeySpec spec, KeyAgreementAlgorithm algorithm);

// MaxPlaintextSize is the most that `algorithm` encrypts with `spec`, in bytes; 0 where the two do
// not go together (K5.1, K5.16).
size_t MaxPlaintextSize(KeySpec spec, EncryptionAlgorithm algorithm);

// MessageLength is the size of the message that `algorithm` signs as `type`, in bytes: nullopt where
// the two do not go together (K5.31), 0 where any size up to kMaxMessageSize will do.
std::optional<size_t> MessageLength(SigningAlgorithm algorithm, MessageType type);

// MacSize is the length of a MAC in bytes.
size_t MacSize(MacAlgorithm algorithm);

// Name is AWS's name of the value; the From… functions reverse it, and know nothing else.
std::string_view Name(KeySpec spec);
std::string_view Name(KeyUsage usage);
std::string_view Name(EncryptionAlgorithm algorithm);
std::string_view Name(SigningAlgorithm algorithm);
std::string_view Name(MacAlgorithm algorithm);
std::string_view Name(KeyAgreementAlgorithm algorithm);
std::string_view Name(MessageType type);
std::optional<KeySpec> KeySpecFromName(std::string_view name);
std::optional<KeyUsage> KeyUsageFromName(std::string_view name);
std::optional<EncryptionAlgorithm> EncryptionAlgorithmFromName(std::string_view name);
std::optional<SigningAlgorithm> SigningAlgorithmFromName(std::string_view name);
std::optional<MacAlgorithm> MacAlgorithmFromName(std::string_view name);
std::optional<KeyAgreementAlgorithm> KeyAgreementAlgorithmFromName(std::string_view name);
std::optional<MessageType> MessageTypeFromName(std::string_view name);

// CheckAvailable asks the OpenSSL at hand, once, whether it can do `spec`, `spec` for `usage`, or
// `algorithm`. Fails with kUnsupported, and says what could. OpenSSL 3.0 has no ML-DSA, no Ed25519ph,
// and no key agreement with SM2 keys that were stored.
Result<void> CheckAvailable(KeySpec spec);
Result<void> CheckAvailable(KeySpec spec, KeyUsage usage);
Result<void> CheckAvailable(SigningAlgorithm algorithm);

}  // namespace keyward::crypto
