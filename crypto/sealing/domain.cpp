#include <fmt/format.h>

#include "crypto/openssl/aes_gcm.h"
#include "crypto/random.h"
#include "crypto/sealing/record.h"
#include "crypto/sealing/sealing_state.h"

namespace keyward::crypto {
namespace {

constexpr size_t kMostDomainName = 64;
constexpr size_t kMostMaterialName = 256;
constexpr size_t kMostMaterial = size_t{64} << 10;

Result<void> CheckName(const MaterialName& name) {
  if (name.key_id.empty() || name.key_id.size() > kMostMaterialName ||
      name.material_id.size() > kMostMaterialName) {
    return Fail(ErrorCode::kInvalidInput, "key material is named by 1 to 256 bytes");
  }
  return {};
}

// DomainRecord is the record of a domain key under `root`.
Result<WrappedDomainKey> DomainRecord(const RootKey& root, const DomainKeyId& id, uint32_t version,
                                      std::string_view account, std::string_view region,
                                      const SecretBytes& key) {
  RecordWriter writer(RecordKind::kDomainKey);
  writer.Raw(root.fingerprint()).Raw(id).Number(version).Name(account).Name(region);
  const auto wrapped = root.Wrap(key.view(), writer.bytes());
  if (!wrapped) return tl::unexpected(wrapped.error());
  return WrappedDomainKey::Parse(writer.Raw(*wrapped).Take());
}

// Associated is what sealed material is bound to: its own header and whose it is.
Bytes Associated(const Bytes& header, const WrappedDomainKey& domain, const MaterialName& name) {
  RecordWriter writer(RecordKind::kMaterial);
  return writer.Raw(header)
      .Name(domain.account())
      .Name(domain.region())
      .Name(name.key_id)
      .Name(name.material_id)
      .Take();
}

// MaterialHeader opens the record of sealed material.
Bytes MaterialHeader(const WrappedDomainKey& domain) {
  RecordWriter writer(RecordKind::kMaterial);
  return writer.Raw(domain.id()).Number(domain.version()).Take();
}

// OpenMaterial opens a record whose header is known to be good.
Result<SecretBytes> OpenMaterial(const SecretBytes& key, const WrappedDomainKey& domain,
                                 const MaterialName& name, ByteView record) {
  const Bytes header = MaterialHeader(domain);
  const ByteView rest = record.subspan(header.size());
  if (rest.size() < kAesGcmIvSize + kAesGcmTagSize ||
      rest.size() > kAesGcmIvSize + kMostMaterial + kAesGcmTagSize) {
    return CutShort(RecordKind::kMaterial);
  }
  const ByteView sealed = rest.subspan(kAesGcmIvSize);
  auto material = SecretBytes::Create(sealed.size() - kAesGcmTagSize);
  if (!material) return material;
  auto opened = AesGcmOpen({key.view(), rest.first(kAesGcmIvSize)},
                           Associated(header, domain, name), sealed, material->span());
  if (!opened) return tl::unexpected(opened.error());
  return material;
}

}  // namespace

Result<WrappedDomainKey> SealingKey::NewDomainKey(std::string_view account, std::string_view region,
                                                  uint32_t version) const {
  if (account.empty() || account.size() > kMostDomainName || region.empty() ||
      region.size() > kMostDomainName) {
    return Fail(ErrorCode::kInvalidInput, "a domain key's account and Region have 1 to 64 bytes");
  }
  DomainKeyId id;
  if (auto filled = FillRandom(id); !filled) return tl::unexpected(filled.error());
  auto key = RandomSecret(kAesGcmKeySize);
  if (!key) return tl::unexpected(key.error());
  return DomainRecord(*state_->roots.Present(), id, version, account, region, *key);
}

Result<WrappedDomainKey> SealingKey::Rewrap(const WrappedDomainKey& domain) const {
  const auto key = state_->Unwrapped(domain);
  if (!key) return tl::unexpected(key.error());
  return DomainRecord(*state_->roots.Present(), domain.id(), domain.version(), domain.account(),
                      domain.region(), **key);
}

Result<Bytes> SealingKey::Seal(const WrappedDomainKey& domain, const MaterialName& name,
                               ByteView material) const {
  if (auto good = CheckName(name); !good) return tl::unexpected(good.error());
  if (material.size() > kMostMaterial) {
    return Fail(ErrorCode::kInvalidInput, "key material over 64 KiB cannot be sealed");
  }
  const auto key = state_->Unwrapped(domain);
  if (!key) return tl::unexpected(key.error());
  Bytes record = MaterialHeader(domain);
  const Bytes associated = Associated(record, domain, name);
  const size_t header_size = record.size();
  record.resize(header_size + kAesGcmIvSize + material.size() + kAesGcmTagSize);
  const auto iv = std::span<uint8_t>(record).subspan(header_size, kAesGcmIvSize);
  if (auto filled = FillRandom(iv); !filled) return tl::unexpected(filled.error());
  const auto sealed = std::span<uint8_t>(record).subspan(header_size + kAesGcmIvSize);
  if (auto done = AesGcmSeal({(*key)->view(), iv}, associated, material, sealed); !done) {
    return tl::unexpected(done.error());
  }
  return record;
}

Result<SecretBytes> SealingKey::Unseal(const WrappedDomainKey& domain, const MaterialName& name,
                                       ByteView sealed) const {
  if (auto good = CheckName(name); !good) return tl::unexpected(good.error());
  const auto needed = DomainOf(sealed);
  if (!needed) return tl::unexpected(needed.error());
  if (!(*needed == MaterialDomain{domain.id(), domain.version()})) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("the key material of {} is sealed under another domain key than the "
                            "one of account {}, {} version {}",
                            name.key_id, domain.account(), domain.region(), domain.version()));
  }
  const auto key = state_->Unwrapped(domain);
  if (!key) return tl::unexpected(key.error());
  auto material = OpenMaterial(**key, domain, name, sealed);
  if (!material && material.error().code == ErrorCode::kBadCiphertext) {
    return Fail(
        ErrorCode::kCorrupt,
        fmt::format("the sealed key material of {} was changed, or is another's", name.key_id));
  }
  return material;
}

}  // namespace keyward::crypto
