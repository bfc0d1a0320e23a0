#include "crypto/openssl/hmac.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"
#include "crypto/openssl/spares.h"

namespace keyward::crypto {
namespace {

EVP_MAC* Hmac() {
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return hmac;
}

const char* DigestName(MacAlgorithm algorithm) {
  switch (algorithm) {
    case MacAlgorithm::kHmacSha224: return "SHA2-224";
    case MacAlgorithm::kHmacSha256: return "SHA2-256";
    case MacAlgorithm::kHmacSha384: return "SHA2-384";
    case MacAlgorithm::kHmacSha512: return "SHA2-512";
  }
  return "";
}

struct Borrowed {
  MacContext context;
};

}  // namespace

struct HmacKey::State {
  MacContext keyed;  // never updated; the source of all others
  Spares<Borrowed> spares;
};

HmacKey::HmacKey() : state_(std::make_unique<State>()) {}
HmacKey::~HmacKey() = default;

Result<std::unique_ptr<const HmacKey>> HmacKey::Create(MacAlgorithm algorithm, ByteView key) {
  if (key.empty()) return Fail(ErrorCode::kBadMaterial, "an HMAC key has at least one byte");
  std::unique_ptr<HmacKey> made(new HmacKey());
  made->state_->keyed.reset(EVP_MAC_CTX_new(Hmac()));
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
                                       const_cast<char*>(DigestName(algorithm)), 0),
      OSSL_PARAM_construct_end()};
  if (made->state_->keyed == nullptr ||
      EVP_MAC_init(made->state_->keyed.get(), key.data(), key.size(), params) != 1) {
    return OpensslFault("keying HMAC");
  }
  return made;
}

Result<void> HmacKey::Compute(ByteView message, std::span<uint8_t> mac) const {
  auto borrowed = state_->spares.Take();
  if (borrowed == nullptr) {
    borrowed =
        std::make_unique<Borrowed>(Borrowed{MacContext(EVP_MAC_CTX_dup(state_->keyed.get()))});
  }
  EVP_MAC_CTX* const context = borrowed->context.get();
  size_t size = 0;
  // Without a key, EVP_MAC_init starts again with the one that is set.
  if (context == nullptr || EVP_MAC_init(context, nullptr, 0, nullptr) != 1 ||
      EVP_MAC_update(context, message.data(), message.size()) != 1 ||
      EVP_MAC_final(context, mac.data(), &size, mac.size()) != 1 || size != mac.size()) {
    return OpensslFault("computing an HMAC");
  }
  state_->spares.Give(std::move(borrowed));
  return {};
}

}  // namespace keyward::crypto
