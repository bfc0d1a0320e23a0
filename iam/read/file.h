// ReadFolder: the *.json files of a folder, and what the folder looks like.
#pragma once

#include <string>
#include <vector>

#include "iam/load.h"

namespace keyward::iam {

// FindFiles lists the regular files called *.json directly in the folder at `path`, sorted; hidden
// ones are passed over. Errors: kNotFound, kUnreadable.
Result<std::vector<std::string>> FindFiles(const std::string& path);

// ReadFile reads the regular file at `path`; its Source is called `path`. Errors: kNotFound,
// kUnreadable, kTooLarge, kInvalidUtf8.
Result<SourcePtr> ReadFile(const std::string& path);

// Fingerprint says which files the folder holds, with the size, inode and time of change of each:
// equal texts stand for equal folders. A folder that cannot be read has one of its own.
std::string Fingerprint(const std::string& path);

}  // namespace keyward::iam
