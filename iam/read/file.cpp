#include "iam/read/file.h"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <sys/stat.h>

namespace keyward::iam {
namespace {

namespace fs = std::filesystem;

bool IsOurs(const fs::path& path) {
  return path.extension() == ".json" && !path.filename().string().starts_with('.');
}

}  // namespace

Result<std::vector<std::string>> FindFiles(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no folder {}", path), path);
  }
  std::vector<std::string> files;
  fs::directory_iterator entry(path, error);
  while (!error && entry != fs::directory_iterator()) {
    std::error_code ignored;  // an entry that is gone again is not ours
    if (IsOurs(entry->path()) && fs::is_regular_file(entry->path(), ignored)) {
      files.push_back(entry->path().string());
    }
    entry.increment(error);
  }
  if (error) {
    return Fail(ErrorCode::kUnreadable,
                fmt::format("cannot read the folder {}: {}", path, error.message()), path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<SourcePtr> ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (!stream || error) {
    return Fail(ErrorCode::kUnreadable, fmt::format("cannot read {}", path), path);
  }
  if (size > kMaxFileBytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} has {} bytes, over {}", path, size, kMaxFileBytes), path, {},
                "one file holds the details of one account");
  }
  std::string bytes(static_cast<size_t>(size), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return Fail(ErrorCode::kUnreadable, fmt::format("{} changed while it was read", path), path);
  }
  return Source::Create(path, std::move(bytes));
}

std::string Fingerprint(const std::string& path) {
  const Result<std::vector<std::string>> files = FindFiles(path);
  if (!files) return files.error().message;
  std::string all;
  for (const std::string& file : *files) {
    struct stat status {};
    const bool known = stat(file.c_str(), &status) == 0;
    all += fmt::format("{}\n{} {} {} {}.{}\n", file, known, status.st_size, status.st_ino,
                       status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  }
  return all;
}

}  // namespace keyward::iam
