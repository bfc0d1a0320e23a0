#include "store/log/scan.h"

#include <algorithm>

#include "store/log/chain_check.h"
#include "store/log/folder_reader.h"

namespace keyward::store {
namespace {

using Step = FolderReader::Step;

// FirstNeeded is the sequence from which on the files have to be read.
uint64_t FirstNeeded(const std::vector<LogFile>& files, const DecisionLogOptions& options) {
  if (files.empty()) return 0;
  const uint64_t last = files.back().first;
  const uint64_t first = last > options.id_window ? last - options.id_window : 0;
  return options.expected ? std::min(first, options.expected->sequence) : first;
}

class Scanning {
 public:
  Scanning(FolderReader reader, std::optional<LogHead> before, const DecisionLogOptions& options,
           IdWindow& ids)
      : reader_(std::move(reader)),
        check_(before, StartDigest(options.log_id), nullptr),
        ids_(ids) {
    check_.Expect(options.expected);
  }

  // Run reads everything; an error is one of reading, or the first fault.
  Result<TailScan> Run() {
    while (true) {
      const Result<Step> step = reader_.Next();
      if (!step) return tl::unexpected(step.error());
      if (*step == Step::kEnd) break;
      if (*step == Step::kFile) {
        BeginFile();
      } else {
        TakeLine();
      }
      if (!check_.verdict().ok()) return Refuse();
    }
    End();
    if (!check_.verdict().ok()) return Refuse();
    return std::move(scan_);
  }

 private:
  void BeginFile() {
    if (scan_.torn) {
      check_.Report(LogFaultKind::kMalformedLine, 0, 0, "a file follows bytes that are no line");
      return;
    }
    check_.BeginFile(reader_.file());
    any_line_ = false;
  }

  void TakeLine() {
    const LineReader& lines = reader_.lines();
    if (scan_.torn || lines.too_long() || lines.line().find('\0') != std::string_view::npos) {
      if (!scan_.torn) scan_.torn = TornEnd{reader_.file(), lines.begin(), !any_line_};
      if (ParseLine(lines.line())) {
        check_.Report(LogFaultKind::kMalformedLine, lines.number(), 0,
                      "this line stands behind bytes that are no line");
      }
      return;
    }
    const std::optional<Line> line = check_.CheckLine(lines.number(), lines.line());
    if (!line) return;
    any_line_ = true;
    if (!line->link.id.empty()) ids_.Remember(line->link.id, line->link.sequence);
    if (!scan_.last || scan_.last->first != reader_.file().first) scan_.last = reader_.file();
    scan_.size = lines.end();
    scan_.ends_with = check_.ends_with();
  }

  void End() {
    if (reader_.any() && reader_.lines().torn() > 0 && !scan_.torn) {
      scan_.torn = TornEnd{reader_.file(), reader_.lines().end(), !any_line_};
    }
    scan_.empty_successors = reader_.empty_successors();
    check_.Finish(!scan_.empty_successors.empty());
    scan_.head = check_.verdict().head;
  }

  tl::unexpected<Error> Refuse() {
    const LogFault& fault = check_.verdict().faults.front();
    const auto number = static_cast<uint32_t>(std::min<uint64_t>(fault.line, UINT32_MAX));
    return Fail(ErrorCode::kCorrupt, "the decision log's chain does not hold: " + fault.message,
                fault.file, Position{std::max(number, 1u), 1, 0},
                "verify the log, keep it as it is, and begin a new one in another folder");
  }

  FolderReader reader_;
  ChainCheck check_;
  IdWindow& ids_;
  TailScan scan_;
  bool any_line_ = false;  // a good one, in the file at hand
};

}  // namespace

Result<TailScan> ScanTail(const std::filesystem::path& folder, const DecisionLogOptions& options,
                          IdWindow& ids) {
  ids.Clear();
  const Result<std::vector<LogFile>> files = ListLogFiles(folder);
  if (!files) return tl::unexpected(files.error());
  const uint64_t needed = FirstNeeded(*files, options);
  Result<FolderReader> reader = FolderReader::Open(folder, needed);
  if (!reader) return tl::unexpected(reader.error());
  // Only from line 1 on is it known what the first line read must be linked to.
  std::optional<LogHead> before = LogHead{0, StartDigest(options.log_id)};
  const bool later = std::any_of(files->begin(), files->end(), [&](const LogFile& file) {
    return file.first > 1 && file.first <= std::max(needed, files->front().first);
  });
  if (later) before.reset();
  Result<TailScan> scan = Scanning(std::move(*reader), before, options, ids).Run();
  if (scan && options.expected && options.expected->sequence > scan->head.sequence) {
    scan->missing = options.expected->sequence - scan->head.sequence;
  }
  return scan;
}

}  // namespace keyward::store
