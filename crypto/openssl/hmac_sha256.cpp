#include "crypto/openssl/hmac_sha256.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"

namespace keyward::crypto {
namespace {

MacContext NewContext() {
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  MacContext context(hmac == nullptr ? nullptr : EVP_MAC_CTX_new(hmac));
  EVP_MAC_free(hmac);
  char digest[] = "SHA2-256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  if (context != nullptr && EVP_MAC_CTX_set_params(context.get(), parameters) != 1) context.reset();
  return context;
}

bool Feed(EVP_MAC_CTX* context, std::initializer_list<ByteView> parts) {
  for (const ByteView part : parts) {
    if (EVP_MAC_update(context, part.data(), part.size()) != 1) return false;
  }
  return true;
}

}  // namespace

Result<std::array<uint8_t, 32>> HmacSha256(ByteView key, std::initializer_list<ByteView> parts) {
  // An empty key would mean "the one before" to OpenSSL.
  if (key.empty()) return Fail(ErrorCode::kInternal, "HMAC is given an empty key");
  thread_local const MacContext context = NewContext();
  static constexpr std::array<uint8_t, 32> kNoKey{};
  std::array<uint8_t, 32> mac;
  size_t size = 0;
  const bool done = context != nullptr &&
                    EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) == 1 &&
                    Feed(context.get(), parts) &&
                    EVP_MAC_final(context.get(), mac.data(), &size, mac.size()) == 1;
  if (context != nullptr) EVP_MAC_init(context.get(), kNoKey.data(), kNoKey.size(), nullptr);
  if (!done) return OpensslFault("computing an HMAC");
  return mac;
}

}  // namespace keyward::crypto
