// HmacKey: a key for HMAC, ready for many messages.
//
// Promise   RFC 2104 over SHA-2; keyed once, then cloned; safe from any thread.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_spec.h"

namespace keyward::crypto {

class HmacKey {
 public:
  // Create keys HMAC with `key`. Fails with kBadMaterial on an empty key.
  static Result<std::unique_ptr<const HmacKey>> Create(MacAlgorithm algorithm, ByteView key);
  ~HmacKey();
  HmacKey(const HmacKey&) = delete;
  HmacKey& operator=(const HmacKey&) = delete;

  // Compute writes the MAC of `message` into `mac`, which is MacSize(algorithm) bytes.
  Result<void> Compute(ByteView message, std::span<uint8_t> mac) const;

 private:
  HmacKey();

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace keyward::crypto
