// LineReader, LineWriter: standard input and output, a line at a time, for streams of any length.
//
// Promise   memory does not grow with the stream: a line over kMaxLine is handed over cut and marked.
//           What was written is out before a read would wait.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyward::cli {

// LineWriter collects lines and writes them in large pieces.
class LineWriter {
 public:
  explicit LineWriter(int fd) : fd_(fd) { buffer_.reserve(kFlushAt + kFlushAt / 4); }

  // buffer is where lines are appended, each with its line break; EndLine writes when much is there.
  std::string& buffer() { return buffer_; }
  void EndLine() {
    buffer_ += '\n';
    if (buffer_.size() >= kFlushAt) Flush();
  }
  void Flush();

  // failed: the other side takes no more.
  bool failed() const { return failed_; }

 private:
  static constexpr size_t kFlushAt = size_t{256} << 10;

  int fd_;
  std::string buffer_;
  bool failed_ = false;
};

class LineReader {
 public:
  // kMaxLine: the longest line that is read.
  static constexpr size_t kMaxLine = size_t{1} << 20;

  // Lines are read from `fd`; `writer` is flushed before a read that would wait.
  LineReader(int fd, LineWriter& writer);

  // Next is true while there is a line; it stands in line() until the next call.
  bool Next();
  std::string_view line() const { return line_; }
  // too_long: the line is longer than kMaxLine; line() is its beginning.
  bool too_long() const { return too_long_; }
  // number counts lines from 1.
  size_t number() const { return number_; }
  // error is errno of a read that failed, else 0.
  int error() const { return error_; }

 private:
  bool Fill();
  bool Take(size_t end, size_t skip);
  void SkipToLineBreak();

  int fd_;
  LineWriter& writer_;
  std::string buffer_;
  size_t begin_ = 0;    // of what was not handed over yet
  size_t size_ = 0;     // bytes in the buffer
  size_t scanned_ = 0;  // no line break between begin_ and here
  std::string_view line_;
  bool too_long_ = false;
  bool at_end_ = false;
  size_t number_ = 0;
  int error_ = 0;
};

}  // namespace keyward::cli
