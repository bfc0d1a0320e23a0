#include "crypto/root_key.h"

#include "crypto/openssl/aes_gcm.h"
#include "crypto/openssl/kbkdf.h"
#include "crypto/random.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {
namespace {

constexpr size_t kRootKeySize = 32;

// KeptRootKey wraps with a key derived from the root key, in this process's secure heap. What it
// wraps is IV | ciphertext | tag.
class KeptRootKey final : public RootKey {
 public:
  KeptRootKey(const RootKeyFingerprint& fingerprint, std::string source, SecretBytes wrapping)
      : RootKey(fingerprint, std::move(source)), wrapping_(std::move(wrapping)) {}

  Result<Bytes> Wrap(ByteView secret, ByteView associated) const override {
    if (secret.empty() || secret.size() > kMostSecret) {
      return Fail(ErrorCode::kInternal, "the root key is asked to wrap a secret of a wrong size");
    }
    Bytes wrapped(kAesGcmIvSize + secret.size() + kAesGcmTagSize);
    const std::span<uint8_t> iv(wrapped.data(), kAesGcmIvSize);
    if (auto filled = FillRandom(iv); !filled) return tl::unexpected(filled.error());
    auto sealed = AesGcmSeal({wrapping_.view(), iv}, associated, secret,
                             std::span<uint8_t>(wrapped).subspan(kAesGcmIvSize));
    if (!sealed) return tl::unexpected(sealed.error());
    return wrapped;
  }

  Result<SecretBytes> Unwrap(ByteView wrapped, ByteView associated) const override {
    if (wrapped.size() <= kAesGcmIvSize + kAesGcmTagSize ||
        wrapped.size() > kAesGcmIvSize + kMostSecret + kAesGcmTagSize) {
      return Fail(ErrorCode::kBadCiphertext, "the wrapped secret has an impossible size");
    }
    const ByteView sealed = wrapped.subspan(kAesGcmIvSize);
    auto secret = SecretBytes::Create(sealed.size() - kAesGcmTagSize);
    if (!secret) return secret;
    auto opened = AesGcmOpen({wrapping_.view(), wrapped.first(kAesGcmIvSize)}, associated, sealed,
                             secret->span());
    if (!opened) return tl::unexpected(opened.error());
    return secret;
  }

 private:
  SecretBytes wrapping_;
};

}  // namespace

std::string FingerprintText(const RootKeyFingerprint& fingerprint) { return HexText(fingerprint); }

Result<std::shared_ptr<const RootKey>> MakeRootKey(SecretBytes key, std::string source) {
  if (key.size() != kRootKeySize) {
    return Fail(ErrorCode::kBadMaterial, "a root key has 32 bytes");
  }
  auto wrapping = SecretBytes::Create(kAesGcmKeySize);
  if (!wrapping) return tl::unexpected(wrapping.error());
  RootKeyFingerprint fingerprint;
  const ByteView label = AsBytes("keyward root key");
  auto derived = Kbkdf(key.view(), label, AsBytes("wrapping"), wrapping->span());
  if (derived) derived = Kbkdf(key.view(), label, AsBytes("fingerprint"), fingerprint);
  if (!derived) return tl::unexpected(derived.error());
  return std::make_shared<const KeptRootKey>(fingerprint, std::move(source), std::move(*wrapping));
}

}  // namespace keyward::crypto
