#include "store/log/folder_reader.h"

#include <algorithm>
#include <system_error>

namespace keyward::store {
namespace {

bool IsEmpty(const LogFile& file) {
  std::error_code failed;
  return std::filesystem::file_size(file.path, failed) == 0 && !failed;
}

}  // namespace

Result<FolderReader> FolderReader::Open(const std::filesystem::path& folder, uint64_t sequence) {
  FolderReader reader(folder);
  const Result<bool> listed = reader.List();
  if (!listed) return tl::unexpected(listed.error());
  auto& files = reader.files_;
  auto start = files.begin();
  for (auto at = files.begin(); at != files.end(); ++at) {
    if (at->first <= sequence) start = at;
  }
  files.erase(files.begin(), start);
  return reader;
}

// List fills files_ with what comes behind file_, without the empty ones at the end.
Result<bool> FolderReader::List() {
  Result<std::vector<LogFile>> files = ListLogFiles(folder_);
  if (!files) return tl::unexpected(files.error());
  if (lines_) {
    const auto behind = std::find_if(files->begin(), files->end(), [&](const LogFile& file) {
      return file.path.filename() > file_.path.filename();
    });
    files->erase(files->begin(), behind);
  }
  files_ = std::move(*files);
  empty_successors_.clear();
  while (!files_.empty() && IsEmpty(files_.back())) {
    empty_successors_.insert(empty_successors_.begin(), std::move(files_.back()));
    files_.pop_back();
  }
  return !files_.empty();
}

Result<FolderReader::Step> FolderReader::Enter(const LogFile& file) {
  Result<LineReader> lines = LineReader::Open(file.path);
  if (!lines) return tl::unexpected(lines.error());
  lines_ = std::move(*lines);
  file_ = file;
  finished_ = false;
  return Step::kFile;
}

Result<FolderReader::Step> FolderReader::Next() {
  while (lines_) {
    const Result<bool> line = lines_->Next();
    if (!line) return tl::unexpected(line.error());
    if (*line) return Step::kLine;
    if (finished_) break;
    if (files_.empty()) {
      const Result<bool> more = List();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return Step::kEnd;
    }
    finished_ = true;  // once more: it may have got its last lines since
  }
  if (files_.empty()) return Step::kEnd;
  const LogFile next = files_.front();
  files_.erase(files_.begin());
  return Enter(next);
}

}  // namespace keyward::store
