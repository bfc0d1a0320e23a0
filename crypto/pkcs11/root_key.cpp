#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "crypto/digest.h"
#include "crypto/openssl/aes_gcm.h"
#include "crypto/pkcs11/token_key.h"
#include "crypto/random.h"
#include "crypto/root_key_pkcs11.h"

namespace keyward::crypto {
namespace {

// TokenRootKey wraps inside the token. What it wraps is IV | ciphertext | tag.
class TokenRootKey final : public RootKey {
 public:
  TokenRootKey(const RootKeyFingerprint& fingerprint, std::string source,
               std::unique_ptr<TokenKey> key)
      : RootKey(fingerprint, std::move(source)), key_(std::move(key)) {}

  Result<Bytes> Wrap(ByteView secret, ByteView associated) const override {
    if (secret.empty() || secret.size() > kMostSecret) {
      return Fail(ErrorCode::kInternal, "the root key is asked to wrap a secret of a wrong size");
    }
    Bytes wrapped(kAesGcmIvSize);
    if (auto filled = FillRandom(wrapped); !filled) return tl::unexpected(filled.error());
    const auto sealed = key_->Encrypt(wrapped, associated, secret);
    if (!sealed) return tl::unexpected(sealed.error());
    wrapped.insert(wrapped.end(), sealed->begin(), sealed->end());
    return wrapped;
  }

  Result<SecretBytes> Unwrap(ByteView wrapped, ByteView associated) const override {
    if (wrapped.size() <= kAesGcmIvSize + kAesGcmTagSize ||
        wrapped.size() > kAesGcmIvSize + kMostSecret + kAesGcmTagSize) {
      return Fail(ErrorCode::kBadCiphertext, "the wrapped secret has an impossible size");
    }
    return key_->Decrypt(wrapped.first(kAesGcmIvSize), associated, wrapped.subspan(kAesGcmIvSize));
  }

 private:
  const std::unique_ptr<TokenKey> key_;
};

// Fingerprint comes from what the key makes of zeros under an IV that nothing else uses: the others
// are random.
Result<RootKeyFingerprint> Fingerprint(TokenKey& key) {
  std::array<uint8_t, kAesGcmIvSize> iv;
  iv.fill(0xff);
  const std::array<uint8_t, 32> zeros{};
  const auto sealed = key.Encrypt(iv, AsBytes("keyward root key fingerprint"), zeros);
  if (!sealed) return tl::unexpected(sealed.error());
  const Sha256Digest digest = Sha256(*sealed);
  RootKeyFingerprint fingerprint;
  std::copy_n(digest.begin(), fingerprint.size(), fingerprint.begin());
  return fingerprint;
}

}  // namespace

Result<std::shared_ptr<const RootKey>> OpenPkcs11RootKey(const Pkcs11Key& key, ByteView pin) {
  auto token_key = TokenKey::Open(key, pin);
  if (!token_key) return tl::unexpected(token_key.error());
  const auto fingerprint = Fingerprint(**token_key);
  if (!fingerprint) return tl::unexpected(fingerprint.error());
  return std::make_shared<const TokenRootKey>(
      *fingerprint, fmt::format("PKCS#11 key \"{}\" of {}", key.label, key.module),
      std::move(*token_key));
}

Result<void> CreatePkcs11Key(const Pkcs11Key& key, ByteView pin) {
  const auto session = Pkcs11Session::Open(key, pin, Access::kWrite);
  if (!session) return tl::unexpected(session.error());
  const auto found = (*session)->FindKey(key.label);
  if (!found && found.error().code == ErrorCode::kNotFound) return (*session)->MakeKey(key.label);
  if (!found && found.error().code != ErrorCode::kInvalidInput &&
      found.error().code != ErrorCode::kBadMaterial) {
    return tl::unexpected(found.error());
  }
  return Fail(ErrorCode::kExists,
              fmt::format("the token has an AES key \"{}\" already", key.label));
}

}  // namespace keyward::crypto
