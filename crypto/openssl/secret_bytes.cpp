#include "crypto/secret_bytes.h"

#include <algorithm>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <utility>

#include "crypto/secure_heap.h"

namespace keyward::crypto {

void Cleanse(std::span<uint8_t> bytes) { OPENSSL_cleanse(bytes.data(), bytes.size()); }

bool EqualInConstantTime(ByteView left, ByteView right) {
  return left.size() == right.size() &&
         (left.empty() || CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0);
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this == &other) return *this;
  if (bytes_ != nullptr) OPENSSL_secure_clear_free(bytes_, size_);
  bytes_ = std::exchange(other.bytes_, nullptr);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

SecretBytes::~SecretBytes() {
  if (bytes_ != nullptr) OPENSSL_secure_clear_free(bytes_, size_);
}

Result<SecretBytes> SecretBytes::Create(size_t size) {
  if (!SecureHeap::Ready()) {
    return Fail(ErrorCode::kInvalidState, "the secure heap is not initialised");
  }
  if (size == 0) return SecretBytes();
  auto* bytes = static_cast<uint8_t*>(OPENSSL_secure_zalloc(size));
  if (bytes == nullptr) {
    return Fail(ErrorCode::kNoSpace, fmt::format("the secure heap has no {} bytes left", size), {},
                {}, "start with a larger secure heap");
  }
  return SecretBytes(bytes, size);
}

Result<SecretBytes> SecretBytes::CopyOf(ByteView bytes) {
  auto copy = Create(bytes.size());
  if (copy) std::copy(bytes.begin(), bytes.end(), copy->bytes_);
  return copy;
}

}  // namespace keyward::crypto
