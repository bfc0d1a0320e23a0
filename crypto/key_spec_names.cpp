// The names of key_spec.h.
#include <algorithm>
#include <array>

#include "crypto/key_spec.h"

namespace keyward::crypto {
namespace {

// The names of each enum, in the order of its values.
constexpr std::array<std::string_view, 4> kUsageNames = {"ENCRYPT_DECRYPT", "SIGN_VERIFY",
                                                         "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"};
constexpr std::array<std::string_view, 4> kEncryptionNames = {
    "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"};
constexpr std::array<std::string_view, 13> kSigningNames = {"RSASSA_PKCS1_V1_5_SHA_256",
                                                            "RSASSA_PKCS1_V1_5_SHA_384",
                                                            "RSASSA_PKCS1_V1_5_SHA_512",
                                                            "RSASSA_PSS_SHA_256",
                                                            "RSASSA_PSS_SHA_384",
                                                            "RSASSA_PSS_SHA_512",
                                                            "ECDSA_SHA_256",
                                                            "ECDSA_SHA_384",
                                                            "ECDSA_SHA_512",
                                                            "ED25519_SHA_512",
                                                            "ED25519_PH_SHA_512",
                                                            "ML_DSA_SHAKE_256",
                                                            "SM2DSA"};
constexpr std::array<std::string_view, 4> kMacNames = {"HMAC_SHA_224", "HMAC_SHA_256",
                                                       "HMAC_SHA_384", "HMAC_SHA_512"};
constexpr std::array<std::string_view, 1> kAgreementNames = {"ECDH"};
constexpr std::array<std::string_view, 3> kMessageTypeNames = {"RAW", "DIGEST", "EXTERNAL_MU"};

template <typename T>
std::optional<T> FromName(std::span<const std::string_view> names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<T>(found - names.begin());
}

}  // namespace

std::string_view Name(KeySpec spec) { return Traits(spec).name; }
std::string_view Name(KeyUsage usage) { return kUsageNames[static_cast<size_t>(usage)]; }
std::string_view Name(EncryptionAlgorithm algorithm) {
  return kEncryptionNames[static_cast<size_t>(algorithm)];
}
std::string_view Name(SigningAlgorithm algorithm) {
  return kSigningNames[static_cast<size_t>(algorithm)];
}
std::string_view Name(MacAlgorithm algorithm) { return kMacNames[static_cast<size_t>(algorithm)]; }
std::string_view Name(KeyAgreementAlgorithm algorithm) {
  return kAgreementNames[static_cast<size_t>(algorithm)];
}
std::string_view Name(MessageType type) { return kMessageTypeNames[static_cast<size_t>(type)]; }

std::optional<KeySpec> KeySpecFromName(std::string_view name) {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (traits.name == name) return traits.spec;
  }
  return std::nullopt;
}
std::optional<KeyUsage> KeyUsageFromName(std::string_view name) {
  return FromName<KeyUsage>(kUsageNames, name);
}
std::optional<EncryptionAlgorithm> EncryptionAlgorithmFromName(std::string_view name) {
  return FromName<EncryptionAlgorithm>(kEncryptionNames, name);
}
std::optional<SigningAlgorithm> SigningAlgorithmFromName(std::string_view name) {
  return FromName<SigningAlgorithm>(kSigningNames, name);
}
std::optional<MacAlgorithm> MacAlgorithmFromName(std::string_view name) {
  return FromName<MacAlgorithm>(kMacNames, name);
}
std::optional<KeyAgreementAlgorithm> KeyAgreementAlgorithmFromName(std::string_view name) {
  return FromName<KeyAgreementAlgorithm>(kAgreementNames, name);
}
std::optional<MessageType> MessageTypeFromName(std::string_view name) {
  return FromName<MessageType>(kMessageTypeNames, name);
}

}  // namespace keyward::crypto
