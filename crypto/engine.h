// Engine: what customer keys do, for the holder of a Permit.
//
// Flow      Gate --> Permit, with a ReadyKey --> Engine --> ciphertext, signature, secret
// Promise   each function asks the Permit for this key and this use before anything else, and fails
//           with kInternal without it. Then it refuses, with kInvalidInput, what K5.1 excludes: a
//           usage or algorithm that the key does not have, and sizes outside the limits. What it
//           returns that is secret is SecretBytes. Algorithms that this OpenSSL cannot do fail with
//           kUnsupported. Safe from any thread.
// Limits    input that is plaintext is the caller's to cleanse.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/encryption_context.h"
#include "crypto/key_spec.h"
#include "crypto/permit.h"
#include "crypto/ready_key.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// Encrypt: Use::kEncrypt (K5.10, K5.17). With an asymmetric algorithm the context must be empty.
Result<Bytes> Encrypt(const Permit& permit, const ReadyKey& key, EncryptionAlgorithm algorithm,
                      const EncryptionContext& context, ByteView plaintext);

// Decrypt: Use::kDecrypt; fails with kBadCiphertext, whatever is wrong with it (K5.12, K5.17).
Result<SecretBytes> Decrypt(const Permit& permit, const ReadyKey& key,
                            EncryptionAlgorithm algorithm, const EncryptionContext& context,
                            ByteView ciphertext);

// DataKey: a data key and the same under the KMS key.
struct DataKey {
  SecretBytes plaintext;
  Bytes ciphertext;
};

// GenerateDataKey: Use::kGenerateDataKey; 1 to kMaxDataKeySize bytes (K5.20).
Result<DataKey> GenerateDataKey(const Permit& permit, const ReadyKey& key,
                                const EncryptionContext& context, size_t size);

// DataKeyPair: DER SubjectPublicKeyInfo, DER PKCS#8, and the latter under the KMS key.
struct DataKeyPair {
  Bytes public_key;
  SecretBytes private_key;
  Bytes private_key_ciphertext;
};

// GenerateDataKeyPair: Use::kGenerateDataKeyPair; `pair_spec` is one with data_key_pair (K5.21).
Result<DataKeyPair> GenerateDataKeyPair(const Permit& permit, const ReadyKey& key,
                                        const EncryptionContext& context, KeySpec pair_spec);

// Sign: Use::kSign (K5.31, K5.32).
Result<Bytes> Sign(const Permit& permit, const ReadyKey& key, SigningAlgorithm algorithm,
                   MessageType type, ByteView message);

// Verify: Use::kVerify; fails with kBadSignature where the signature is not one of this message
// under this key (K5.33).
Result<void> Verify(const Permit& permit, const ReadyKey& key, SigningAlgorithm algorithm,
                    MessageType type, ByteView message, ByteView signature);

// GenerateMac: Use::kGenerateMac (K5.35).
Result<Bytes> GenerateMac(const Permit& permit, const ReadyKey& key, MacAlgorithm algorithm,
                          ByteView message);

// VerifyMac: Use::kVerifyMac; compares in constant time and fails with kBadSignature (K5.35).
Result<void> VerifyMac(const Permit& permit, const ReadyKey& key, MacAlgorithm algorithm,
                       ByteView message, ByteView mac);

// DeriveSharedSecret: Use::kDeriveSharedSecret; `peer` is a DER SubjectPublicKeyInfo on the same
// curve, its point uncompressed (K5.36).
Result<SecretBytes> DeriveSharedSecret(const Permit& permit, const ReadyKey& key,
                                       KeyAgreementAlgorithm algorithm, ByteView peer);

// GetPublicKey: Use::kGetPublicKey; DER SubjectPublicKeyInfo. kInvalidInput for symmetric and HMAC
// keys (K5.37).
Result<Bytes> GetPublicKey(const Permit& permit, const ReadyKey& key);

// GenerateRandom: Use::kGenerateRandom of kNoKey; 1 to kMaxDataKeySize bytes (K5.22).
Result<SecretBytes> GenerateRandom(const Permit& permit, size_t size);

}  // namespace keyward::crypto
