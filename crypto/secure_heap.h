// SecureHeap: the locked memory in which every secret of this process lives.
//
// Flow      Initialise, once at start --> SecretBytes::Create --> everything that holds a key
// Promise   its pages are locked in memory, kept out of core dumps and fenced by guard pages; what
//           is freed is cleansed first. Nothing falls back to the ordinary heap: without it, or
//           when it is full, creating a secret is an error.
// Limits    one per process, its size fixed at start; safe from any thread once initialised.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"

namespace keyward::crypto {

// Locking says whether memory that the system refuses to lock (RLIMIT_MEMLOCK) may be used.
enum class Locking : uint8_t { kRequired, kOptional };

// SecureHeap: see above; nothing but functions, since OpenSSL keeps one such heap per process.
class SecureHeap {
 public:
  // Size and state of the heap as it stands.
  struct Status {
    size_t size = 0;  // bytes, a power of two
    size_t used = 0;
    bool locked = false;  // false only where Locking::kOptional was asked for
  };

  SecureHeap() = delete;

  // Initialise makes the heap, `size` rounded up to a power of two (at least 4 KiB), and switches
  // core dumps and debugger access of this process off. When it stands already, the first size
  // stays. Fails with kNoSpace when memory cannot be had, or cannot be locked and `locking` is
  // kRequired (the remedy names RLIMIT_MEMLOCK); kFault when core dumps cannot be switched off.
  static Result<Status> Initialise(size_t size, Locking locking);

  // Ready tells whether Initialise has succeeded.
  static bool Ready();

  // Current is the heap's state now; all zero before Initialise.
  static Status Current();
};

}  // namespace keyward::crypto
