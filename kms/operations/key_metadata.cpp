#include "kms/operations/key_metadata.h"

#include <algorithm>

namespace keyward::kms {
namespace {

template <typename Algorithms>
List NamesOf(const Algorithms& algorithms) {
  List names;
  for (const auto algorithm : algorithms) names.emplace_back(Name(algorithm));
  return names;
}

Document RelatedKey(const KeyRecord& key, const std::string& region) {
  KeyRecord related;
  related.partition = key.partition;
  related.region = region;
  related.account = key.account;
  related.key_id = key.key_id;
  Document document;
  document.Set("Arn", related.Arn());
  document.Set("Region", region);
  return document;
}

Document MultiRegion(const KeyRecord& key) {
  Document document;
  document.Set("MultiRegionKeyType", key.IsPrimary() ? "PRIMARY" : "REPLICA");
  document.Set("PrimaryKey", RelatedKey(key, key.multi_region->primary_region));
  List replicas;
  for (const std::string& region : key.multi_region->replica_regions) {
    replicas.emplace_back(RelatedKey(key, region));
  }
  document.Set("ReplicaKeys", std::move(replicas));
  return document;
}

// SetImport: of an EXTERNAL key with material; ValidTo is the earliest (K5.78).
void SetImport(const KeyRecord& key, Document& out) {
  const bool present = std::any_of(key.materials.begin(), key.materials.end(),
                                   [](const auto& material) { return !material.sealed.empty(); });
  if (key.origin != crypto::KeyOrigin::kExternal || !present) return;
  std::optional<Timestamp> earliest;
  for (const StoredMaterial& material : key.materials) {
    if (material.valid_to && (!earliest || *material.valid_to < *earliest)) {
      earliest = material.valid_to;
    }
  }
  if (earliest) out.Set("ValidTo", *earliest);
  out.Set("ExpirationModel", earliest ? "KEY_MATERIAL_EXPIRES" : "KEY_MATERIAL_DOES_NOT_EXPIRE");
}

}  // namespace

void SetAlgorithms(const KeyRecord& key, Document& out) {
  const crypto::KeySpecTraits& traits = crypto::Traits(key.spec);
  switch (key.usage) {
    case crypto::KeyUsage::kEncryptDecrypt:
      return out.Set("EncryptionAlgorithms", NamesOf(traits.encryption));
    case crypto::KeyUsage::kSignVerify:
      return out.Set("SigningAlgorithms", NamesOf(traits.signing));
    case crypto::KeyUsage::kGenerateVerifyMac: return out.Set("MacAlgorithms", NamesOf(traits.mac));
    case crypto::KeyUsage::kKeyAgreement:
      return out.Set("KeyAgreementAlgorithms", NamesOf(traits.agreement));
  }
}

Document KeyMetadata(const KeyRecord& key) {
  Document out;
  out.Set("AWSAccountId", key.account);
  out.Set("KeyId", key.key_id);
  out.Set("Arn", key.Arn());
  out.Set("CreationDate", key.created);
  out.Set("Enabled", crypto::IsEnabled(key.state));
  out.Set("Description", key.description);
  out.Set("KeyUsage", Name(key.usage));
  out.Set("KeyState", crypto::KeyStateName(key.state));
  if (key.state == crypto::KeyState::kPendingDeletion && key.deletion_date) {
    out.Set("DeletionDate", *key.deletion_date);
  }
  SetImport(key, out);
  out.Set("Origin", crypto::KeyOriginName(key.origin));
  out.Set("KeyManager", key.aws_managed ? "AWS" : "CUSTOMER");
  out.Set("CustomerMasterKeySpec", Name(key.spec));
  out.Set("KeySpec", Name(key.spec));
  SetAlgorithms(key, out);
  out.Set("MultiRegion", key.multi_region.has_value());
  if (key.multi_region) out.Set("MultiRegionConfiguration", MultiRegion(key));
  if (key.state == crypto::KeyState::kPendingReplicaDeletion && key.pending_window_in_days) {
    out.Set("PendingDeletionWindowInDays", int64_t{*key.pending_window_in_days});
  }
  const StoredMaterial* current = key.Current();
  if (key.spec == crypto::KeySpec::kSymmetricDefault && current != nullptr) {
    out.Set("CurrentKeyMaterialId", current->id);
  }
  return out;
}

}  // namespace keyward::kms
