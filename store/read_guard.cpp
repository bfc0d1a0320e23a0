#include "store/read_guard.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace keyward::store {
namespace {

// kFreeEvery: slots are looked through once in so many retired objects.
constexpr size_t kFreeEvery = 256;

// Slot: when the guard of one thread began; 0 without one. A line of the cache each.
struct alignas(64) Slot {
  std::atomic<uint64_t> began{0};
  std::atomic<bool> owned{false};
  Slot* next = nullptr;
};

struct Retired {
  uint64_t time = 0;
  void* object = nullptr;
  void (*free)(void*) = nullptr;
};

// Times: the clock ticks with each retirement. A reader notes the time at which its guard began. An
// object may be freed when every guard began after its retirement: such a guard, or one that notes
// its time only after the slots were looked through, finds the object unlinked, since all these
// steps have one total order (all are sequentially consistent).
struct Times {
  std::atomic<uint64_t> now{1};
  std::atomic<Slot*> slots{nullptr};
  std::mutex mutex;
  std::deque<Retired> retired;  // in the order of their times
  size_t since_freed = 0;
};

Times& GlobalTimes() {
  static Times* const times = new Times;  // outlives every thread
  return *times;
}

Slot* TakeSlot() {
  Times& times = GlobalTimes();
  for (Slot* slot = times.slots.load(); slot != nullptr; slot = slot->next) {
    bool owned = false;
    if (slot->owned.compare_exchange_strong(owned, true)) return slot;
  }
  Slot* slot = new Slot;  // used by other threads after this one
  slot->owned = true;
  slot->next = times.slots.load();
  while (!times.slots.compare_exchange_weak(slot->next, slot)) {
  }
  return slot;
}

struct ThreadSlot {
  Slot* slot = TakeSlot();
  unsigned depth = 0;
  ThreadSlot() = default;
  ThreadSlot(const ThreadSlot&) = delete;
  ThreadSlot& operator=(const ThreadSlot&) = delete;
  ~ThreadSlot() { slot->owned = false; }
};

thread_local ThreadSlot this_thread;

uint64_t OldestGuard(const Times& times) {
  uint64_t oldest = std::numeric_limits<uint64_t>::max();
  for (const Slot* slot = times.slots.load(); slot != nullptr; slot = slot->next) {
    const uint64_t began = slot->began.load();
    if (began != 0) oldest = std::min(oldest, began);
  }
  return oldest;
}

// FreeOld frees what no guard can see, and says how much still waits.
size_t FreeOld(Times& times) {
  std::vector<Retired> old;
  size_t left = 0;
  {
    const std::lock_guard lock(times.mutex);
    const uint64_t oldest = OldestGuard(times);
    while (!times.retired.empty() && times.retired.front().time < oldest) {
      old.push_back(times.retired.front());
      times.retired.pop_front();
    }
    left = times.retired.size();
    times.since_freed = 0;
  }
  for (const Retired& retired : old) retired.free(retired.object);
  return left;
}

}  // namespace

ReadGuard::ReadGuard() {
  ThreadSlot& mine = this_thread;
  if (mine.depth++ == 0) mine.slot->began.exchange(GlobalTimes().now.load());
}

ReadGuard::~ReadGuard() {
  ThreadSlot& mine = this_thread;
  if (--mine.depth == 0) mine.slot->began.store(0, std::memory_order_release);
}

void Retire(void* object, void (*free)(void*)) {
  Times& times = GlobalTimes();
  {
    const std::lock_guard lock(times.mutex);
    times.retired.push_back({times.now.fetch_add(1), object, free});
    if (++times.since_freed < kFreeEvery && times.retired.size() < kMaxRetired) return;
  }
  while (FreeOld(times) >= kMaxRetired && this_thread.depth == 0) std::this_thread::yield();
}

size_t RetiredCount() {
  Times& times = GlobalTimes();
  const std::lock_guard lock(times.mutex);
  return times.retired.size();
}

void FreeRetired() {
  while (FreeOld(GlobalTimes()) > 0) std::this_thread::yield();
}

}  // namespace keyward::store
