// ReadyKey: key material parsed and bound to its key ARN; what Engine works with.
//
// Flow      KeyMaterial --Create--> ReadyKey, kept by MaterialCache --> Engine
// Promise   immutable and shared between threads; parsed once. Holding one permits nothing: every
//           use asks for a Permit that names its ARN. Its memory is cleansed when the last owner
//           lets go.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "crypto/ciphertext.h"
#include "crypto/key_material.h"
#include "crypto/key_spec.h"

namespace keyward::crypto {

class HmacKey;
class PrivateKey;

class ReadyKey {
 public:
  // Create parses `material` for the key with ARN `arn`. The material is trusted to be what
  // GenerateMaterial or CheckMaterial returned. Fails with kInvalidInput on an ARN without a key id
  // or a usage that the spec does not have, kBadMaterial on bytes that are no such key, and
  // kUnsupported where this OpenSSL cannot do the spec.
  static Result<std::shared_ptr<const ReadyKey>> Create(std::string arn, KeyUsage usage,
                                                        KeyMaterial material);

  ~ReadyKey();
  ReadyKey(const ReadyKey&) = delete;
  ReadyKey& operator=(const ReadyKey&) = delete;

  const std::string& arn() const { return arn_; }
  KeySpec spec() const { return spec_; }
  KeyUsage usage() const { return usage_; }

  // material_id is the KeyMaterialId of a symmetric key, empty for others.
  const std::string& material_id() const { return material_id_; }

  // The parsed forms, for Engine alone: null or empty where the spec has another.
  const PrivateKey* private_key() const { return private_key_.get(); }
  const HmacKey* hmac_key() const { return hmac_key_.get(); }
  SymmetricMaterial symmetric() const { return {bytes_.view(), key_id_, material_hash_}; }

 private:
  ReadyKey(std::string arn, KeyUsage usage, KeySpec spec);
  Result<void> Parse(KeyMaterial material);

  std::string arn_;
  KeyUsage usage_;
  KeySpec spec_;
  KeyId key_id_;
  std::string material_id_;
  std::array<uint8_t, 32> material_hash_{};
  SecretBytes bytes_;  // symmetric only
  std::unique_ptr<const PrivateKey> private_key_;
  std::unique_ptr<const HmacKey> hmac_key_;
};

}  // namespace keyward::crypto
