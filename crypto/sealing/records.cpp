#include "crypto/sealing/record.h"
#include "crypto/sealing_records.h"

namespace keyward::crypto {

Result<WrappedDomainKey> WrappedDomainKey::Parse(Bytes bytes) {
  auto reader = RecordReader::Open(RecordKind::kDomainKey, bytes);
  if (!reader) return tl::unexpected(reader.error());
  WrappedDomainKey domain;
  domain.root_key_ = reader->Raw<sizeof(RootKeyFingerprint)>();
  domain.id_ = reader->Raw<sizeof(DomainKeyId)>();
  domain.version_ = reader->Number();
  domain.account_ = reader->Name();
  domain.region_ = reader->Name();
  if (!reader->ok()) return CutShort(RecordKind::kDomainKey);
  domain.header_size_ = reader->offset();
  domain.bytes_ = std::move(bytes);
  return domain;
}

Result<MaterialDomain> DomainOf(ByteView sealed_material) {
  auto reader = RecordReader::Open(RecordKind::kMaterial, sealed_material);
  if (!reader) return tl::unexpected(reader.error());
  MaterialDomain domain;
  domain.id = reader->Raw<sizeof(DomainKeyId)>();
  domain.version = reader->Number();
  if (!reader->ok()) return CutShort(RecordKind::kMaterial);
  return domain;
}

}  // namespace keyward::crypto
