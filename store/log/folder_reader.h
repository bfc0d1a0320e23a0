// FolderReader: a log's lines, file by file, also of a log that is being written.
//
// Promise   a file counts as finished when its successor has bytes (the writer begins a file before
//           it ends the one before), so that a rotation underway looks like nothing special.
#pragma once

#include <optional>

#include "store/log/folder.h"
#include "store/log/line_reader.h"

namespace keyward::store {

class FolderReader {
 public:
  // Step: what Next came to.
  enum class Step : uint8_t { kFile, kLine, kEnd };

  // Open begins with the last file that begins at or before `sequence`, or the first there is.
  static Result<FolderReader> Open(const std::filesystem::path& folder, uint64_t sequence);

  // Next goes on: to the next file (then file() is another), to its next line, or to the end of what is
  // there now.
  Result<Step> Next();

  const LogFile& file() const { return file_; }
  const LineReader& lines() const { return *lines_; }  // behind the first kFile
  bool any() const { return lines_.has_value(); }      // there is a file
  // empty_successors: files without bytes behind the last, as a rotation begins with.
  const std::vector<LogFile>& empty_successors() const { return empty_successors_; }

 private:
  explicit FolderReader(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<bool> List();
  Result<Step> Enter(const LogFile& file);

  std::filesystem::path folder_;
  std::vector<LogFile> files_;  // not entered yet
  std::vector<LogFile> empty_successors_;
  LogFile file_;
  std::optional<LineReader> lines_;
  bool finished_ = false;  // file_ has a successor and was read to its end since that was seen
};

}  // namespace keyward::store
