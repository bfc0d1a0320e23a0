// Spares: a few ready contexts that threads borrow from one key.
//
// Flow      Take --> use --> Give
// Promise   no locks, no waiting: a thread looks in its own slot, and finds nothing when another
//           thread has what was there. What is given back to a full slot is freed.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

namespace keyward::crypto {

// SpareSlot is the calling thread's slot: threads are numbered as they come.
inline size_t SpareSlot() {
  static std::atomic<size_t> next{0};
  thread_local const size_t slot = next.fetch_add(1, std::memory_order_relaxed);
  return slot;
}

template <typename T>
class Spares {
 public:
  Spares() = default;
  Spares(const Spares&) = delete;
  Spares& operator=(const Spares&) = delete;
  ~Spares() {
    for (auto& slot : slots_) delete slot.load(std::memory_order_acquire);
  }

  // Take is a context that was given back, or null.
  std::unique_ptr<T> Take() {
    return std::unique_ptr<T>(Mine().exchange(nullptr, std::memory_order_acq_rel));
  }

  // Give keeps `spare` for the next Take.
  void Give(std::unique_ptr<T> spare) {
    delete Mine().exchange(spare.release(), std::memory_order_acq_rel);
  }

 private:
  std::atomic<T*>& Mine() { return slots_[SpareSlot() % slots_.size()]; }

  std::array<std::atomic<T*>, 16> slots_{};
};

}  // namespace keyward::crypto
