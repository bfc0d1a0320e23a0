#include "store/log/file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "store/system_error.h"

namespace keyward::store {
namespace {

class PosixFile final : public File {
 public:
  PosixFile(int descriptor, std::filesystem::path path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  ~PosixFile() override { close(descriptor_); }

  Result<size_t> Write(std::span<const iovec> parts) override {
    while (true) {
      const ssize_t written = writev(descriptor_, parts.data(), static_cast<int>(parts.size()));
      if (written >= 0) return static_cast<size_t>(written);
      if (errno != EINTR) return FailSystem(errno, "cannot write", path_.string());
    }
  }

  Result<void> Sync() override {
    if (fdatasync(descriptor_) != 0)
      return FailSystem(errno, "cannot put on the disk", path_.string());
    return {};
  }

  Result<void> Truncate(uint64_t size) override {
    if (ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
      return FailSystem(errno, "cannot cut", path_.string());
    }
    return {};
  }

 private:
  int descriptor_;
  std::filesystem::path path_;
};

class PosixFileSystem final : public FileSystem {
 public:
  Result<std::unique_ptr<File>> OpenToAppend(const std::filesystem::path& path,
                                             bool fresh) override {
    const int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
    const int descriptor = open(path.c_str(), fresh ? flags | O_EXCL : flags, 0600);
    if (descriptor < 0) return FailSystem(errno, "cannot open", path.string());
    return std::make_unique<PosixFile>(descriptor, path);
  }

  Result<void> Remove(const std::filesystem::path& path) override {
    if (unlink(path.c_str()) != 0) return FailSystem(errno, "cannot remove", path.string());
    return {};
  }

  Result<void> SyncFolder(const std::filesystem::path& folder) override {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return FailSystem(errno, "cannot open", folder.string());
    const int failed = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    if (failed != 0) return FailSystem(failed, "cannot put on the disk", folder.string());
    return {};
  }
};

}  // namespace

FileSystem& PosixFiles() {
  static PosixFileSystem files;
  return files;
}

}  // namespace keyward::store
