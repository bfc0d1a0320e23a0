#include "crypto/openssl/private_key.h"

#include <algorithm>
#include <openssl/rsa.h>

#include "crypto/openssl/fault.h"
#include "crypto/openssl/pkey.h"
#include "crypto/openssl/private_key_state.h"

namespace keyward::crypto {
namespace {

bool UseAlgorithm(EVP_PKEY_CTX* context, EncryptionAlgorithm algorithm) {
  if (algorithm == EncryptionAlgorithm::kSm2pke) return true;
  const EVP_MD* const hash =
      algorithm == EncryptionAlgorithm::kRsaesOaepSha1 ? EVP_sha1() : EVP_sha256();
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, hash) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1;
}

}  // namespace

PrivateKey::PrivateKey() : state_(std::make_unique<State>()) {}
PrivateKey::~PrivateKey() = default;

Result<std::unique_ptr<const PrivateKey>> PrivateKey::Parse(KeySpec spec, ByteView pkcs8) {
  auto pkey = ParsePkcs8(spec, pkcs8);
  if (!pkey) return tl::unexpected(pkey.error());
  auto spki = EncodeSpki(pkey->get());
  if (!spki) return tl::unexpected(spki.error());
  std::unique_ptr<PrivateKey> key(new PrivateKey());
  key->state_->spec = spec;
  key->public_key_ = std::move(*spki);
  if (CurveName(spec) != nullptr) key->state_->point_size = 1 + 2 * ((Traits(spec).bits + 7u) / 8u);
  key->state_->pkey = std::move(*pkey);
  return key;
}

Result<Bytes> PrivateKey::Encrypt(EncryptionAlgorithm algorithm, ByteView plaintext) const {
  auto prepared = state_->Take(Operation::kEncrypt, algorithm, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_encrypt_init(context) == 1 && UseAlgorithm(context, algorithm);
  });
  if (prepared == nullptr) return OpensslFault("preparing to encrypt");
  EVP_PKEY_CTX* const context = prepared->context.get();
  size_t size = 0;
  if (EVP_PKEY_encrypt(context, nullptr, &size, plaintext.data(), plaintext.size()) != 1) {
    return OpensslFault("encrypting");
  }
  Bytes ciphertext(size);
  if (EVP_PKEY_encrypt(context, ciphertext.data(), &size, plaintext.data(), plaintext.size()) !=
      1) {
    return OpensslFault("encrypting");
  }
  ciphertext.resize(size);
  state_->spares.Give(std::move(prepared));
  return ciphertext;
}

Result<SecretBytes> PrivateKey::Decrypt(EncryptionAlgorithm algorithm, ByteView ciphertext) const {
  const auto bad = [] {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kBadCiphertext, "the ciphertext cannot be decrypted");
  };
  const bool rsa = algorithm != EncryptionAlgorithm::kSm2pke;
  if (rsa && ciphertext.size() != Traits(state_->spec).bits / 8u) return bad();
  auto prepared = state_->Take(Operation::kDecrypt, algorithm, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_decrypt_init(context) == 1 && UseAlgorithm(context, algorithm);
  });
  if (prepared == nullptr) return OpensslFault("preparing to decrypt");
  // No plaintext is longer than its ciphertext.
  auto plaintext = SecretBytes::Create(ciphertext.size());
  if (!plaintext) return plaintext;
  size_t size = plaintext->size();
  if (EVP_PKEY_decrypt(prepared->context.get(), plaintext->span().data(), &size, ciphertext.data(),
                       ciphertext.size()) != 1) {
    return bad();
  }
  state_->spares.Give(std::move(prepared));
  return SecretBytes::CopyOf(plaintext->view().first(size));
}

Result<SecretBytes> PrivateKey::Derive(ByteView peer) const {
  const auto bad = [] {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kInvalidInput, "the peer's public key is not one on this key's curve");
  };
  // A DER key on the same named curve has the same bytes before its point as this one.
  const size_t prefix = public_key_.size() - state_->point_size;
  if (state_->point_size == 0 || peer.size() != public_key_.size() ||
      !std::equal(peer.begin(), peer.begin() + static_cast<long>(prefix), public_key_.begin()) ||
      peer[prefix] != 4) {
    return bad();
  }
  const Pkey other(EVP_PKEY_new());
  if (other == nullptr || EVP_PKEY_copy_parameters(other.get(), state_->pkey.get()) != 1) {
    return OpensslFault("preparing to derive");
  }
  // Points that are not on the curve are refused here. The cofactor is 1 on all these curves, so
  // every point that is not infinity, which no uncompressed form names, has the full order.
  if (EVP_PKEY_set1_encoded_public_key(other.get(), peer.data() + prefix, state_->point_size) !=
      1) {
    return bad();
  }
  auto prepared =
      state_->Take(Operation::kDerive, KeyAgreementAlgorithm::kEcdh,
                   [](EVP_PKEY_CTX* context) { return EVP_PKEY_derive_init(context) == 1; });
  auto secret = SecretBytes::Create(state_->point_size / 2);
  if (!secret) return secret;
  size_t size = secret->size();
  if (prepared == nullptr ||
      EVP_PKEY_derive_set_peer_ex(prepared->context.get(), other.get(), 0) != 1 ||
      EVP_PKEY_derive(prepared->context.get(), secret->span().data(), &size) != 1 ||
      size != secret->size()) {
    return OpensslFault("deriving a shared secret");
  }
  state_->spares.Give(std::move(prepared));
  return secret;
}

}  // namespace keyward::crypto
