#include "crypto/ready_key.h"

#include "base/check.h"
#include "crypto/openssl/hmac.h"
#include "crypto/openssl/private_key.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {
namespace {

constexpr std::string_view kResource = ":key/";

// IdOf is the key id in a key ARN; empty where there is none.
std::string_view IdOf(std::string_view arn) {
  const size_t at = arn.rfind(kResource);
  return at == std::string_view::npos ? std::string_view() : arn.substr(at + kResource.size());
}

}  // namespace

ReadyKey::ReadyKey(std::string arn, KeyUsage usage, KeySpec spec)
    : arn_(std::move(arn)), usage_(usage), spec_(spec) {}
ReadyKey::~ReadyKey() = default;

Result<std::shared_ptr<const ReadyKey>> ReadyKey::Create(std::string arn, KeyUsage usage,
                                                         KeyMaterial material) {
  if (!Supports(material.spec, usage)) {
    return Fail(ErrorCode::kInvalidInput, "the KeyUsage does not go with the KeySpec");
  }
  if (auto can = CheckAvailable(material.spec, usage); !can) return tl::unexpected(can.error());
  const auto id = KeyId::Parse(IdOf(arn));
  if (!id) return Fail(ErrorCode::kInvalidInput, "the key ARN does not end in a key id");
  const std::shared_ptr<ReadyKey> key(new ReadyKey(std::move(arn), usage, material.spec));
  key->key_id_ = *id;
  if (auto parsed = key->Parse(std::move(material)); !parsed) {
    return tl::unexpected(parsed.error());
  }
  return key;
}

Result<void> ReadyKey::Parse(KeyMaterial material) {
  const KeySpecTraits& traits = Traits(spec_);
  const size_t size = material.bytes.size();
  if (traits.max_import_size != 0 &&
      (size < traits.min_import_size || size > traits.max_import_size)) {
    return Fail(ErrorCode::kBadMaterial, "the key material has a wrong length");
  }
  if (traits.family == KeyFamily::kSymmetric) {
    bytes_ = std::move(material.bytes);
    material_id_ = MaterialId(key_id_.Text(), bytes_.view());
    KEYWARD_CHECK(ReadHex(material_id_, material_hash_));
    return {};
  }
  if (traits.family == KeyFamily::kHmac) {
    auto keyed = HmacKey::Create(traits.mac.front(), material.bytes.view());
    if (!keyed) return tl::unexpected(keyed.error());
    hmac_key_ = std::move(*keyed);
    return {};
  }
  auto parsed = PrivateKey::Parse(spec_, material.bytes.view());
  if (!parsed) return tl::unexpected(parsed.error());
  private_key_ = std::move(*parsed);
  return {};
}

}  // namespace keyward::crypto
