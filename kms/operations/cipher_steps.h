// Steps of the operations that encrypt and decrypt.
#pragma once

#include <string>

#include "crypto/secret_bytes.h"
#include "kms/operations/steps.h"

namespace keyward::kms {

// CipherMembers: how one side of an operation spells its members.
struct CipherMembers {
  const char* key_id = "KeyId";
  const char* algorithm = "EncryptionAlgorithm";
  const char* context = "EncryptionContext";
};
inline constexpr CipherMembers kPlainMembers;
inline constexpr CipherMembers kSourceMembers = {"SourceKeyId", "SourceEncryptionAlgorithm",
                                                 "SourceEncryptionContext"};
inline constexpr CipherMembers kDestinationMembers = {
    "DestinationKeyId", "DestinationEncryptionAlgorithm", "DestinationEncryptionContext"};

// AlgorithmOf is the side's algorithm; SYMMETRIC_DEFAULT where it is not said (K2.2).
std::string_view AlgorithmOf(const Work& work, const CipherMembers& members);

// AskCipher adds a check with the side's use, algorithm and encryption context.
Check& AskCipher(Work& work, const Subject& subject, compiler::KmsAction action, crypto::Use use,
                 const CipherMembers& members);

// ResolveCiphertextKey finds the key of the blob in CiphertextBlob: the one that the side names, or
// else the one in the blob's header (K5.13, K1.50). Errors: InvalidCiphertextException for what is
// no ciphertext, ValidationException, ResolveKey's.
Answer<Subject*> ResolveCiphertextKey(Work& work, const CipherMembers& members);

// WithoutCiphertext: DryRunModifiers has IGNORE_CIPHERTEXT (K5.46).
bool WithoutCiphertext(const Work& work);

// Decrypted: a plaintext, and the material that it was under.
struct Decrypted {
  crypto::SecretBytes plaintext;
  std::string material_id;  // of symmetric keys
};

// DecryptBlob is steps 9, 10 and 12 of the side that decrypts. Errors: K4.4, IncorrectKeyException,
// InvalidKeyUsageException, InvalidCiphertextException.
Answer<Decrypted> DecryptBlob(Work& work, const Subject& subject, const CipherMembers& members);

// EncryptUnder is the same of the side that encrypts; `dry` stops before the engine.
Answer<Bytes> EncryptUnder(Work& work, const Subject& subject, const CipherMembers& members,
                           ByteView plaintext, bool dry);

// AdmitCipher is the algorithm's part of step 10: it goes with the key, and with the context.
Answer<crypto::EncryptionAlgorithm> AdmitCipher(const Work& work, const KeyRecord& key,
                                                const CipherMembers& members);

}  // namespace keyward::kms
