// FolderLock: one process owns a store's folder.
//
// Flow      folder --Acquire--> FolderLock (held until it is destroyed) --> the store inside
// Promise   the operating system keeps the lock, so that it ends with the process, however that
//           ends. The LOCK file stays; it names the owner for people.
#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"

namespace keyward::store {

class FolderLock {
 public:
  // Acquire locks `folder`. Errors: kNotFound (no such folder), kLocked (somebody holds it; the
  // message names the process), kReadOnly, kNoSpace, kFault.
  static Result<FolderLock> Acquire(const std::filesystem::path& folder);

  FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace keyward::store
