// How a Tail comes to stand where its log ends.
#include <algorithm>

#include "store/log/tail.h"
#include "store/log/text.h"

namespace keyward::store {
namespace {

constexpr int64_t kDay = 86'400'000;

// RefuseLostLines refuses a log that has lost more than a crash can take.
Result<void> RefuseLostLines(const TailScan& scan, const DecisionLogOptions& options,
                             const std::filesystem::path& folder) {
  const auto is_later = [](const LogFile& file) { return file.first != 1; };
  const bool nothing_left =
      !scan.last &&
      (scan.missing > 0 || (scan.torn && is_later(scan.torn->file)) ||
       std::any_of(scan.empty_successors.begin(), scan.empty_successors.end(), is_later));
  const bool too_short = scan.missing > 0 && options.durability == Durability::kAlways;
  if (!nothing_left && !too_short) return {};
  return Fail(ErrorCode::kCorrupt,
              "the decision log ends with line " + std::to_string(scan.head.sequence) +
                  ", but had more lines",
              folder.string(), {},
              "verify the log, keep it as it is, and begin a new one in another folder");
}

}  // namespace

Result<OpenedLog> Tail::Open() {
  file_.reset();
  Result<TailScan> scan = ScanTail(folder_, options_, ids_);
  if (!scan) return tl::unexpected(scan.error());
  Result<void> done = RefuseLostLines(*scan, options_, folder_);
  if (!done) return tl::unexpected(done.error());
  OpenedLog opened{scan->head, {}, scan->missing};
  if (scan->torn) {
    Result<LogRepair> repair = CutTornEnd(files_, *scan->torn);
    if (!repair) return tl::unexpected(repair.error());
    opened.repair = std::move(*repair);
    if (scan->torn->whole_file) scan->empty_successors.push_back(scan->torn->file);
  }
  head_ = scan->head;
  unsigned_records_ = 0;
  done = OpenFile(*scan);
  if (done) done = Checkpoint(CheckpointReason::kOpen);
  if (done) done = file_->Sync();
  if (!done) return tl::unexpected(done.error());
  return opened;
}

// OpenFile goes on in the last file, or in the one behind it if that is finished.
Result<void> Tail::OpenFile(const TailScan& scan) {
  const bool goes_on = scan.last && scan.ends_with != CheckpointReason::kRotate;
  const LogFile target = goes_on ? *scan.last : NameLogFile(folder_, head_.sequence + 1, Now());
  LogFile chosen = target;
  for (const LogFile& empty : scan.empty_successors) {
    if (!goes_on && empty.first == target.first) chosen = empty;
  }
  Result<std::unique_ptr<File>> file = files_.OpenToAppend(chosen.path, false);
  if (!file) return tl::unexpected(file.error());
  for (const LogFile& empty : scan.empty_successors) {
    if (empty.path == chosen.path) continue;
    const Result<void> removed = files_.Remove(empty.path);
    if (!removed) return removed;
  }
  file_ = std::move(*file);
  size_ = goes_on ? scan.size : 0;
  day_end_ = ParseTime(chosen.day + "T00:00:00.000Z").value_or(0) + kDay;
  return files_.SyncFolder(folder_);
}

}  // namespace keyward::store
