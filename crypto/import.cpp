#include "crypto/import.h"

#include <array>

#include "crypto/ciphertext.h"
#include "crypto/openssl/key_wrap.h"
#include "crypto/openssl/pkey.h"
#include "crypto/openssl/private_key.h"

namespace keyward::crypto {
namespace {

constexpr std::array<std::string_view, 4> kNames = {
    "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"};
constexpr size_t kAesKeySize = 32;

bool HasAesKey(WrappingAlgorithm algorithm) {
  return algorithm == WrappingAlgorithm::kRsaAesKeyWrapSha1 ||
         algorithm == WrappingAlgorithm::kRsaAesKeyWrapSha256;
}

EncryptionAlgorithm OaepOf(WrappingAlgorithm algorithm) {
  const bool sha1 = algorithm == WrappingAlgorithm::kRsaesOaepSha1 ||
                    algorithm == WrappingAlgorithm::kRsaAesKeyWrapSha1;
  return sha1 ? EncryptionAlgorithm::kRsaesOaepSha1 : EncryptionAlgorithm::kRsaesOaepSha256;
}

tl::unexpected<Error> Bad() {
  return Fail(ErrorCode::kBadCiphertext, "the wrapped key material cannot be unwrapped");
}

// Unwrap is the plain bytes of `wrapped`, whatever they are.
Result<SecretBytes> Unwrap(const PrivateKey& key, size_t modulus, const WrappedMaterial& wrapped) {
  if (wrapped.bytes.size() < modulus || wrapped.bytes.size() > kMaxCiphertextSize) return Bad();
  const EncryptionAlgorithm oaep = OaepOf(wrapped.algorithm);
  if (!HasAesKey(wrapped.algorithm)) return key.Decrypt(oaep, wrapped.bytes);
  const auto aes_key = key.Decrypt(oaep, wrapped.bytes.first(modulus));
  if (!aes_key) return tl::unexpected(aes_key.error());
  if (aes_key->size() != kAesKeySize) return Bad();
  return KwpUnwrap(aes_key->view(), wrapped.bytes.subspan(modulus));
}

}  // namespace

std::string_view Name(WrappingAlgorithm algorithm) {
  return kNames[static_cast<size_t>(algorithm)];
}

std::optional<WrappingAlgorithm> WrappingAlgorithmFromName(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<WrappingAlgorithm>(i);
  }
  return std::nullopt;
}

Result<void> CheckWrapping(KeySpec spec, WrappingAlgorithm algorithm, KeySpec wrapping_spec) {
  if (Traits(wrapping_spec).family != KeyFamily::kRsa) {
    return Fail(ErrorCode::kInvalidInput, "a wrapping key is RSA_2048, RSA_3072 or RSA_4096");
  }
  if (!Traits(spec).importable) {
    return Fail(ErrorCode::kInvalidInput, "material of this KeySpec cannot be imported");
  }
  if (HasAesKey(algorithm)) return {};
  const bool too_large = Traits(spec).family == KeyFamily::kRsa ||
                         (spec == KeySpec::kEccNistP521 && wrapping_spec == KeySpec::kRsa2048);
  if (!too_large) return {};
  return Fail(ErrorCode::kInvalidInput, "material of this KeySpec needs RSA_AES_KEY_WRAP");
}

Result<WrappingKey> GenerateWrappingKey(const Permit& permit, std::string_view key, KeySpec spec) {
  if (auto may = RequirePermit(permit, key, Use::kGetParametersForImport); !may) {
    return tl::unexpected(may.error());
  }
  if (Traits(spec).family != KeyFamily::kRsa) {
    return Fail(ErrorCode::kInvalidInput, "a wrapping key is RSA_2048, RSA_3072 or RSA_4096");
  }
  const auto pkey = GeneratePkey(spec);
  if (!pkey) return tl::unexpected(pkey.error());
  auto private_key = EncodePkcs8(pkey->get());
  if (!private_key) return tl::unexpected(private_key.error());
  auto public_key = EncodeSpki(pkey->get());
  if (!public_key) return tl::unexpected(public_key.error());
  return WrappingKey{{spec, std::move(*private_key)}, std::move(*public_key)};
}

Result<KeyMaterial> UnwrapMaterial(const Permit& permit, std::string_view key,
                                   const KeyMaterial& wrapping_key,
                                   const WrappedMaterial& wrapped) {
  if (auto may = RequirePermit(permit, key, Use::kImportMaterial); !may) {
    return tl::unexpected(may.error());
  }
  if (auto fits = CheckWrapping(wrapped.spec, wrapped.algorithm, wrapping_key.spec); !fits) {
    return tl::unexpected(fits.error());
  }
  const auto parsed = PrivateKey::Parse(wrapping_key.spec, wrapping_key.bytes.view());
  if (!parsed) return tl::unexpected(parsed.error());
  const auto plain = Unwrap(**parsed, Traits(wrapping_key.spec).bits / 8u, wrapped);
  if (!plain) return tl::unexpected(plain.error());
  return CheckMaterial(wrapped.spec, plain->view());
}

}  // namespace keyward::crypto
