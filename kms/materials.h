// Materials: from sealed key material to keys that the engine works with, and back.
//
// Flow      KeyMaterial --Seal--> StoredMaterial.sealed; KeyRecord --Open--> ReadyKey
// Promise   one domain key for each account and Region, made when it is first needed and kept before
//           anything is sealed under it. Opened keys stay in the MaterialCache. Opening permits
//           nothing: every use of a ReadyKey asks for a Permit. Safe from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>

#include "base/result.h"
#include "crypto/key_material.h"
#include "crypto/material_cache.h"
#include "crypto/ready_key.h"
#include "crypto/sealing_key.h"
#include "kms/key_store.h"

namespace keyward::kms {

class Materials {
 public:
  // Materials keeps at most `capacity` opened keys; `keys` and `seal` must outlive it.
  Materials(KeyStore& keys, const crypto::SealingKey& seal, size_t capacity)
      : keys_(keys), seal_(seal), cache_(capacity) {}

  // Seal wraps material of the key `record` under the name `id`. Errors: SealingKey::Seal's,
  // NewDomainKey's, and those of KeyStore::KeepDomain.
  Result<Bytes> Seal(const KeyRecord& record, std::string_view id, ByteView material);

  // Open is the key with that material, ready for use. Errors: kInvalidState where the material is
  // gone; kCorrupt without its domain key; SealingKey::Unseal's and ReadyKey::Create's.
  Result<std::shared_ptr<const crypto::ReadyKey>> Open(const KeyRecord& record,
                                                       const StoredMaterial& material);

  // Forget drops a key whose material is gone.
  void Forget(std::string_view arn) { cache_.Forget(arn); }

  const crypto::SealingKey& seal() const { return seal_; }

 private:
  Result<std::shared_ptr<const crypto::WrappedDomainKey>> DomainFor(const KeyRecord& record);
  Result<std::shared_ptr<const crypto::ReadyKey>> Load(const KeyRecord& record,
                                                       const StoredMaterial& material) const;

  KeyStore& keys_;
  const crypto::SealingKey& seal_;
  crypto::MaterialCache cache_;
  std::mutex domains_;  // one new domain key at a time
};

}  // namespace keyward::kms
