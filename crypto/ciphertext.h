// Ciphertext: the blob that symmetric encryption returns, as it stands on the wire.
//
// Flow      SealCiphertext --> blob, kept by the customer --> ParseCiphertext --> which key, then,
//           once that key's use is permitted, OpenCiphertext
// Promise   self-describing: format and version, key id, key material id. No Region and no account,
//           so that related multi-Region keys decrypt each other's blobs (K5.86). Parsing needs no
//           key and is total: any bytes give a header or kBadCiphertext.
// Limits    kCiphertextOverhead bytes more than the plaintext; kMaxCiphertextSize at most (K5.10).
//
//   byte 0       'K', never 01, with which AWS's own blobs start
//        1       version, 1
//        2       flags: bit 0 says that the key id is one of a multi-Region key
//        3..18   key id
//       19..50   key material id (K5.7)
//       51..66   nonce of the key derivation
//       67..78   IV
//       79..     AES-256-GCM ciphertext, then its 16-byte tag
//
// The AES key of one blob is KBKDF(material, label, nonce), so that IVs never meet under one key
// however often a key encrypts. The header and the encryption context are its associated data.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/encryption_context.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

inline constexpr size_t kCiphertextHeaderSize = 79;
inline constexpr size_t kCiphertextOverhead = kCiphertextHeaderSize + 16;
inline constexpr size_t kMaxCiphertextSize = 6144;

// KeyId: the id of a KMS key (K5.5).
struct KeyId {
  std::array<uint8_t, 16> bytes{};
  bool multi_region = false;

  // Parse reads a lower-case UUID, or `mrk-` and 32 lower-case hexadecimal digits; nothing else.
  static std::optional<KeyId> Parse(std::string_view text);

  // Text reverses Parse.
  std::string Text() const;

  friend bool operator==(const KeyId&, const KeyId&) = default;
};

// CiphertextHeader: what a blob says about itself. It is authenticated only by OpenCiphertext.
struct CiphertextHeader {
  KeyId key;
  std::array<uint8_t, 32> material{};  // the key material id, as bytes
  std::array<uint8_t, 16> nonce{};
  std::array<uint8_t, 12> iv{};

  // MaterialId is `material` as AWS shows it, 64 lower-case hexadecimal digits.
  std::string MaterialId() const;
};

// ParseCiphertext reads the header of a blob, so that its key can be found before anyone is asked
// whether it may be used. Fails with kBadCiphertext.
Result<CiphertextHeader> ParseCiphertext(ByteView blob);

// SymmetricMaterial: 32 bytes of key material and where they belong.
struct SymmetricMaterial {
  ByteView bytes;
  KeyId key;
  std::array<uint8_t, 32> id{};
};

// SealCiphertext encrypts up to kMaxCiphertextSize - kCiphertextOverhead bytes. Fails with
// kInvalidInput on an empty or too large plaintext, and as FillRandom does.
Result<Bytes> SealCiphertext(const SymmetricMaterial& material, const EncryptionContext& context,
                             ByteView plaintext);

// OpenCiphertext reverses SealCiphertext. Fails with kBadCiphertext when the blob is of another key
// or material, was changed or cut, or was sealed with another encryption context (K5.12).
Result<SecretBytes> OpenCiphertext(const SymmetricMaterial& material,
                                   const EncryptionContext& context, ByteView blob);

}  // namespace keyward::crypto
