#include "cli/line_stream.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace keyward::cli {
namespace {

constexpr size_t kBlock = size_t{256} << 10;

// WouldWait: no bytes are ready.
bool WouldWait(int fd) {
  pollfd one{fd, POLLIN, 0};
  return ::poll(&one, 1, 0) == 0;
}

}  // namespace

void LineWriter::Flush() {
  size_t written = 0;
  while (!failed_ && written < buffer_.size()) {
    const ssize_t got = ::write(fd_, buffer_.data() + written, buffer_.size() - written);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      failed_ = true;
    } else {
      written += static_cast<size_t>(got);
    }
  }
  buffer_.clear();
}

LineReader::LineReader(int fd, LineWriter& writer)
    : fd_(fd), writer_(writer), buffer_(kMaxLine + kBlock, '\0') {}

// Fill moves what is left to the front and reads behind it; false at the end.
bool LineReader::Fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, size_ - begin_);
    scanned_ -= begin_;
    size_ -= begin_;
    begin_ = 0;
  }
  if (WouldWait(fd_)) writer_.Flush();
  ssize_t got = 0;
  do {
    got = ::read(fd_, buffer_.data() + size_, buffer_.size() - size_);
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = errno;
  if (got <= 0) at_end_ = true;
  if (got > 0) size_ += static_cast<size_t>(got);
  return got > 0;
}

// Take hands over [begin_, end) and goes on `skip` bytes behind it.
bool LineReader::Take(size_t end, size_t skip) {
  line_ = std::string_view(buffer_).substr(begin_, end - begin_);
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  begin_ = scanned_ = end + skip;
  ++number_;
  return true;
}

bool LineReader::Next() {
  if (too_long_) SkipToLineBreak();
  too_long_ = false;
  for (;;) {
    const char* from = buffer_.data() + scanned_;
    const void* found = std::memchr(from, '\n', size_ - scanned_);
    if (found != nullptr) {
      const size_t end = scanned_ + static_cast<size_t>(static_cast<const char*>(found) - from);
      return Take(end, 1);
    }
    scanned_ = size_;
    if (size_ - begin_ > kMaxLine) {
      too_long_ = true;
      return Take(begin_ + kMaxLine, 0);
    }
    if (at_end_ || !Fill()) return size_ > begin_ && Take(size_, 0);
  }
}

// SkipToLineBreak drops the rest of a line that is too long.
void LineReader::SkipToLineBreak() {
  for (;;) {
    const char* from = buffer_.data() + begin_;
    const void* found = std::memchr(from, '\n', size_ - begin_);
    if (found != nullptr) {
      begin_ = scanned_ = begin_ + static_cast<size_t>(static_cast<const char*>(found) - from) + 1;
      return;
    }
    begin_ = scanned_ = size_;
    if (at_end_ || !Fill()) return;
  }
}

}  // namespace keyward::cli
