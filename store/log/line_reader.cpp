#include "store/log/line_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "store/log/line.h"
#include "store/system_error.h"

namespace keyward::store {
namespace {

constexpr size_t kFirstBuffer = size_t{256} << 10;
constexpr size_t kLargestBuffer = kMaxLineBytes + 1 + kFirstBuffer;

}  // namespace

Result<LineReader> LineReader::Open(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return FailSystem(errno, "cannot open", path.string());
  LineReader reader(descriptor, path);
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return FailSystem(errno, "cannot read", path.string());
  if (!S_ISREG(status.st_mode)) {
    return Fail(ErrorCode::kUnreadable, "this is no regular file", path.string());
  }
  return reader;
}

LineReader::LineReader(int descriptor, std::filesystem::path path)
    : descriptor_(descriptor), path_(std::move(path)) {}

LineReader::LineReader(LineReader&& other) noexcept { *this = std::move(other); }

LineReader& LineReader::operator=(LineReader&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  path_ = std::move(other.path_);
  buffer_ = std::move(other.buffer_);
  unread_ = other.unread_;
  scanned_ = other.scanned_;
  filled_ = other.filled_;
  skipped_ = other.skipped_;
  line_ = {};  // a view into the buffer: the next Next sets it
  line_too_long_ = other.line_too_long_;
  number_ = other.number_;
  begin_offset_ = other.begin_offset_;
  end_offset_ = other.end_offset_;
  return *this;
}

LineReader::~LineReader() {
  if (descriptor_ >= 0) close(descriptor_);
}

uint64_t LineReader::torn() const { return skipped_ + (filled_ - unread_); }

Result<bool> LineReader::Next() {
  while (true) {
    const void* found = filled_ == scanned_
                            ? nullptr
                            : std::memchr(buffer_.data() + scanned_, '\n', filled_ - scanned_);
    if (found != nullptr) {
      HandOver(static_cast<size_t>(static_cast<const char*>(found) - buffer_.data()) - unread_);
      return true;
    }
    scanned_ = filled_;
    if (filled_ - unread_ > kMaxLineBytes) {
      skipped_ += filled_ - unread_;
      unread_ = scanned_ = filled_;
    }
    const Result<bool> more = Fill();
    if (!more || !*more) return more;
  }
}

// HandOver makes the next `size` bytes the line, or the end of one that is too long.
void LineReader::HandOver(size_t size) {
  line_too_long_ = skipped_ > 0 || size > kMaxLineBytes;
  line_ = line_too_long_ ? std::string_view() : std::string_view(buffer_).substr(unread_, size);
  begin_offset_ = end_offset_;
  end_offset_ += skipped_ + size + 1;
  ++number_;
  skipped_ = 0;
  unread_ += size + 1;
  scanned_ = unread_;
}

Result<bool> LineReader::Fill() {
  if (unread_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + unread_, filled_ - unread_);
    filled_ -= unread_;
    scanned_ -= unread_;
    unread_ = 0;
    line_ = {};
  }
  if (filled_ == buffer_.size()) {
    buffer_.resize(std::min(kLargestBuffer, std::max(kFirstBuffer, 2 * buffer_.size())));
  }
  while (true) {
    const ssize_t got = read(descriptor_, buffer_.data() + filled_, buffer_.size() - filled_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FailSystem(errno, "cannot read", path_.string());
    filled_ += static_cast<size_t>(got);
    return got > 0;
  }
}

}  // namespace keyward::store
