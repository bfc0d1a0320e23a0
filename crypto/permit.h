// Permit: the right to use keys in certain ways, once.
//
// Flow      Gate decides --> Permit --> Encrypt, Sign, … --> released when the audit record stands
// Promise   all or nothing: it lists every (key, use) pair of one call, and none that was not
//           decided. Move-only; a moved-from one covers nothing. Only kms::Gate makes one.
// Limits    at most kMaxPermittedUses pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/result.h"

namespace keyward::kms {
class Gate;
}  // namespace keyward::kms

namespace keyward::crypto {

// Use: what may be done with a key. ReEncrypt is kDecrypt of its source and kEncrypt of its
// destination; the …WithoutPlaintext operations use a key as their namesakes do.
enum class Use : uint8_t {
  kEncrypt,
  kDecrypt,
  kGenerateDataKey,
  kGenerateDataKeyPair,
  kSign,
  kVerify,
  kGenerateMac,
  kVerifyMac,
  kDeriveSharedSecret,
  kGetPublicKey,
  kGenerateRandom,          // of kNoKey
  kCreateMaterial,          // CreateKey, RotateKeyOnDemand, automatic rotation
  kGetParametersForImport,  // a wrapping key pair
  kImportMaterial,
};

// kNoKey stands for the key in uses that concern none.
inline constexpr std::string_view kNoKey = "*";

inline constexpr size_t kMaxPermittedUses = 4;

// PermittedUse: one pair. A key is named by its key ARN.
struct PermittedUse {
  std::string key;
  Use use = Use::kEncrypt;
};

class Permit {
 public:
  Permit(Permit&&) noexcept = default;
  Permit& operator=(Permit&&) noexcept = default;
  Permit(const Permit&) = delete;
  Permit& operator=(const Permit&) = delete;
  ~Permit() = default;

  // Covers tells whether this permits `use` of the key with ARN `key`.
  bool Covers(std::string_view key, Use use) const {
    for (const PermittedUse& permitted : uses_) {
      if (permitted.use == use && permitted.key == key) return true;
    }
    return false;
  }

 private:
  friend class keyward::kms::Gate;

  explicit Permit(std::vector<PermittedUse> uses) : uses_(std::move(uses)) {
    KEYWARD_CHECK(uses_.size() <= kMaxPermittedUses);
  }

  std::vector<PermittedUse> uses_;
};

// RequirePermit fails with kInternal unless `permit` covers `use` of `key`: whoever calls passes a
// permit for what it does, so that another one is a fault of ours, and is refused.
inline Result<void> RequirePermit(const Permit& permit, std::string_view key, Use use) {
  if (permit.Covers(key, use)) return {};
  return Fail(ErrorCode::kInternal, "the permit does not cover this use of the key");
}

}  // namespace keyward::crypto
