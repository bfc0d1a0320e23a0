#include "crypto/secure_heap.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <mutex>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace keyward::crypto {
namespace {

constexpr size_t kMinSize = 4096;
constexpr size_t kMaxSize = size_t{1} << 30;
constexpr size_t kMinBlock = 32;

std::mutex initialising;
std::atomic<bool> ready{false};
std::atomic<bool> is_locked{false};
std::atomic<size_t> heap_size{0};

Result<void> SwitchCoreDumpsOff() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return Fail(ErrorCode::kFault,
                fmt::format("core dumps cannot be switched off: {}", std::strerror(errno)));
  }
  return {};
}

tl::unexpected<Error> CannotLock(size_t size) {
  return Fail(ErrorCode::kNoSpace,
              fmt::format("the secure heap of {} KiB cannot be locked in memory", size / 1024), {},
              {},
              fmt::format("raise RLIMIT_MEMLOCK to at least {} KiB (`ulimit -l`, or LimitMEMLOCK= "
                          "of the systemd unit), ask for a smaller heap, or allow unlocked memory "
                          "where no swap is in use",
                          size / 1024 + 64));
}

// MakeHeap expects `size` to be a power of two, and `initialising` to be held.
Result<void> MakeHeap(size_t size, Locking locking) {
  const int made = CRYPTO_secure_malloc_init(size, kMinBlock);
  if (made == 0) {
    return Fail(ErrorCode::kNoSpace,
                fmt::format("no memory for a secure heap of {} KiB", size / 1024), {}, {},
                "ask for a smaller heap");
  }
  if (made != 1 && locking == Locking::kRequired) {
    CRYPTO_secure_malloc_done();
    return CannotLock(size);
  }
  heap_size = size;
  is_locked = made == 1;
  ready = true;
  return {};
}

}  // namespace

Result<SecureHeap::Status> SecureHeap::Initialise(size_t size, Locking locking) {
  const std::scoped_lock lock(initialising);
  if (size > kMaxSize) {
    return Fail(ErrorCode::kInvalidInput, "a secure heap is at most 1 GiB");
  }
  if (auto off = SwitchCoreDumpsOff(); !off) return tl::unexpected(off.error());
  if (!ready) {
    if (auto made = MakeHeap(std::bit_ceil(std::max(size, kMinSize)), locking); !made) {
      return tl::unexpected(made.error());
    }
  } else if (!is_locked && locking == Locking::kRequired) {
    return CannotLock(heap_size);
  }
  return Current();
}

bool SecureHeap::Ready() { return ready; }

SecureHeap::Status SecureHeap::Current() {
  if (!ready) return {};
  return {heap_size, CRYPTO_secure_used(), is_locked};
}

}  // namespace keyward::crypto
