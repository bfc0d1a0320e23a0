#include "cli/input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyward::cli {
namespace {

namespace fs = std::filesystem;

std::string NameOf(const std::string& path) { return path == kStandardInput ? "<stdin>" : path; }

// OpenFile: a file descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : own_(path != kStandardInput),
        fd_(own_ ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO) {}
  ~OpenFile() {
    if (own_ && fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int fd() const { return fd_; }

 private:
  bool own_;
  int fd_;
};

tl::unexpected<Error> Unreadable(const std::string& name, int code) {
  if (code == ENOENT || code == ENOTDIR) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no file {}", name), name);
  }
  return Fail(ErrorCode::kUnreadable, fmt::format("cannot read {}: {}", name, std::strerror(code)),
              name);
}

Result<std::string> ReadAll(int fd, const std::string& name) {
  std::string bytes;
  size_t size = 0;
  for (;;) {
    if (bytes.size() - size < 4096) bytes.resize(std::max<size_t>(65536, bytes.size() * 2));
    const ssize_t got = ::read(fd, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(name, errno);
    if (got == 0) break;
    size += static_cast<size_t>(got);
    if (size > kMaxFileBytes) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("{} is larger than {} bytes", name, kMaxFileBytes), name);
    }
  }
  bytes.resize(size);
  return bytes;
}

// Below lists the files under a folder, in the order of their paths.
Result<std::vector<std::string>> Below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::file_status status = entry->status(error);
    if (!error && fs::is_regular_file(status)) files.push_back(entry->path().string());
    error.clear();  // a dangling link is no file
  }
  if (error) return Unreadable(folder, error.value());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<SourcePtr> ReadSource(const std::string& path) {
  const std::string name = NameOf(path);
  const OpenFile file(path);
  if (file.fd() < 0) return Unreadable(name, errno);
  Result<std::string> bytes = ReadAll(file.fd(), name);
  if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
  return Source::Create(name, std::move(*bytes));
}

Result<std::vector<FoundFile>> FindFiles(const std::vector<std::string>& paths,
                                         const std::function<bool(std::string_view name)>& wanted,
                                         size_t& skipped) {
  std::vector<FoundFile> found;
  for (const std::string& path : paths) {
    struct stat status {};
    if (path == kStandardInput ||
        (::stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))) {
      found.push_back({path, true});
      continue;
    }
    if (!S_ISDIR(status.st_mode)) return Unreadable(path, errno);
    Result<std::vector<std::string>> below = Below(path);
    if (!below) return tl::unexpected<Error>(std::move(below.error()));
    for (std::string& file : *below) {
      if (wanted(file)) {
        found.push_back({std::move(file), false});
      } else {
        ++skipped;
      }
    }
  }
  return found;
}

bool IsScenarioName(std::string_view name) { return name.ends_with(".scenario.json"); }

Result<std::vector<std::string>> ScenarioFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    size_t skipped = 0;
    Result<std::vector<FoundFile>> found = FindFiles({path}, IsScenarioName, skipped);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    if (found->empty()) {
      return Fail(ErrorCode::kNotFound,
                  fmt::format("no scenario files in {} ({} other files)", path, skipped), path, {},
                  "scenario files are called *.scenario.json");
    }
    for (FoundFile& file : *found) files.push_back(std::move(file.path));
  }
  return files;
}

std::string FolderOf(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() || path == kStandardInput ? "." : folder;
}

}  // namespace keyward::cli
