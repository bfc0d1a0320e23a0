// KeyMaterial: the secret bytes of a customer key, in the one form in which they are kept.
//
// Flow      GenerateMaterial, or UnwrapMaterial --CheckMaterial--> KeyMaterial --> sealed at rest
//           KeyMaterial --ReadyKey::Create--> ReadyKey --> Engine
// Promise   one key has one form: raw bytes for symmetric and HMAC keys, DER PKCS#8 as OpenSSL
//           writes it for all others; so equal keys have equal bytes.
// Limits    while OpenSSL reads or makes a private key, parts of it stand in its ordinary heap.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_spec.h"
#include "crypto/permit.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// kMaxMaterialSize bounds imported material, in bytes.
inline constexpr size_t kMaxMaterialSize = 6144;

struct KeyMaterial {
  KeySpec spec = KeySpec::kSymmetricDefault;
  SecretBytes bytes;
};

// GenerateMaterial makes new material for the key with ARN `key` (Use::kCreateMaterial). Fails with
// kUnsupported where this OpenSSL cannot do `spec`, kInternal without the permit, and as SecretBytes
// and FillRandom do.
Result<KeyMaterial> GenerateMaterial(const Permit& permit, std::string_view key, KeySpec spec);

// CheckMaterial takes bytes from outside as material of `spec` (K5.72): raw bytes of an allowed
// length, or a DER PKCS#8 private key of the right size or named curve that is sound (RSA: primes
// and exponents belong together; EC: the scalar is in range and the public key is its multiple).
// Fails with kBadMaterial, or kUnsupported as GenerateMaterial does.
Result<KeyMaterial> CheckMaterial(KeySpec spec, ByteView bytes);

// PublicKeyOf is the public half as DER SubjectPublicKeyInfo. Fails with kInvalidInput for symmetric
// and HMAC material (K5.37), with kBadMaterial when the bytes are no key.
Result<Bytes> PublicKeyOf(const KeyMaterial& material);

// MaterialId is the KeyMaterialId of symmetric material: HEX(SHA-256("kms-material" ‖ key id ‖
// material)) (K5.7). `key_id` is the id alone, not the ARN.
std::string MaterialId(std::string_view key_id, ByteView material);

}  // namespace keyward::crypto
