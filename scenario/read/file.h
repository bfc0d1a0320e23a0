// ReadFile: a file's bytes as a Source.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/source.h"

namespace keyward::scenario {

// ReadFile reads the regular file at `path`; its Source is called `path`. Errors: kNotFound,
// kUnreadable, kTooLarge (over `max_bytes`), kInvalidUtf8.
Result<SourcePtr> ReadFile(const std::string& path, size_t max_bytes);

// FolderOf is the folder part of `path`; "." where there is none.
std::string FolderOf(const std::string& path);

}  // namespace keyward::scenario
