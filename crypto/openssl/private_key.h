// PrivateKey: an asymmetric key, parsed once, and everything it does.
//
// Flow      KeyMaterial --Parse--> PrivateKey, inside a ReadyKey --> Engine
// Promise   immutable for its users and safe from any thread. It checks what its mathematics needs;
//           usages, limits and permits are Engine's.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_spec.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

class PrivateKey {
 public:
  // Parse reads a DER PKCS#8 private key of `spec`. Fails with kBadMaterial.
  static Result<std::unique_ptr<const PrivateKey>> Parse(KeySpec spec, ByteView pkcs8);
  ~PrivateKey();
  PrivateKey(const PrivateKey&) = delete;
  PrivateKey& operator=(const PrivateKey&) = delete;

  // public_key is the public half as DER SubjectPublicKeyInfo.
  const Bytes& public_key() const { return public_key_; }

  // Encrypt is RSA-OAEP with an empty label (K5.17) or SM2 encryption.
  Result<Bytes> Encrypt(EncryptionAlgorithm algorithm, ByteView plaintext) const;

  // Decrypt reverses Encrypt; fails with kBadCiphertext, whatever the reason.
  Result<SecretBytes> Decrypt(EncryptionAlgorithm algorithm, ByteView ciphertext) const;

  // Sign signs a message, or its digest (K5.31, K5.32), whose size the caller has checked.
  Result<Bytes> Sign(SigningAlgorithm algorithm, MessageType type, ByteView message) const;

  // Verify fails with kBadSignature unless `signature` is one of Sign's for this message.
  Result<void> Verify(SigningAlgorithm algorithm, MessageType type, ByteView message,
                      ByteView signature) const;

  // Derive is the x-coordinate of this scalar times the peer's point, as long as the field (K5.36).
  // The peer is a DER SubjectPublicKeyInfo with an uncompressed point of the same named curve; fails
  // with kInvalidInput when it is not, or is not on the curve.
  Result<SecretBytes> Derive(ByteView peer) const;

 private:
  PrivateKey();

  struct State;
  std::unique_ptr<State> state_;
  Bytes public_key_;
};

}  // namespace keyward::crypto
