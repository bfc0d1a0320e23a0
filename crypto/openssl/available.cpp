// CheckAvailable: what the OpenSSL at hand can do.
#include <array>
#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include "crypto/key_spec.h"
#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"
#include "crypto/openssl/pkey.h"

namespace keyward::crypto {
namespace {

using KeyType = std::unique_ptr<EVP_KEYMGMT, FreeBy<EVP_KEYMGMT_free>>;
using SignatureMethod = std::unique_ptr<EVP_SIGNATURE, FreeBy<EVP_SIGNATURE_free>>;
using Group = std::unique_ptr<EC_GROUP, FreeBy<EC_GROUP_free>>;

bool CanDo(KeySpec spec) {
  const char* const type = TypeName(spec);
  if (type == nullptr) return true;  // AES and HMAC are in every build
  if (KeyType(EVP_KEYMGMT_fetch(nullptr, type, nullptr)) == nullptr) return false;
  const char* const curve = CurveName(spec);
  return curve == nullptr || Group(EC_GROUP_new_by_curve_name(OBJ_txt2nid(curve))) != nullptr;
}

std::array<bool, kKeySpecCount> WhatItCanDo() {
  std::array<bool, kKeySpecCount> can{};
  for (const KeySpecTraits& traits : KeySpecs()) {
    can[static_cast<size_t>(traits.spec)] = CanDo(traits.spec);
  }
  ForgetOpensslErrors();
  return can;
}

// HasEd25519ph asks for the parameter itself: OpenSSL 3.0 ignores it in silence, and would sign
// plain Ed25519 instead.
bool HasEd25519ph() {
  const SignatureMethod method(EVP_SIGNATURE_fetch(nullptr, "ED25519", nullptr));
  const OSSL_PARAM* const params =
      method == nullptr ? nullptr : EVP_SIGNATURE_settable_ctx_params(method.get());
  const bool has = params != nullptr && OSSL_PARAM_locate_const(params, "instance") != nullptr;
  ForgetOpensslErrors();
  return has;
}

// CanAgree asks for an SM2 key's own derivation. OpenSSL 3.0 derives with EC keys on that curve, and
// reads every stored one as an SM2 key.
bool CanAgree() {
  const auto pkey = GeneratePkey(KeySpec::kSm2);
  if (!pkey) return false;
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, pkey->get(), nullptr));
  const bool can = context != nullptr && EVP_PKEY_derive_init(context.get()) == 1;
  ForgetOpensslErrors();
  return can;
}

tl::unexpected<Error> Unsupported(std::string_view name, std::string_view needs) {
  return Fail(ErrorCode::kUnsupported,
              fmt::format("{} needs {}; this is {}", name, needs, OpenSSL_version(OPENSSL_VERSION)),
              {}, {}, "build Keyward with a newer OpenSSL");
}

}  // namespace

Result<void> CheckAvailable(KeySpec spec) {
  static const std::array<bool, kKeySpecCount> can = WhatItCanDo();
  if (can[static_cast<size_t>(spec)]) return {};
  const bool ml_dsa = Traits(spec).family == KeyFamily::kMlDsa;
  return Unsupported(Name(spec),
                     ml_dsa ? "OpenSSL 3.5 or later" : "an OpenSSL that is built with it");
}

Result<void> CheckAvailable(KeySpec spec, KeyUsage usage) {
  if (auto can = CheckAvailable(spec); !can) return can;
  if (spec != KeySpec::kSm2 || usage != KeyUsage::kKeyAgreement) return {};
  static const bool can_agree = CanAgree();
  if (can_agree) return {};
  return Unsupported("KEY_AGREEMENT with SM2", "an OpenSSL that derives with SM2 keys");
}

Result<void> CheckAvailable(SigningAlgorithm algorithm) {
  if (algorithm == SigningAlgorithm::kMlDsaShake256) return CheckAvailable(KeySpec::kMlDsa44);
  static const bool has_ed25519ph = HasEd25519ph();
  if (algorithm != SigningAlgorithm::kEd25519PhSha512 || has_ed25519ph) return {};
  return Unsupported(Name(algorithm), "OpenSSL 3.2 or later");
}

}  // namespace keyward::crypto
