#include "crypto/key_material.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "crypto/openssl/pkey.h"
#include "crypto/random.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {
namespace {

bool IsRaw(KeySpec spec) { return Traits(spec).max_import_size != 0; }

// RawSize is the size of generated raw material: for HMAC keys, that of the digest.
size_t RawSize(KeySpec spec) { return Traits(spec).bits / 8u; }

tl::unexpected<Error> BadMaterial(KeySpec spec) {
  const KeySpecTraits& traits = Traits(spec);
  if (!IsRaw(spec)) {
    return Fail(
        ErrorCode::kBadMaterial,
        fmt::format("key material of {} is a DER PKCS#8 private key of that kind", traits.name));
  }
  return Fail(ErrorCode::kBadMaterial,
              fmt::format("key material of {} is {} to {} bytes", traits.name,
                          traits.min_import_size, traits.max_import_size));
}

Result<KeyMaterial> Encoded(KeySpec spec, EVP_PKEY* pkey) {
  auto bytes = EncodePkcs8(pkey);
  if (!bytes) return tl::unexpected(bytes.error());
  return KeyMaterial{spec, std::move(*bytes)};
}

Result<KeyMaterial> Raw(KeySpec spec, Result<SecretBytes> bytes) {
  if (!bytes) return tl::unexpected(bytes.error());
  return KeyMaterial{spec, std::move(*bytes)};
}

}  // namespace

Result<KeyMaterial> GenerateMaterial(const Permit& permit, std::string_view key, KeySpec spec) {
  if (auto may = RequirePermit(permit, key, Use::kCreateMaterial); !may) {
    return tl::unexpected(may.error());
  }
  if (auto can = CheckAvailable(spec); !can) return tl::unexpected(can.error());
  if (IsRaw(spec)) return Raw(spec, RandomSecret(RawSize(spec)));
  const auto pkey = GeneratePkey(spec);
  if (!pkey) return tl::unexpected(pkey.error());
  return Encoded(spec, pkey->get());
}

Result<KeyMaterial> CheckMaterial(KeySpec spec, ByteView bytes) {
  if (auto can = CheckAvailable(spec); !can) return tl::unexpected(can.error());
  const KeySpecTraits& traits = Traits(spec);
  if (!traits.importable) {
    return Fail(ErrorCode::kUnsupported,
                fmt::format("material of {} cannot be imported", traits.name));
  }
  if (IsRaw(spec)) {
    if (bytes.size() < traits.min_import_size || bytes.size() > traits.max_import_size) {
      return BadMaterial(spec);
    }
    return Raw(spec, SecretBytes::CopyOf(bytes));
  }
  if (bytes.size() > kMaxMaterialSize) return BadMaterial(spec);
  const auto pkey = ParsePkcs8(spec, bytes);
  if (!pkey || !IsSound(pkey->get())) return BadMaterial(spec);
  return Encoded(spec, pkey->get());
}

Result<Bytes> PublicKeyOf(const KeyMaterial& material) {
  if (IsRaw(material.spec)) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("{} has no public key", Name(material.spec)));
  }
  const auto pkey = ParsePkcs8(material.spec, material.bytes.view());
  if (!pkey) return tl::unexpected(pkey.error());
  return EncodeSpki(pkey->get());
}

std::string MaterialId(std::string_view key_id, ByteView material) {
  Sha256Stream stream;
  stream.Update(AsBytes("kms-material"));
  stream.Update(AsBytes(key_id));
  stream.Update(material);
  return HexText(stream.Finish());
}

}  // namespace keyward::crypto
