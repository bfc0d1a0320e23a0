// RootKey: the one secret from outside, under which all others stand.
//
// Flow      key file, passphrase or PKCS#11 token --> RootKey --> SealingKey
// Promise   it wraps and unwraps small secrets and does nothing else; where a token holds it, it
//           never leaves the token. Safe from any thread.
// Limits    a secret of 1 to kMostSecret bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// RootKeyFingerprint tells root keys apart: computed from the key one way, so that equal ones mean
// the same key. It is public and stored beside whatever the key wraps.
using RootKeyFingerprint = std::array<uint8_t, 16>;

// FingerprintText is the fingerprint in lower-case hex.
std::string FingerprintText(const RootKeyFingerprint& fingerprint);

// RootKey: see above.
class RootKey {
 public:
  static constexpr size_t kMostSecret = 1024;

  RootKey(const RootKey&) = delete;
  RootKey& operator=(const RootKey&) = delete;
  virtual ~RootKey() = default;

  // fingerprint tells this root key from others.
  const RootKeyFingerprint& fingerprint() const { return fingerprint_; }

  // source says where it came from, for messages: "key file /etc/keyward/root.key".
  const std::string& source() const { return source_; }

  // Wrap seals `secret`, bound to `associated` bytes that unwrapping must name again. Fails with
  // kInternal on a wrong size, kFault when the token does not answer.
  virtual Result<Bytes> Wrap(ByteView secret, ByteView associated) const = 0;

  // Unwrap reverses Wrap. Fails with kBadCiphertext when `wrapped` was changed, cut, or made under
  // another root key or other associated bytes; kFault when the token does not answer.
  virtual Result<SecretBytes> Unwrap(ByteView wrapped, ByteView associated) const = 0;

 protected:
  RootKey(const RootKeyFingerprint& fingerprint, std::string source)
      : fingerprint_(fingerprint), source_(std::move(source)) {}

 private:
  RootKeyFingerprint fingerprint_;
  std::string source_;
};

// MakeRootKey is the root key of 32 bytes at hand, with `source` for messages. Fails with
// kBadMaterial on another size, and as SecretBytes::Create does.
Result<std::shared_ptr<const RootKey>> MakeRootKey(SecretBytes key, std::string source);

}  // namespace keyward::crypto
