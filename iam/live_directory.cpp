#include "iam/live_directory.h"

#include <utility>

#include "iam/read/file.h"

namespace keyward::iam {
namespace {

uint64_t NextSerial() {
  static std::atomic<uint64_t> serials{0};
  return serials.fetch_add(1, std::memory_order_relaxed) + 1;
}

// Kept: what a thread saw last. `holder` is this thread's own owner of the Directory: copies of its
// Snapshots count on it, and not on the counter that all threads share.
struct Kept {
  uint64_t serial = 0;  // 0: nothing yet
  uint64_t generation = 0;
  std::shared_ptr<const DirectoryPtr> holder;
};

thread_local Kept kept;

}  // namespace

LiveDirectory::LiveDirectory(std::string path) : path_(std::move(path)), serial_(NextSerial()) {}

tl::expected<std::unique_ptr<LiveDirectory>, Errors> LiveDirectory::Open(std::string path) {
  std::unique_ptr<LiveDirectory> live(new LiveDirectory(std::move(path)));
  Errors errors = live->Reload();
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return live;
}

DirectoryPtr LiveDirectory::Snapshot() const {
  if (kept.serial != serial_ || kept.generation != generation_.load(std::memory_order_acquire)) {
    const std::lock_guard lock(mutex_);
    kept.holder = std::make_shared<const DirectoryPtr>(current_);
    kept.generation = generation_.load(std::memory_order_relaxed);
    kept.serial = serial_;
  }
  return DirectoryPtr(kept.holder, kept.holder->get());
}

Errors LiveDirectory::Reload() {
  const std::lock_guard reloading(reloading_);
  // Taken first: what changes while the files are read is stale again.
  std::string seen = Fingerprint(path_);
  auto loaded = LoadDirectory(path_);
  DirectoryPtr old;  // released behind the lock
  const std::lock_guard lock(mutex_);
  seen_ = std::move(seen);
  if (!loaded) return std::move(loaded.error());
  old = std::exchange(current_, std::move(*loaded));
  generation_.fetch_add(1, std::memory_order_release);
  return {};
}

bool LiveDirectory::Stale() const {
  const std::string now = Fingerprint(path_);
  const std::lock_guard lock(mutex_);
  return now != seen_;
}

}  // namespace keyward::iam
