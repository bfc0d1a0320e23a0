#include "crypto/engine.h"

#include "crypto/openssl/hmac.h"
#include "crypto/openssl/pkey.h"
#include "crypto/openssl/private_key.h"
#include "crypto/random.h"

namespace keyward::crypto {
namespace {

tl::unexpected<Error> Refuse(const char* why) { return Fail(ErrorCode::kInvalidInput, why); }

// Admit is what every use of a key must pass: the permit, the key's usage, and its algorithm.
template <typename Algorithm>
Result<void> Admit(const Permit& permit, const ReadyKey& key, Use use, KeyUsage usage,
                   Algorithm algorithm) {
  if (auto may = RequirePermit(permit, key.arn(), use); !may) return may;
  if (key.usage() != usage) return Refuse("the key's usage is another");
  if (!Supports(key.spec(), algorithm)) return Refuse("the key does not have this algorithm");
  return {};
}

Result<void> AdmitSize(size_t size, size_t limit, const char* why) {
  if (size < 1 || size > limit) return Refuse(why);
  return {};
}

Result<void> AdmitSymmetric(const Permit& permit, const ReadyKey& key, Use use) {
  return Admit(permit, key, use, KeyUsage::kEncryptDecrypt, EncryptionAlgorithm::kSymmetricDefault);
}

Result<void> AdmitCipher(const Permit& permit, const ReadyKey& key, Use use,
                         EncryptionAlgorithm algorithm, const EncryptionContext& context) {
  if (auto may = Admit(permit, key, use, KeyUsage::kEncryptDecrypt, algorithm); !may) return may;
  if (algorithm != EncryptionAlgorithm::kSymmetricDefault && !context.canonical().empty()) {
    return Refuse("an encryption context goes with symmetric keys only");
  }
  return {};
}

Result<void> AdmitSignature(const Permit& permit, const ReadyKey& key, Use use,
                            SigningAlgorithm algorithm, MessageType type, ByteView message) {
  if (auto may = Admit(permit, key, use, KeyUsage::kSignVerify, algorithm); !may) return may;
  if (auto can = CheckAvailable(algorithm); !can) return can;
  const auto length = MessageLength(algorithm, type);
  if (!length) return Refuse("the MessageType does not go with the algorithm");
  if (*length == 0)
    return AdmitSize(message.size(), kMaxMessageSize, "a message is 1 to 4096 bytes");
  if (message.size() != *length) return Refuse("the digest has a wrong length for the algorithm");
  return {};
}

Result<void> AdmitMac(const Permit& permit, const ReadyKey& key, Use use, MacAlgorithm algorithm,
                      ByteView message) {
  if (auto may = Admit(permit, key, use, KeyUsage::kGenerateVerifyMac, algorithm); !may) return may;
  return AdmitSize(message.size(), kMaxMessageSize, "a message is 1 to 4096 bytes");
}

Result<Bytes> ComputeMac(const ReadyKey& key, MacAlgorithm algorithm, ByteView message) {
  Bytes mac(MacSize(algorithm));
  if (auto made = key.hmac_key()->Compute(message, mac); !made) return tl::unexpected(made.error());
  return mac;
}

}  // namespace

Result<Bytes> Encrypt(const Permit& permit, const ReadyKey& key, EncryptionAlgorithm algorithm,
                      const EncryptionContext& context, ByteView plaintext) {
  if (auto may = AdmitCipher(permit, key, Use::kEncrypt, algorithm, context); !may) {
    return tl::unexpected(may.error());
  }
  const size_t limit = MaxPlaintextSize(key.spec(), algorithm);
  if (auto fits = AdmitSize(plaintext.size(), limit, "the plaintext has a wrong size"); !fits) {
    return tl::unexpected(fits.error());
  }
  if (key.private_key() != nullptr) return key.private_key()->Encrypt(algorithm, plaintext);
  return SealCiphertext(key.symmetric(), context, plaintext);
}

Result<SecretBytes> Decrypt(const Permit& permit, const ReadyKey& key,
                            EncryptionAlgorithm algorithm, const EncryptionContext& context,
                            ByteView ciphertext) {
  if (auto may = AdmitCipher(permit, key, Use::kDecrypt, algorithm, context); !may) {
    return tl::unexpected(may.error());
  }
  if (ciphertext.empty() || ciphertext.size() > kMaxCiphertextSize) {
    return Fail(ErrorCode::kBadCiphertext, "the ciphertext cannot be decrypted");
  }
  if (key.private_key() != nullptr) return key.private_key()->Decrypt(algorithm, ciphertext);
  return OpenCiphertext(key.symmetric(), context, ciphertext);
}

Result<DataKey> GenerateDataKey(const Permit& permit, const ReadyKey& key,
                                const EncryptionContext& context, size_t size) {
  if (auto may = AdmitSymmetric(permit, key, Use::kGenerateDataKey); !may) {
    return tl::unexpected(may.error());
  }
  if (auto fits = AdmitSize(size, kMaxDataKeySize, "a data key is 1 to 1024 bytes"); !fits) {
    return tl::unexpected(fits.error());
  }
  auto plaintext = RandomSecret(size);
  if (!plaintext) return tl::unexpected(plaintext.error());
  auto ciphertext = SealCiphertext(key.symmetric(), context, plaintext->view());
  if (!ciphertext) return tl::unexpected(ciphertext.error());
  return DataKey{std::move(*plaintext), std::move(*ciphertext)};
}

Result<DataKeyPair> GenerateDataKeyPair(const Permit& permit, const ReadyKey& key,
                                        const EncryptionContext& context, KeySpec pair_spec) {
  if (auto may = AdmitSymmetric(permit, key, Use::kGenerateDataKeyPair); !may) {
    return tl::unexpected(may.error());
  }
  if (!Traits(pair_spec).data_key_pair) return Refuse("this KeySpec is no KeyPairSpec");
  if (auto can = CheckAvailable(pair_spec); !can) return tl::unexpected(can.error());
  const auto pkey = GeneratePkey(pair_spec);
  if (!pkey) return tl::unexpected(pkey.error());
  auto public_key = EncodeSpki(pkey->get());
  if (!public_key) return tl::unexpected(public_key.error());
  auto private_key = EncodePkcs8(pkey->get());
  if (!private_key) return tl::unexpected(private_key.error());
  auto ciphertext = SealCiphertext(key.symmetric(), context, private_key->view());
  if (!ciphertext) return tl::unexpected(ciphertext.error());
  return DataKeyPair{std::move(*public_key), std::move(*private_key), std::move(*ciphertext)};
}

Result<Bytes> Sign(const Permit& permit, const ReadyKey& key, SigningAlgorithm algorithm,
                   MessageType type, ByteView message) {
  if (auto may = AdmitSignature(permit, key, Use::kSign, algorithm, type, message); !may) {
    return tl::unexpected(may.error());
  }
  return key.private_key()->Sign(algorithm, type, message);
}

Result<void> Verify(const Permit& permit, const ReadyKey& key, SigningAlgorithm algorithm,
                    MessageType type, ByteView message, ByteView signature) {
  if (auto may = AdmitSignature(permit, key, Use::kVerify, algorithm, type, message); !may) {
    return may;
  }
  if (signature.empty()) return Fail(ErrorCode::kBadSignature, "the signature does not verify");
  return key.private_key()->Verify(algorithm, type, message, signature);
}

Result<Bytes> GenerateMac(const Permit& permit, const ReadyKey& key, MacAlgorithm algorithm,
                          ByteView message) {
  if (auto may = AdmitMac(permit, key, Use::kGenerateMac, algorithm, message); !may) {
    return tl::unexpected(may.error());
  }
  return ComputeMac(key, algorithm, message);
}

Result<void> VerifyMac(const Permit& permit, const ReadyKey& key, MacAlgorithm algorithm,
                       ByteView message, ByteView mac) {
  if (auto may = AdmitMac(permit, key, Use::kVerifyMac, algorithm, message); !may) return may;
  const auto expected = ComputeMac(key, algorithm, message);
  if (!expected) return tl::unexpected(expected.error());
  if (EqualInConstantTime(*expected, mac)) return {};
  return Fail(ErrorCode::kBadSignature, "the MAC does not verify");
}

Result<SecretBytes> DeriveSharedSecret(const Permit& permit, const ReadyKey& key,
                                       KeyAgreementAlgorithm algorithm, ByteView peer) {
  if (auto may = Admit(permit, key, Use::kDeriveSharedSecret, KeyUsage::kKeyAgreement, algorithm);
      !may) {
    return tl::unexpected(may.error());
  }
  return key.private_key()->Derive(peer);
}

Result<Bytes> GetPublicKey(const Permit& permit, const ReadyKey& key) {
  if (auto may = RequirePermit(permit, key.arn(), Use::kGetPublicKey); !may) {
    return tl::unexpected(may.error());
  }
  if (key.private_key() == nullptr) return Refuse("the key has no public key");
  return key.private_key()->public_key();
}

Result<SecretBytes> GenerateRandom(const Permit& permit, size_t size) {
  if (auto may = RequirePermit(permit, kNoKey, Use::kGenerateRandom); !may) {
    return tl::unexpected(may.error());
  }
  if (auto fits = AdmitSize(size, kMaxDataKeySize, "1 to 1024 random bytes"); !fits) {
    return tl::unexpected(fits.error());
  }
  return RandomSecret(size);
}

}  // namespace keyward::crypto
