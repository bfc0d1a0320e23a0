#include "store/folder_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/system_error.h"

namespace keyward::store {
namespace {

// Owner reads the process number from a LOCK file; empty while its owner has not written it yet.
std::string Owner(int descriptor) {
  char text[24] = {};
  const ssize_t size = pread(descriptor, text, sizeof text, 0);
  std::string digits;
  for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; ++i) digits += text[i];
  return digits;
}

Result<void> WriteOwner(int descriptor, const std::string& file) {
  const std::string text = fmt::format("{}\n", getpid());
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return FailSystem(errno, "the lock file cannot be written", file);
  }
  return {};
}

}  // namespace

Result<FolderLock> FolderLock::Acquire(const std::filesystem::path& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0) {
    return FailSystem(errno, "the store's folder cannot be opened", folder.string());
  }
  if (!S_ISDIR(status.st_mode)) {
    return Fail(ErrorCode::kInvalidInput, "the store's place is not a folder", folder.string());
  }
  const std::string file = (folder / "LOCK").string();
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return FailSystem(errno, "the lock file cannot be opened", file);
  FolderLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return FailSystem(errno, "the folder cannot be locked", file);
    const std::string owner = Owner(descriptor);
    return Fail(ErrorCode::kLocked,
                owner.empty() ? std::string("another process has the store open")
                              : fmt::format("process {} has the store open", owner),
                folder.string(), {}, "stop it, or ask it: two processes never write one folder");
  }
  if (Result<void> written = WriteOwner(descriptor, file); !written) {
    return tl::unexpected<Error>(std::move(written.error()));
  }
  return lock;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace keyward::store
