#include "store/sqlite/durable_file.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

#include "store/sqlite/schema.h"
#include "store/system_error.h"

namespace keyward::store {
namespace {

void RemoveLeavings(const std::filesystem::path& file) {
  std::error_code error;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::filesystem::remove(file.string() + suffix, error);
  }
}

// Publish gives `built` the name `file`; link, unlike rename, replaces nothing.
Result<void> Publish(const std::filesystem::path& built, const std::filesystem::path& file) {
  if (auto synced = SyncPath(built); !synced) return synced;
  if (link(built.c_str(), file.c_str()) != 0) {
    return FailSystem(errno, "the store's file cannot be made", file.string());
  }
  if (unlink(built.c_str()) != 0) {
    return FailSystem(errno, "the store's file cannot be made", built.string());
  }
  return SyncPath(file.parent_path());
}

}  // namespace

Result<void> InstallFile(const std::filesystem::path& folder,
                         const std::function<Result<void>(const std::filesystem::path&)>& build) {
  const std::filesystem::path file = folder / kFileName;
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    return Fail(ErrorCode::kExists, "there is a store already", file.string());
  }
  const std::filesystem::path built = file.string() + ".new";
  RemoveLeavings(built);  // of a crash
  Result<void> done = build(built);
  if (done) done = Publish(built, file);
  if (!done) RemoveLeavings(built);
  return done;
}

Result<void> SyncPath(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return FailSystem(errno, "it cannot be made durable", path.string());
  const int status = fsync(descriptor);
  const int number = errno;
  close(descriptor);
  if (status != 0) return FailSystem(number, "it cannot be made durable", path.string());
  return {};
}

Result<Bytes> ReadStart(const std::filesystem::path& file, size_t size) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == EACCES) {
      return Fail(ErrorCode::kUnreadable, "the file cannot be read", file.string());
    }
    return FailSystem(errno, "the file cannot be read", file.string());
  }
  Bytes bytes(size);
  const ssize_t got = pread(descriptor, bytes.data(), size, 0);
  const int number = errno;
  close(descriptor);
  if (got < 0) return FailSystem(number, "the file cannot be read", file.string());
  bytes.resize(static_cast<size_t>(got));
  return bytes;
}

}  // namespace keyward::store
