// Digest: SHA-2 of public bytes: identifiers, log chains, check values.
//
// Promise   the same bytes give the same digest, whole or in parts; no secret is kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/bytes.h"

namespace keyward::crypto {

// DigestAlgorithm: the hash functions that KMS keys sign with (K5.1).
enum class DigestAlgorithm : uint8_t { kSha256, kSha384, kSha512 };

using Sha256Digest = std::array<uint8_t, 32>;

// DigestSize is the number of bytes that the algorithm gives: 32, 48 or 64.
size_t DigestSize(DigestAlgorithm algorithm);

// Digest hashes `bytes`. It aborts where the library at hand cannot hash at all.
Bytes Digest(DigestAlgorithm algorithm, ByteView bytes);

// Sha256 hashes `bytes` without allocating once the thread is warm.
Sha256Digest Sha256(ByteView bytes);

// Sha256Stream hashes bytes that come in parts.
class Sha256Stream {
 public:
  Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;
  ~Sha256Stream();

  // Update appends `bytes`.
  void Update(ByteView bytes);

  // Finish is the digest of all bytes since the start or the last Finish, and starts anew.
  Sha256Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace keyward::crypto
