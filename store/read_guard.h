// ReadGuard: a time during which nothing that a reader may still see is freed.
//
// Flow      reader: ReadGuard --> Table::Find --> pointer, good until the guard ends
//           writer: unlink --> Retire --> freed when every guard that was there before has ended
// Promise   a reader writes to a slot of its own thread and takes no lock, so that readers do not
//           slow each other. Guards nest. Nothing waits for a reader, except a writer that has
//           kMaxRetired retired objects to free.
// Limits    a guard stays in its thread and is short: no input or output, no commit and no write to
//           a table under it.
#pragma once

#include <cstddef>

namespace keyward::store {

// kMaxRetired: retired objects that may wait to be freed, over all tables. A writer that finds more
// waits until the readers of before have gone; a writer that is itself under a guard does not.
inline constexpr size_t kMaxRetired = 65536;

class ReadGuard {
 public:
  ReadGuard();
  ~ReadGuard();
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;
};

// Retire calls `free(object)` once no ReadGuard that exists now does. The object is unlinked: no
// later guard can reach it.
void Retire(void* object, void (*free)(void*));

// RetiredCount is the number of objects that wait to be freed.
size_t RetiredCount();

// FreeRetired frees all that waits, after waiting for the guards of now. Not under a guard.
void FreeRetired();

}  // namespace keyward::store
