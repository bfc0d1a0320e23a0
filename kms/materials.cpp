#include "kms/materials.h"

namespace keyward::kms {

Result<std::shared_ptr<const crypto::WrappedDomainKey>> Materials::DomainFor(
    const KeyRecord& record) {
  const std::lock_guard lock(domains_);
  auto domain = keys_.Domain(record.account, record.region);
  if (domain != nullptr) return domain;
  auto made = seal_.NewDomainKey(record.account, record.region, 1);
  if (!made) return tl::unexpected(made.error());
  if (auto kept = keys_.KeepDomain(std::move(*made)); !kept) return tl::unexpected(kept.error());
  return keys_.Domain(record.account, record.region);
}

Result<Bytes> Materials::Seal(const KeyRecord& record, std::string_view id, ByteView material) {
  const auto domain = DomainFor(record);
  if (!domain) return tl::unexpected(domain.error());
  return seal_.Seal(**domain, {record.key_id, id}, material);
}

Result<std::shared_ptr<const crypto::ReadyKey>> Materials::Load(
    const KeyRecord& record, const StoredMaterial& material) const {
  if (material.sealed.empty()) {
    return Fail(ErrorCode::kInvalidState, "the key material was deleted or has expired");
  }
  const auto needed = crypto::DomainOf(material.sealed);
  if (!needed) return tl::unexpected(needed.error());
  const auto domain = keys_.FindDomain(*needed);
  if (domain == nullptr) return Fail(ErrorCode::kCorrupt, "the material's domain key is missing");
  auto bytes = seal_.Unseal(*domain, {record.key_id, material.id}, material.sealed);
  if (!bytes) return tl::unexpected(bytes.error());
  return crypto::ReadyKey::Create(record.Arn(), record.usage, {record.spec, std::move(*bytes)});
}

Result<std::shared_ptr<const crypto::ReadyKey>> Materials::Open(const KeyRecord& record,
                                                                const StoredMaterial& material) {
  if (material.sealed.empty()) return Load(record, material);
  return cache_.FindOrLoad(record.Arn(), material.id, [&] { return Load(record, material); });
}

}  // namespace keyward::kms
