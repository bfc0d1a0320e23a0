#include "crypto/openssl/checkpoint_signer.h"

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"

namespace keyward::crypto {

struct CheckpointSigner::KeyPair {
  Pkey key;
};

CheckpointSigner::CheckpointSigner(std::unique_ptr<const KeyPair> pair,
                                   const CheckpointPublicKey& public_key)
    : pair_(std::move(pair)), public_key_(public_key) {}
CheckpointSigner::CheckpointSigner(CheckpointSigner&&) noexcept = default;
CheckpointSigner& CheckpointSigner::operator=(CheckpointSigner&&) noexcept = default;
CheckpointSigner::~CheckpointSigner() = default;

Result<CheckpointSigner> CheckpointSigner::FromSeed(ByteView seed) {
  Pkey key(EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, seed.data(), seed.size()));
  CheckpointPublicKey public_key;
  size_t size = public_key.size();
  if (key == nullptr || EVP_PKEY_get_raw_public_key(key.get(), public_key.data(), &size) != 1) {
    return OpensslFault("making the checkpoint key");
  }
  return CheckpointSigner(std::make_unique<const KeyPair>(KeyPair{std::move(key)}), public_key);
}

Result<CheckpointSignature> CheckpointSigner::Sign(ByteView bytes) const {
  const DigestContext context(EVP_MD_CTX_new());
  CheckpointSignature signature;
  size_t size = signature.size();
  if (context == nullptr ||
      EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, pair_->key.get(),
                            nullptr) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size()) != 1) {
    return OpensslFault("signing a checkpoint");
  }
  return signature;
}

Result<void> VerifyCheckpoint(const CheckpointPublicKey& public_key, ByteView bytes,
                              const CheckpointSignature& signature) {
  const Pkey key(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, public_key.data(),
                                                public_key.size()));
  const DigestContext context(EVP_MD_CTX_new());
  if (key == nullptr || context == nullptr ||
      EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key.get(),
                              nullptr) != 1) {
    return OpensslFault("verifying a checkpoint");
  }
  if (EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                       bytes.size()) != 1) {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kBadSignature, "the checkpoint's signature does not verify");
  }
  return {};
}

}  // namespace keyward::crypto
