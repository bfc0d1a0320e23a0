// Input: the files that the command line names.
//
// Flow      paths --FindFiles--> files --ReadSource--> Source
// Promise   `-` is standard input; folders are walked in the order of names, symbolic links to folders
//           are not followed; what cannot be read is an Error that names the file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"

namespace keyward::cli {

// kMaxFileBytes: the largest file that is read whole.
inline constexpr size_t kMaxFileBytes = size_t{64} << 20;

inline constexpr std::string_view kStandardInput = "-";

// ReadSource reads a file or, for `-`, standard input. Errors: kNotFound, kUnreadable, kTooLarge,
// kInvalidUtf8.
Result<SourcePtr> ReadSource(const std::string& path);

// FoundFile: a file to look at; `named` says that the user named it, not a folder above it.
struct FoundFile {
  std::string path;
  bool named = false;
};

// FindFiles lists the files among `paths`, and below them those whose name `wanted` takes. `skipped`
// counts the others; an empty folder or a name that does not exist is an Error.
Result<std::vector<FoundFile>> FindFiles(const std::vector<std::string>& paths,
                                         const std::function<bool(std::string_view name)>& wanted,
                                         size_t& skipped);

// IsScenarioName: the file is called like a scenario.
bool IsScenarioName(std::string_view name);

// ScenarioFiles are the scenario files among `paths`. Errors: as FindFiles, and kNotFound where a
// folder holds none.
Result<std::vector<std::string>> ScenarioFiles(const std::vector<std::string>& paths);

// FolderOf is the folder of a file, for the files that it names.
std::string FolderOf(const std::string& path);

}  // namespace keyward::cli
