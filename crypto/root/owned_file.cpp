#include "crypto/root/owned_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/random.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {
namespace {

constexpr size_t kMostBytes = 4096;

// Descriptor closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<Error> SystemFault(const std::string& path, std::string_view doing) {
  const int error = errno;
  ErrorCode code = ErrorCode::kFault;
  if (error == ENOENT) code = ErrorCode::kNotFound;
  if (error == EEXIST) code = ErrorCode::kExists;
  if (error == EACCES || error == EPERM) code = ErrorCode::kUnreadable;
  if (error == EROFS) code = ErrorCode::kReadOnly;
  if (error == ENOSPC || error == EDQUOT) code = ErrorCode::kNoSpace;
  return Fail(code, fmt::format("{}: {}", doing, std::strerror(error)), path);
}

tl::unexpected<Error> CannotWrite(const std::string& path, std::string_view doing) {
  const bool refused = errno == EACCES || errno == EPERM;
  auto fault = SystemFault(path, doing);
  if (refused) fault.value().code = ErrorCode::kReadOnly;
  return fault;
}

Result<void> CheckOwned(const std::string& path, const struct stat& status, Privacy privacy) {
  if (!S_ISREG(status.st_mode)) {
    return Fail(ErrorCode::kUnreadable, "this is no regular file", path);
  }
  if (status.st_uid != geteuid() && status.st_uid != 0) {
    return Fail(ErrorCode::kUnreadable, "the file belongs to another user", path, {},
                "give it to the user that runs Keyward");
  }
  const bool reads = privacy == Privacy::kNobodyReads;
  if ((status.st_mode & (reads ? 077u : 022u)) != 0) {
    return Fail(ErrorCode::kUnreadable,
                fmt::format("group or others may {} the file (mode {:04o})",
                            reads ? "use" : "write", status.st_mode & 07777u),
                path, {}, fmt::format("chmod 600 {}", path));
  }
  if (status.st_size < 0 || static_cast<size_t>(status.st_size) > kMostBytes) {
    return Fail(ErrorCode::kCorrupt, "the file is too long to be one of ours", path);
  }
  return {};
}

bool WriteAll(int number, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(number, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return true;
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// WriteBeside writes a file under a name of its own, on disk when it returns.
Result<void> WriteBeside(const std::string& draft, ByteView bytes) {
  const Descriptor file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.open()) return CannotWrite(draft, "cannot create the file");
  if (fchmod(file.number(), 0600) != 0 || !WriteAll(file.number(), bytes) ||
      fsync(file.number()) != 0) {
    auto fault = CannotWrite(draft, "cannot write the file");
    unlink(draft.c_str());
    return fault;
  }
  return {};
}

}  // namespace

Result<SecretBytes> ReadOwnedFile(const std::string& path, Privacy privacy) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (!file.open() || fstat(file.number(), &status) != 0) {
    return SystemFault(path, "cannot open the file");
  }
  if (auto owned = CheckOwned(path, status, privacy); !owned) return tl::unexpected(owned.error());
  auto bytes = SecretBytes::Create(static_cast<size_t>(status.st_size));
  if (!bytes) return bytes;
  for (size_t done = 0; done < bytes->size();) {
    const ssize_t size = read(file.number(), bytes->span().data() + done, bytes->size() - done);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return SystemFault(path, "cannot read the file");
    if (size == 0) return Fail(ErrorCode::kConflict, "the file shrank while it was read", path);
    done += static_cast<size_t>(size);
  }
  return bytes;
}

Result<void> CreateOwnedFile(const std::string& path, ByteView bytes) {
  std::array<uint8_t, 8> suffix;
  if (auto filled = FillRandom(suffix); !filled) return filled;
  const std::string draft = fmt::format("{}.draft-{}", path, HexText(suffix));
  if (auto written = WriteBeside(draft, bytes); !written) return written;
  // A link appears whole, and never over a file that is there.
  const bool linked = link(draft.c_str(), path.c_str()) == 0;
  Result<void> outcome;
  if (!linked) outcome = CannotWrite(path, "cannot create the file");
  unlink(draft.c_str());
  if (!linked) return outcome;
  const Descriptor folder(open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() || fsync(folder.number()) != 0) {
    return CannotWrite(path, "cannot write the folder to disk");
  }
  return {};
}

}  // namespace keyward::crypto
