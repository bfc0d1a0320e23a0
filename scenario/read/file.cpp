#include "scenario/read/file.h"

#include <filesystem>
#include <fmt/core.h>
#include <fstream>

namespace keyward::scenario {

Result<SourcePtr> ReadFile(const std::string& path, size_t max_bytes) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no file {}", path), path);
  }
  // Devices and pipes may never end.
  if (!std::filesystem::is_regular_file(status)) {
    return Fail(ErrorCode::kUnreadable, fmt::format("{} is not a regular file", path), path);
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > max_bytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} has {} bytes, over {}", path, size, max_bytes), path);
  }
  std::string bytes(error ? 0 : static_cast<size_t>(size), '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (error || !stream || stream.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return Fail(ErrorCode::kUnreadable, fmt::format("cannot read {}", path), path);
  }
  return Source::Create(path, std::move(bytes));
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace keyward::scenario
