// Gate: in the tests of this room, whoever makes a Permit. The product's Gate is in kms/, which
// these tests do not include.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "crypto/permit.h"
#include "crypto/ready_key.h"
#include "crypto/secure_heap.h"

namespace keyward::kms {

class Gate {
 public:
  static crypto::Permit Permitting(std::vector<crypto::PermittedUse> uses) {
    return crypto::Permit(std::move(uses));
  }
};

}  // namespace keyward::kms

namespace keyward::crypto::testing {

inline const std::string kArn =
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

// Permitting is a permit for one use of `arn`.
inline Permit Permitting(Use use, const std::string& arn = kArn) {
  return kms::Gate::Permitting({{arn, use}});
}

// Heap makes the secure heap; tests may run where memory cannot be locked.
struct Heap {
  Heap() {
    const auto made = SecureHeap::Initialise(size_t{4} << 20, Locking::kOptional);
    KEYWARD_CHECK(made.has_value());
  }
};

// Material is new material of `spec`.
inline KeyMaterial Material(KeySpec spec) {
  auto made = GenerateMaterial(Permitting(Use::kCreateMaterial), kArn, spec);
  KEYWARD_CHECK(made.has_value());
  return std::move(*made);
}

// Copy is the same material once more.
inline KeyMaterial Copy(const KeyMaterial& material) {
  return {material.spec, std::move(*SecretBytes::CopyOf(material.bytes.view()))};
}

// Ready is a key for `usage` with this material, or with new material.
inline std::shared_ptr<const ReadyKey> Ready(KeyMaterial material, KeyUsage usage,
                                             const std::string& arn = kArn) {
  auto ready = ReadyKey::Create(arn, usage, std::move(material));
  KEYWARD_CHECK(ready.has_value());
  return *ready;
}
inline std::shared_ptr<const ReadyKey> Ready(KeySpec spec, KeyUsage usage,
                                             const std::string& arn = kArn) {
  return Ready(Material(spec), usage, arn);
}

}  // namespace keyward::crypto::testing
