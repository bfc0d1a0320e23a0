// FileSystem, File: the few things that the log asks of the operating system to write.
//
// Promise   so small that tests can put a failing twin in its place. Errors: kNoSpace, kReadOnly,
//           kNotFound, kExists or kFault, with the file and the system's words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <sys/uio.h>

#include "base/result.h"

namespace keyward::store {

// File: one file that is open for appending.
class File {
 public:
  virtual ~File() = default;
  // Write appends the parts, or a beginning of them, and says how many bytes that was.
  virtual Result<size_t> Write(std::span<const iovec> parts) = 0;
  // Sync puts what was written on the disk (fdatasync).
  virtual Result<void> Sync() = 0;
  // Truncate cuts the file to `size` bytes.
  virtual Result<void> Truncate(uint64_t size) = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // OpenToAppend opens `path`, or makes it with mode 0600; with `fresh` it must not exist yet.
  virtual Result<std::unique_ptr<File>> OpenToAppend(const std::filesystem::path& path,
                                                     bool fresh) = 0;
  // Remove unlinks `path`.
  virtual Result<void> Remove(const std::filesystem::path& path) = 0;
  // SyncFolder puts the folder's list of names on the disk.
  virtual Result<void> SyncFolder(const std::filesystem::path& folder) = 0;
};

// PosixFiles is the machine's.
FileSystem& PosixFiles();

}  // namespace keyward::store
