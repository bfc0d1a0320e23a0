// DecisionLogReader: the records of a decision log, in order.
//
// Flow      folder + LogFilter --Open, Next--> LogRecord (as it was appended) --> keyward audit show
// Promise   reads as a stream, also while the log is being written, and hands records over without
//           their chain member. It proves nothing: VerifyDecisionLog does.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/decision_log.h"

namespace keyward::store {

// LogFilter: which records; the bounds are included.
struct LogFilter {
  using Time = std::chrono::system_clock::time_point;
  uint64_t first_sequence = 1;
  uint64_t last_sequence = UINT64_MAX;
  std::optional<Time> from;  // when they were appended
  std::optional<Time> until;
  bool checkpoints = false;  // the log's own records too
};

// LogRecord: one record; its views hold until the next call of Next.
struct LogRecord {
  uint64_t sequence = 0;
  std::chrono::system_clock::time_point time;
  std::string_view id;      // empty if it was appended without one
  std::string_view record;  // the JSON object that was appended
  std::string_view line;    // as it stands in the file
};

class DecisionLogReader {
 public:
  // Open begins to read the log in `folder`. Errors: kNotFound, kReadOnly, kFault.
  static Result<DecisionLogReader> Open(const std::filesystem::path& folder,
                                        const LogFilter& filter);
  DecisionLogReader(DecisionLogReader&&) noexcept;
  DecisionLogReader& operator=(DecisionLogReader&&) noexcept;
  ~DecisionLogReader();

  // Next is the next record that the filter lets pass; nothing at the end of what is there now, and
  // records that are appended later come with later calls. Errors: kCorrupt for a line that has not
  // the form of one, after which reading goes on behind it; kFault.
  Result<std::optional<LogRecord>> Next();

 private:
  class Reading;
  explicit DecisionLogReader(std::unique_ptr<Reading> reading);
  std::unique_ptr<Reading> reading_;
};

}  // namespace keyward::store
