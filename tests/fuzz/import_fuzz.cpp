// Any bytes as imported material of every KeySpec, as wrapped material, and as a peer's public key:
// no crash, and material that is accepted stays the same bytes when it is read again.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "crypto/key_material.h"
#include "crypto/openssl/key_wrap.h"
#include "crypto/openssl/private_key.h"
#include "crypto/secure_heap.h"

namespace {

using namespace keyward;          // NOLINT(google-build-using-namespace): a fuzz target
using namespace keyward::crypto;  // NOLINT(google-build-using-namespace)

void CheckAs(KeySpec spec, ByteView bytes) {
  const auto material = CheckMaterial(spec, bytes);
  if (!material) {
    KEYWARD_CHECK(!material.error().message.empty());
    return;
  }
  KEYWARD_CHECK(material->spec == spec);
  const auto again = CheckMaterial(spec, material->bytes.view());
  KEYWARD_CHECK(again && again->bytes == material->bytes);
  if (Traits(spec).max_import_size != 0) return;
  const auto key = PrivateKey::Parse(spec, material->bytes.view());
  const auto public_key = PublicKeyOf(*material);
  KEYWARD_CHECK(key && public_key && (*key)->public_key() == *public_key);
  if (Supports(spec, KeyUsage::kKeyAgreement) && CheckAvailable(spec, KeyUsage::kKeyAgreement)) {
    KEYWARD_CHECK((*key)->Derive(*public_key).has_value());
    KEYWARD_CHECK(!(*key)->Derive(bytes));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool heap = SecureHeap::Initialise(size_t{4} << 20, Locking::kOptional).has_value();
  KEYWARD_CHECK(heap);
  const ByteView bytes(data, size);
  for (const KeySpecTraits& traits : KeySpecs()) CheckAs(traits.spec, bytes);
  const ByteView key = AsBytes("0123456789abcdef0123456789abcdef");
  KEYWARD_CHECK(!KwpUnwrap(key, bytes));
  if (size == 0 || size > 4096) return 0;
  const auto wrapped = KwpWrap(key, bytes);
  KEYWARD_CHECK(wrapped.has_value());
  const auto plain = KwpUnwrap(key, *wrapped);
  KEYWARD_CHECK(plain && AsText(plain->view()) == AsText(bytes));
  return 0;
}
