// LiveDirectory: the current Directory of a folder that may change.
//
// Flow      folder --Open, Reload--> LiveDirectory --Snapshot--> Directory of one call
// Promise   a call sees one Directory from beginning to end. Files that cannot be read leave the
//           last good Directory in place. Snapshot takes no lock unless the Directory has changed
//           since the thread's last call, and shares no counter with other threads.
// Limits    nothing watches the folder: the owner asks Stale, and calls Reload. A thread that makes
//           no further call keeps its last Directory in memory until it ends.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "iam/directory.h"
#include "iam/load.h"

namespace keyward::iam {

class LiveDirectory {
 public:
  // Open loads the folder at `path`. Errors: LoadDirectory's.
  static tl::expected<std::unique_ptr<LiveDirectory>, Errors> Open(std::string path);

  LiveDirectory(const LiveDirectory&) = delete;
  LiveDirectory& operator=(const LiveDirectory&) = delete;

  // Snapshot is the Directory of now; never null.
  DirectoryPtr Snapshot() const;

  // Reload reads the folder again. Empty: the new Directory is in place, for every Snapshot that
  // begins from now on. Else the old one stays, and these are the faults of the files.
  Errors Reload();

  // Stale: a file has come, gone or changed (time, size or inode) since the last reading, also
  // since one that failed, so that a broken file is reported once.
  bool Stale() const;

  const std::string& path() const { return path_; }

 private:
  explicit LiveDirectory(std::string path);

  const std::string path_;
  const uint64_t serial_;                // tells one LiveDirectory from another at the same address
  std::atomic<uint64_t> generation_{0};  // counts the changes of current_
  std::mutex reloading_;                 // one Reload at a time
  mutable std::mutex mutex_;             // guards current_ and seen_
  DirectoryPtr current_;
  std::string seen_;  // what the folder looked like before it was last read
};

}  // namespace keyward::iam
