// LogFile: one file of a log, by its name: `decisions-00000000000000000001-2026-01-02.jsonl`.
//
// Promise   names sort in the order of the chain: the first sequence comes before the day (UTC).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace keyward::store {

// LogFile: a file's place, and what its name says.
struct LogFile {
  std::filesystem::path path;
  uint64_t first = 0;  // the sequence of its first line
  std::string day;     // on which it was begun, `2026-01-02`
};

// NameLogFile names the file in `folder` that begins with `first` at `time` (ms since 1970).
LogFile NameLogFile(const std::filesystem::path& folder, uint64_t first, int64_t time);

// ParseLogFileName reads a path; nothing if its name is not that of a log file.
std::optional<LogFile> ParseLogFileName(const std::filesystem::path& path);

// ListLogFiles lists the log's files in order; what else stands in the folder is not listed.
// Errors: kNotFound, kReadOnly, kFault.
Result<std::vector<LogFile>> ListLogFiles(const std::filesystem::path& folder);

// DayOf is the day of a time in milliseconds since 1970.
std::string DayOf(int64_t time);

}  // namespace keyward::store
