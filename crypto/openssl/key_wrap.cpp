#include "crypto/openssl/key_wrap.h"

#include "crypto/openssl/fault.h"
#include "crypto/openssl/handles.h"

namespace keyward::crypto {
namespace {

constexpr size_t kKeySize = 32;
constexpr size_t kBlock = 8;
constexpr size_t kMaxSize = size_t{1} << 16;

EVP_CIPHER* Kwp() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-WRAP-PAD", nullptr);
  return cipher;
}

// Run passes `in` through the cipher; `out` has room for what comes. The size, or 0 on failure.
size_t Run(ByteView key, bool wrap, ByteView in, std::span<uint8_t> out) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  if (context == nullptr || key.size() != kKeySize || in.size() > kMaxSize) return 0;
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  int size = 0;
  if (EVP_CipherInit_ex2(context.get(), Kwp(), key.data(), nullptr, wrap ? 1 : 0, nullptr) != 1 ||
      EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), static_cast<int>(in.size())) !=
          1) {
    return 0;
  }
  return size > 0 ? static_cast<size_t>(size) : 0;
}

}  // namespace

Result<SecretBytes> KwpUnwrap(ByteView key, ByteView wrapped) {
  const auto bad = [] {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kBadCiphertext, "the wrapped key material cannot be unwrapped");
  };
  if (wrapped.size() < 2 * kBlock || wrapped.size() % kBlock != 0) return bad();
  auto room = SecretBytes::Create(wrapped.size());
  if (!room) return room;
  const size_t size = Run(key, false, wrapped, room->span());
  if (size == 0 || size > wrapped.size() - kBlock) return bad();
  return SecretBytes::CopyOf(room->view().first(size));
}

Result<Bytes> KwpWrap(ByteView key, ByteView bytes) {
  Bytes wrapped((bytes.size() + kBlock - 1) / kBlock * kBlock + kBlock);
  const size_t size = bytes.empty() ? 0 : Run(key, true, bytes, wrapped);
  if (size != wrapped.size()) return OpensslFault("wrapping a key");
  return wrapped;
}

}  // namespace keyward::crypto
