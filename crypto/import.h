// Import: how key material from outside comes in, wrapped under a key pair made for it.
//
// Flow      GenerateWrappingKey --> public key to the customer --> wrapped material
//           --UnwrapMaterial, CheckMaterial--> KeyMaterial
// Promise   a wrapped blob gives material of exactly the KeySpec, or an error; what was unwrapped on
//           the way stands in SecretBytes only.
// Limits    import tokens, their expiry and their storage belong to kms/.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_material.h"
#include "crypto/key_spec.h"
#include "crypto/permit.h"

namespace keyward::crypto {

enum class WrappingAlgorithm : uint8_t {
  kRsaesOaepSha1,
  kRsaesOaepSha256,
  kRsaAesKeyWrapSha1,
  kRsaAesKeyWrapSha256,
};

// Name is AWS's name of the value; WrappingAlgorithmFromName reverses it.
std::string_view Name(WrappingAlgorithm algorithm);
std::optional<WrappingAlgorithm> WrappingAlgorithmFromName(std::string_view name);

// CheckWrapping tells whether material of `spec` may come under `algorithm` and a wrapping key of
// `wrapping_spec` (K5.70, K5.71): RSA keys need RSA_AES_KEY_WRAP, P-521 keys do not fit into OAEP
// under RSA_2048. Fails with kInvalidInput.
Result<void> CheckWrapping(KeySpec spec, WrappingAlgorithm algorithm, KeySpec wrapping_spec);

// WrappingKey: the pair for one import; the private half is as secret as what it unwraps.
struct WrappingKey {
  KeyMaterial private_key;
  Bytes public_key;  // DER SubjectPublicKeyInfo
};

// GenerateWrappingKey makes a pair for the key with ARN `key` (Use::kGetParametersForImport).
// `spec` is RSA_2048, RSA_3072 or RSA_4096; others fail with kInvalidInput.
Result<WrappingKey> GenerateWrappingKey(const Permit& permit, std::string_view key, KeySpec spec);

// WrappedMaterial: what ImportKeyMaterial brings.
struct WrappedMaterial {
  KeySpec spec = KeySpec::kSymmetricDefault;  // of the key that it is for
  WrappingAlgorithm algorithm = WrappingAlgorithm::kRsaesOaepSha256;
  ByteView bytes;  // RSA-OAEP alone, or RSA-OAEP of an AES-256 key, then AES-KWP under that key
};

// UnwrapMaterial unwraps material for the key with ARN `key` (Use::kImportMaterial). Fails with
// kBadCiphertext when it cannot be unwrapped, kBadMaterial when what was inside is not material of
// the spec (K5.76), and as CheckWrapping does.
Result<KeyMaterial> UnwrapMaterial(const Permit& permit, std::string_view key,
                                   const KeyMaterial& wrapping_key, const WrappedMaterial& wrapped);

}  // namespace keyward::crypto
