// EncryptionContext: the pairs of names and values that a ciphertext is bound to.
//
// Flow      pairs of a request --Create--> canonical bytes --> associated data of AES-256-GCM
// Promise   exact, case-sensitive and free of order (K5.12): equal contexts, and only those, have
//           equal canonical bytes.
// Limits    kMaxEncryptionContextSize canonical bytes; no name twice; valid UTF-8.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

inline constexpr size_t kMaxEncryptionContextSize = 8192;

class EncryptionContext {
 public:
  // ContextPair: name and value.
  using ContextPair = std::pair<std::string_view, std::string_view>;

  // EncryptionContext() is the empty one, the same as none at all.
  EncryptionContext() = default;

  // Create takes the pairs in any order. Fails with kInvalidInput when a name stands twice,
  // kInvalidUtf8 when a text is not UTF-8, and kTooLarge over the limit.
  static Result<EncryptionContext> Create(std::vector<ContextPair> pairs);

  // canonical: the pairs, sorted by the bytes of their names; before each text its length in four
  // bytes, most significant first (K5.10).
  ByteView canonical() const { return canonical_; }

 private:
  Bytes canonical_;
};

}  // namespace keyward::crypto
