#include "crypto/openssl/aes_gcm.h"

#include <algorithm>
#include <array>

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {
namespace {

constexpr int kSeal = 1;
constexpr int kOpen = 0;

const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

// Session is one use of the thread's context; at its end the key schedule is overwritten.
class Session {
 public:
  Session() : context_(ThreadContext()) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    static constexpr std::array<uint8_t, kAesGcmKeySize> kNoKey{};
    if (context_ != nullptr) {
      EVP_CipherInit_ex2(context_, nullptr, kNoKey.data(), nullptr, -1, nullptr);
    }
  }

  bool Begin(const AesGcmKeyed& keyed, int direction) {
    return context_ != nullptr && EVP_CipherInit_ex2(context_, Aes256Gcm(), keyed.key.data(),
                                                     keyed.iv.data(), direction, nullptr) == 1;
  }
  bool Associate(ByteView bytes) {
    int size = 0;
    return bytes.empty() || EVP_CipherUpdate(context_, nullptr, &size, bytes.data(),
                                             static_cast<int>(bytes.size())) == 1;
  }
  bool Convert(ByteView in, uint8_t* out) {
    int size = 0;
    return in.empty() ||
           EVP_CipherUpdate(context_, out, &size, in.data(), static_cast<int>(in.size())) == 1;
  }
  bool End() {
    int size = 0;
    std::array<uint8_t, 16> nothing;
    return EVP_CipherFinal_ex(context_, nothing.data(), &size) == 1;
  }
  bool Tag(int command, uint8_t* tag) {
    return EVP_CIPHER_CTX_ctrl(context_, command, kAesGcmTagSize, tag) == 1;
  }

 private:
  static EVP_CIPHER_CTX* ThreadContext() {
    thread_local const CipherContext context(EVP_CIPHER_CTX_new());
    return context.get();
  }

  EVP_CIPHER_CTX* context_;
};

bool SizesFit(const AesGcmKeyed& keyed, ByteView associated, size_t plain, size_t sealed) {
  constexpr size_t kMost = size_t{1} << 30;
  return keyed.key.size() == kAesGcmKeySize && keyed.iv.size() == kAesGcmIvSize &&
         associated.size() <= kMost && plain <= kMost && sealed == plain + kAesGcmTagSize;
}

}  // namespace

Result<void> AesGcmSeal(const AesGcmKeyed& keyed, ByteView associated, ByteView plaintext,
                        std::span<uint8_t> sealed) {
  if (!SizesFit(keyed, associated, plaintext.size(), sealed.size())) {
    return Fail(ErrorCode::kInternal, "AES-256-GCM is given wrong sizes to seal");
  }
  Session session;
  if (!session.Begin(keyed, kSeal) || !session.Associate(associated) ||
      !session.Convert(plaintext, sealed.data()) || !session.End() ||
      !session.Tag(EVP_CTRL_AEAD_GET_TAG, sealed.data() + plaintext.size())) {
    return OpensslFault("sealing with AES-256-GCM");
  }
  return {};
}

Result<void> AesGcmOpen(const AesGcmKeyed& keyed, ByteView associated, ByteView sealed,
                        std::span<uint8_t> plaintext) {
  if (sealed.size() < kAesGcmTagSize) {
    return Fail(ErrorCode::kBadCiphertext, "the ciphertext is cut short");
  }
  if (!SizesFit(keyed, associated, plaintext.size(), sealed.size())) {
    return Fail(ErrorCode::kInternal, "AES-256-GCM is given wrong sizes to open");
  }
  Session session;
  const ByteView ciphertext = sealed.first(plaintext.size());
  std::array<uint8_t, kAesGcmTagSize> tag;
  std::copy(sealed.end() - kAesGcmTagSize, sealed.end(), tag.begin());
  if (!session.Begin(keyed, kOpen) || !session.Associate(associated) ||
      !session.Convert(ciphertext, plaintext.data()) ||
      !session.Tag(EVP_CTRL_AEAD_SET_TAG, tag.data())) {
    Cleanse(plaintext);
    return OpensslFault("opening with AES-256-GCM");
  }
  if (!session.End()) {
    Cleanse(plaintext);
    ForgetOpensslErrors();
    return Fail(ErrorCode::kBadCiphertext, "the ciphertext does not verify");
  }
  return {};
}

}  // namespace keyward::crypto
