#include "crypto/openssl/scrypt.h"

#include <bit>
#include <openssl/core_names.h>
#include <openssl/params.h>

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"

namespace keyward::crypto {
namespace {

constexpr uint64_t kMostMemory = uint64_t{1} << 30;

bool CostFits(const ScryptCost& cost) {
  if (cost.n < 2 || !std::has_single_bit(cost.n) || cost.n > kMostMemory) return false;
  if (cost.r < 1 || cost.r > 1024 || cost.p < 1 || cost.p > 16) return false;
  return uint64_t{128} * cost.r * (cost.n + cost.p + 2) <= kMostMemory;
}

}  // namespace

Result<SecretBytes> Scrypt(ByteView passphrase, ByteView salt, const ScryptCost& cost,
                           size_t size) {
  if (!CostFits(cost)) {
    return Fail(ErrorCode::kInvalidInput,
                "the scrypt cost is not one that can be computed: n must be a power of two, and "
                "128·r·(n+p) at most 1 GiB");
  }
  auto key = SecretBytes::Create(size);
  if (!key) return key;
  const std::unique_ptr<EVP_KDF, FreeBy<EVP_KDF_free>> kdf(
      EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
  const KdfContext context(kdf == nullptr ? nullptr : EVP_KDF_CTX_new(kdf.get()));
  uint64_t n = cost.n;
  uint64_t most = kMostMemory + (uint64_t{1} << 20);
  uint32_t r = cost.r;
  uint32_t p = cost.p;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD,
                                        const_cast<uint8_t*>(passphrase.data()), passphrase.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<uint8_t*>(salt.data()),
                                        salt.size()),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &most),
      OSSL_PARAM_construct_end()};
  if (context == nullptr ||
      EVP_KDF_derive(context.get(), key->span().data(), size, parameters) != 1) {
    return OpensslFault("deriving a key with scrypt");
  }
  return key;
}

}  // namespace keyward::crypto
