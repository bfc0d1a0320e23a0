#include "crypto/openssl/pkey.h"

#include <algorithm>
#include <array>
#include <openssl/core_names.h>
#include <openssl/encoder.h>
#include <openssl/x509.h>
#include <string_view>

#include "crypto/openssl/fault.h"

namespace keyward::crypto {
namespace {

using PrivateKeyInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, FreeBy<PKCS8_PRIV_KEY_INFO_free>>;
using Encoder = std::unique_ptr<OSSL_ENCODER_CTX, FreeBy<OSSL_ENCODER_CTX_free>>;
using Bio = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;

// SameDer tells whether `info` is written as `der`: then `der` was no other BER form of it.
bool SameDer(PKCS8_PRIV_KEY_INFO* info, ByteView der) {
  unsigned char* written = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &written);
  if (size <= 0) return false;
  const bool same = EqualInConstantTime({written, static_cast<size_t>(size)}, der);
  OPENSSL_clear_free(written, static_cast<size_t>(size));
  return same;
}

bool HasNamedCurve(EVP_PKEY* pkey, const char* curve) {
  std::array<char, 32> name{};
  int explicit_parameters = 1;
  return EVP_PKEY_get_group_name(pkey, name.data(), name.size(), nullptr) == 1 &&
         std::string_view(name.data()) == curve &&
         EVP_PKEY_get_int_param(pkey, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                                &explicit_parameters) == 1 &&
         explicit_parameters == 0;
}

bool IsOf(KeySpec spec, EVP_PKEY* pkey) {
  if (EVP_PKEY_is_a(pkey, TypeName(spec)) != 1) return false;
  if (Traits(spec).family == KeyFamily::kRsa) return EVP_PKEY_get_bits(pkey) == Traits(spec).bits;
  return CurveName(spec) == nullptr || HasNamedCurve(pkey, CurveName(spec));
}

}  // namespace

const char* CurveName(KeySpec spec) {
  switch (spec) {
    case KeySpec::kEccNistP256: return "prime256v1";
    case KeySpec::kEccNistP384: return "secp384r1";
    case KeySpec::kEccNistP521: return "secp521r1";
    case KeySpec::kEccSecgP256k1: return "secp256k1";
    case KeySpec::kSm2: return "SM2";
    default: return nullptr;
  }
}

const char* TypeName(KeySpec spec) {
  switch (Traits(spec).family) {
    case KeyFamily::kRsa: return "RSA";
    case KeyFamily::kEc: return "EC";
    case KeyFamily::kEd25519: return "ED25519";
    case KeyFamily::kSm2: return "SM2";
    case KeyFamily::kMlDsa:
      return spec == KeySpec::kMlDsa44   ? "ML-DSA-44"
             : spec == KeySpec::kMlDsa65 ? "ML-DSA-65"
                                         : "ML-DSA-87";
    default: return nullptr;
  }
}

Result<Pkey> GeneratePkey(KeySpec spec) {
  const char* const type = TypeName(spec);
  Pkey pkey;
  if (Traits(spec).family == KeyFamily::kRsa) {
    pkey.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, type, size_t{Traits(spec).bits}));
  } else if (Traits(spec).family == KeyFamily::kEc) {
    pkey.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, type, CurveName(spec)));
  } else {
    pkey.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, type));
  }
  if (pkey == nullptr) return OpensslFault("generating a key pair");
  return pkey;
}

Result<Pkey> ParsePkcs8(KeySpec spec, ByteView der) {
  const auto bad = [] {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kBadMaterial, "not a DER PKCS#8 private key of this KeySpec");
  };
  const unsigned char* at = der.data();
  const PrivateKeyInfo info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (info == nullptr || at != der.data() + der.size() || !SameDer(info.get(), der)) return bad();
  Pkey pkey(EVP_PKCS82PKEY(info.get()));
  if (pkey == nullptr || !IsOf(spec, pkey.get())) return bad();
  return pkey;
}

bool IsSound(EVP_PKEY* pkey) {
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr));
  const bool sound = context != nullptr && EVP_PKEY_check(context.get()) == 1;
  ForgetOpensslErrors();
  return sound;
}

Result<SecretBytes> EncodePkcs8(EVP_PKEY* pkey) {
  const bool curve = EVP_PKEY_is_a(pkey, "EC") == 1 || EVP_PKEY_is_a(pkey, "SM2") == 1;
  if (curve && (EVP_PKEY_set_utf8_string_param(pkey, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                               "uncompressed") != 1 ||
                EVP_PKEY_set_int_param(pkey, OSSL_PKEY_PARAM_EC_INCLUDE_PUBLIC, 1) != 1)) {
    return OpensslFault("choosing the form of a private key");
  }
  const Encoder encoder(
      OSSL_ENCODER_CTX_new_for_pkey(pkey, EVP_PKEY_KEYPAIR, "DER", "PrivateKeyInfo", nullptr));
  const Bio out(BIO_new(BIO_s_secmem()));
  if (encoder == nullptr || out == nullptr || OSSL_ENCODER_to_bio(encoder.get(), out.get()) != 1) {
    return OpensslFault("writing a private key");
  }
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  if (size <= 0) return OpensslFault("writing a private key");
  return SecretBytes::CopyOf(AsBytes({bytes, static_cast<size_t>(size)}));
}

Result<Bytes> EncodeSpki(EVP_PKEY* pkey) {
  unsigned char* written = nullptr;
  const int size = i2d_PUBKEY(pkey, &written);
  if (size <= 0) return OpensslFault("writing a public key");
  Bytes out(written, written + size);
  OPENSSL_free(written);
  return out;
}

}  // namespace keyward::crypto
