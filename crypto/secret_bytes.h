// SecretBytes: the owner of bytes that must stay secret.
//
// Flow      SecureHeap --> SecretBytes --> ByteView, for the length of one call
// Promise   memory of the secure heap, cleansed when given back; never copied silently, never
//           printed: it has no stream operator, no text form, and no ordering.
// Limits    the size is fixed at creation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

// Cleanse overwrites memory so that no compiler leaves it out; for secrets that had to pass through
// memory of the caller, such as a stack array.
void Cleanse(std::span<uint8_t> bytes);

// EqualInConstantTime compares without telling, by its duration, where two byte strings differ.
// Different sizes are unequal at once.
bool EqualInConstantTime(ByteView left, ByteView right);

// SecretBytes: see above. A moved-from one is empty.
class SecretBytes {
 public:
  // SecretBytes() owns nothing and needs no secure heap.
  SecretBytes() = default;
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  ~SecretBytes();

  // Create owns `size` zero bytes. Fails with kInvalidState before SecureHeap::Initialise and with
  // kNoSpace when the secure heap is full.
  static Result<SecretBytes> Create(size_t size);

  // CopyOf owns a copy of `bytes`; fails as Create does. Cleansing the original is the caller's.
  static Result<SecretBytes> CopyOf(ByteView bytes);

  // view reads the secret; valid until this is moved from or destroyed.
  ByteView view() const { return {bytes_, size_}; }
  // span writes the secret; valid as view is.
  std::span<uint8_t> span() { return {bytes_, size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // == compares in constant time (EqualInConstantTime).
  friend bool operator==(const SecretBytes& left, const SecretBytes& right) {
    return EqualInConstantTime(left.view(), right.view());
  }

 private:
  SecretBytes(uint8_t* bytes, size_t size) : bytes_(bytes), size_(size) {}

  uint8_t* bytes_ = nullptr;
  size_t size_ = 0;
};

}  // namespace keyward::crypto
