// LoadDirectory: a folder of AWS's own files as a Directory.
//
// Flow      folder of *.json --LoadDirectory--> Directory, or what is wrong with the files
// Promise   all or nothing: one fault, and there is no Directory. Errors have file, line and
//           column. Members that AWS adds are tolerated, wrong types are not; what one entry says
//           about another that is not there (a group, an attached policy) is an error, since a
//           policy that is missing could have denied.
// Limits    kMaxFileBytes a file; kMaxErrors errors; 200 policies, groups or tags in one list of a
//           user, group or role; files directly in the folder, by name.
//
// A file holds the output of `aws iam get-account-authorization-details` for one account, or of the
// API. Policy documents may be JSON objects, strings of JSON, or URL-encoded strings.
// organization.json is described in organization.h.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "iam/directory.h"

namespace keyward::iam {

inline constexpr size_t kMaxFileBytes = size_t{64} << 20;
inline constexpr size_t kMaxErrors = 100;

using Errors = std::vector<Error>;

// DirectorySources: the texts of the files.
struct DirectorySources {
  std::vector<SourcePtr> accounts;
  SourcePtr organization;  // null: the accounts are in no organization
};

// LoadDirectory reads the folder at `path`. Errors: kNotFound, kUnreadable, kTooLarge,
// kInvalidUtf8, and kInvalidInput for what the files say.
tl::expected<DirectoryPtr, Errors> LoadDirectory(const std::string& path);

// ReadDirectory is LoadDirectory for texts at hand.
tl::expected<DirectoryPtr, Errors> ReadDirectory(const DirectorySources& sources);

}  // namespace keyward::iam
