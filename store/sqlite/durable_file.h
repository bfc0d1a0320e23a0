// InstallFile: a store's file that appears whole, durably and only where there is none.
//
// Flow      build under another name --> fsync file --> link to its name --> fsync folder
// Promise   a crash leaves no file under the store's name, or a complete one; an existing one is
//           never replaced.
#pragma once

#include <filesystem>
#include <functional>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::store {

// InstallFile has `build` write a file that it names, and gives it the store's name in `folder`.
// Errors: kExists, those of `build` and of FailSystem.
Result<void> InstallFile(const std::filesystem::path& folder,
                         const std::function<Result<void>(const std::filesystem::path&)>& build);

// SyncPath makes a file, or the entries of a folder, durable. Errors: those of FailSystem.
Result<void> SyncPath(const std::filesystem::path& path);

// ReadStart reads up to `size` bytes from the start of `file`. Errors: those of FailSystem.
Result<Bytes> ReadStart(const std::filesystem::path& file, size_t size);

}  // namespace keyward::store
