// CheckpointSigner: the Ed25519 key pair of a 32-byte seed.
//
// Promise   OpenSSL keeps its private half in the secure heap; signing is safe from any thread.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/sealing_checkpoint.h"

namespace keyward::crypto {

class CheckpointSigner {
 public:
  // FromSeed makes the key pair; fails with kInternal on a seed of another size.
  static Result<CheckpointSigner> FromSeed(ByteView seed);

  CheckpointSigner(CheckpointSigner&&) noexcept;
  CheckpointSigner& operator=(CheckpointSigner&&) noexcept;
  ~CheckpointSigner();

  // Sign signs `bytes`; fails with kInternal or kNoSpace only.
  Result<CheckpointSignature> Sign(ByteView bytes) const;

  const CheckpointPublicKey& public_key() const { return public_key_; }

 private:
  struct KeyPair;
  CheckpointSigner(std::unique_ptr<const KeyPair> pair, const CheckpointPublicKey& public_key);

  std::unique_ptr<const KeyPair> pair_;
  CheckpointPublicKey public_key_;
};

}  // namespace keyward::crypto
