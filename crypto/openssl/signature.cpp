// Sign and Verify of PrivateKey.
#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include "crypto/digest.h"
#include "crypto/openssl/fault.h"
#include "crypto/openssl/private_key_state.h"

namespace keyward::crypto {
namespace {

using Sig = SigningAlgorithm;

// kSm2Identity is the distinguishing identifier that GM/T 0009 gives to keys without one.
constexpr std::string_view kSm2Identity = "1234567812345678";

DigestAlgorithm HashOf(Sig algorithm) {
  switch (algorithm) {
    case Sig::kRsassaPkcs1V15Sha384:
    case Sig::kRsassaPssSha384:
    case Sig::kEcdsaSha384: return DigestAlgorithm::kSha384;
    case Sig::kRsassaPkcs1V15Sha512:
    case Sig::kRsassaPssSha512:
    case Sig::kEcdsaSha512: return DigestAlgorithm::kSha512;
    default: return DigestAlgorithm::kSha256;
  }
}

const EVP_MD* EvpHashOf(Sig algorithm) {
  if (algorithm == Sig::kSm2dsa) return EVP_sm3();
  switch (HashOf(algorithm)) {
    case DigestAlgorithm::kSha256: return EVP_sha256();
    case DigestAlgorithm::kSha384: return EVP_sha384();
    case DigestAlgorithm::kSha512: return EVP_sha512();
  }
  return nullptr;
}

bool UseAlgorithm(EVP_PKEY_CTX* context, Sig algorithm) {
  const bool pss = algorithm == Sig::kRsassaPssSha256 || algorithm == Sig::kRsassaPssSha384 ||
                   algorithm == Sig::kRsassaPssSha512;
  const bool pkcs1 = algorithm <= Sig::kRsassaPkcs1V15Sha512;
  const EVP_MD* const hash = EvpHashOf(algorithm);
  if (pss && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) != 1) return false;
  if (pkcs1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) != 1) return false;
  if (EVP_PKEY_CTX_set_signature_md(context, hash) != 1) return false;
  return !pss || (EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
                  EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1);
}

// TakesMessage tells whether the algorithm reads the whole message itself, instead of a digest.
bool TakesMessage(Sig algorithm, MessageType type) {
  return algorithm == Sig::kEd25519Sha512 || algorithm == Sig::kEd25519PhSha512 ||
         algorithm == Sig::kMlDsaShake256 ||
         (algorithm == Sig::kSm2dsa && type == MessageType::kRaw);
}

// Borrowed: this thread's context for algorithms that take messages; it lets go of the key after.
class Borrowed {
 public:
  Borrowed() = default;
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { EVP_MD_CTX_reset(get()); }

  EVP_MD_CTX* get() const {
    thread_local const DigestContext context(EVP_MD_CTX_new());
    return context.get();
  }
};

// StartMessage sets `context` up for one message; `start` is EVP_DigestSignInit_ex or its twin.
template <typename Start>
bool StartMessage(EVP_MD_CTX* context, Start start, EVP_PKEY* pkey, Sig algorithm,
                  MessageType type) {
  EVP_PKEY_CTX* inner = nullptr;
  if (algorithm == Sig::kSm2dsa) {
    return start(context, &inner, "SM3", nullptr, nullptr, pkey, nullptr) == 1 &&
           EVP_PKEY_CTX_set1_id(inner, kSm2Identity.data(),
                                static_cast<int>(kSm2Identity.size())) == 1;
  }
  char instance[] = "Ed25519ph";
  int external_mu = 1;
  OSSL_PARAM params[] = {OSSL_PARAM_construct_end(), OSSL_PARAM_construct_end()};
  if (algorithm == Sig::kEd25519PhSha512) {
    params[0] = OSSL_PARAM_construct_utf8_string("instance", instance, 0);
  } else if (type == MessageType::kExternalMu) {
    params[0] = OSSL_PARAM_construct_int("mu", &external_mu);
  }
  return start(context, nullptr, nullptr, nullptr, nullptr, pkey, params) == 1;
}

Result<Bytes> SignMessage(EVP_PKEY* pkey, Sig algorithm, MessageType type, ByteView message) {
  const Borrowed borrowed;
  size_t size = static_cast<size_t>(EVP_PKEY_get_size(pkey));
  Bytes signature(size);
  if (!StartMessage(borrowed.get(), EVP_DigestSignInit_ex, pkey, algorithm, type) ||
      EVP_DigestSign(borrowed.get(), signature.data(), &size, message.data(), message.size()) !=
          1) {
    return OpensslFault("signing");
  }
  signature.resize(size);
  return signature;
}

Result<void> BadSignature() {
  ForgetOpensslErrors();
  return Fail(ErrorCode::kBadSignature, "the signature does not verify");
}

}  // namespace

Result<Bytes> PrivateKey::Sign(SigningAlgorithm algorithm, MessageType type,
                               ByteView message) const {
  if (TakesMessage(algorithm, type)) {
    return SignMessage(state_->pkey.get(), algorithm, type, message);
  }
  Bytes hashed;
  if (type == MessageType::kRaw) {
    hashed = Digest(HashOf(algorithm), message);
    message = hashed;
  }
  auto prepared = state_->Take(Operation::kSign, algorithm, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_sign_init(context) == 1 && UseAlgorithm(context, algorithm);
  });
  size_t size = static_cast<size_t>(EVP_PKEY_get_size(state_->pkey.get()));
  Bytes signature(size);
  if (prepared == nullptr || EVP_PKEY_sign(prepared->context.get(), signature.data(), &size,
                                           message.data(), message.size()) != 1) {
    return OpensslFault("signing");
  }
  signature.resize(size);
  state_->spares.Give(std::move(prepared));
  return signature;
}

Result<void> PrivateKey::Verify(SigningAlgorithm algorithm, MessageType type, ByteView message,
                                ByteView signature) const {
  EVP_PKEY* const pkey = state_->pkey.get();
  if (TakesMessage(algorithm, type)) {
    const Borrowed borrowed;
    if (!StartMessage(borrowed.get(), EVP_DigestVerifyInit_ex, pkey, algorithm, type)) {
      return OpensslFault("preparing to verify");
    }
    const int verified = EVP_DigestVerify(borrowed.get(), signature.data(), signature.size(),
                                          message.data(), message.size());
    return verified == 1 ? Result<void>() : BadSignature();
  }
  Bytes hashed;
  if (type == MessageType::kRaw) {
    hashed = Digest(HashOf(algorithm), message);
    message = hashed;
  }
  // A shorter RSA signature could stand for the same number.
  if (Traits(state_->spec).family == KeyFamily::kRsa &&
      signature.size() != static_cast<size_t>(EVP_PKEY_get_size(pkey))) {
    return BadSignature();
  }
  auto prepared = state_->Take(Operation::kVerify, algorithm, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_verify_init(context) == 1 && UseAlgorithm(context, algorithm);
  });
  if (prepared == nullptr) return OpensslFault("preparing to verify");
  if (EVP_PKEY_verify(prepared->context.get(), signature.data(), signature.size(), message.data(),
                      message.size()) != 1) {
    return BadSignature();
  }
  state_->spares.Give(std::move(prepared));
  return {};
}

}  // namespace keyward::crypto
