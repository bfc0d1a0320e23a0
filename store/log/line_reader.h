// LineReader: one file's lines, also of a file that still grows.
//
// Promise   memory is bounded by the longest line that the log allows; what is longer is passed
//           over and marked. Bytes behind the last line break are no line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace keyward::store {

class LineReader {
 public:
  // Open opens a regular file. Errors: kNotFound, kReadOnly, kFault.
  static Result<LineReader> Open(const std::filesystem::path& path);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&& other) noexcept;
  ~LineReader();

  // Next goes to the next whole line; false at the end of what is there now. Errors: kFault.
  Result<bool> Next();

  std::string_view line() const { return line_; }   // without its line break; empty if too long
  bool too_long() const { return line_too_long_; }  // longer than kMaxLineBytes
  uint64_t number() const { return number_; }       // of line(), from 1
  uint64_t begin() const { return begin_offset_; }  // of line() in the file
  uint64_t end() const { return end_offset_; }      // behind its line break
  uint64_t torn() const;                            // bytes behind the last line break, so far

 private:
  LineReader(int descriptor, std::filesystem::path path);
  Result<bool> Fill();
  void HandOver(size_t size);

  int descriptor_ = -1;
  std::filesystem::path path_;
  std::string buffer_;
  size_t unread_ = 0;   // in buffer_: what comes behind line()
  size_t scanned_ = 0;  // in buffer_: up to here there is no line break behind unread_
  size_t filled_ = 0;
  uint64_t skipped_ = 0;  // bytes of a line too long that are out of the buffer already
  std::string_view line_;
  bool line_too_long_ = false;
  uint64_t number_ = 0;
  uint64_t begin_offset_ = 0;
  uint64_t end_offset_ = 0;
};

}  // namespace keyward::store
