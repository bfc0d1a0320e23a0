// TailScan: what the newest files of a log say when it is opened.
//
// Flow      folder --ScanTail--> TailScan --Tail::Open--> a log that can be appended to
// Promise   tells an end that a crash tore from a chain that does not hold: only the first is repaired.
//           Torn are bytes behind the last line break, and a line with NUL bytes (a file system may
//           leave them where data had not reached the disk) if no line of a log follows it.
#pragma once

#include <optional>
#include <vector>

#include "store/log/checkpoint.h"
#include "store/log/folder.h"
#include "store/log/id_window.h"

namespace keyward::store {

// TornEnd: bytes behind the last good line.
struct TornEnd {
  LogFile file;
  uint64_t offset = 0;
  bool whole_file = false;  // no line of the file is good
};

struct TailScan {
  LogHead head;                 // the last good line; before line 1 the log's StartDigest
  std::optional<LogFile> last;  // the file of that line
  uint64_t size = 0;            // of that file, up to that line
  std::optional<CheckpointReason> ends_with;
  std::optional<TornEnd> torn;
  std::vector<LogFile> empty_successors;
  uint64_t missing = 0;  // lines that `expected` knows and the log has not
};

// ScanTail reads the last file, those that `options.id_window` reaches back to, and the one that
// `options.expected` stands in, and fills `ids`. Errors: kCorrupt (a chain that does not hold, or has
// another line at `expected`), kFault, kReadOnly.
Result<TailScan> ScanTail(const std::filesystem::path& folder, const DecisionLogOptions& options,
                          IdWindow& ids);

}  // namespace keyward::store
