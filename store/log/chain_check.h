// ChainCheck: follows a log line by line and says what does not hold.
//
// Flow      FolderReader --BeginFile, CheckLine, Finish--> LogVerdict
// Promise   one fault for each thing that is wrong: behind it, the next line is taken at its word.
#pragma once

#include <optional>
#include <string>

#include "store/decision_log_verify.h"
#include "store/log/checkpoint.h"
#include "store/log/folder.h"

namespace keyward::store {

class ChainCheck {
 public:
  // ChainCheck begins behind `before`; without a value, the first line is taken at its word. `start`
  // is the log's StartDigest. With `verify`, which must outlive it, checkpoints are checked against
  // its keys.
  ChainCheck(std::optional<LogHead> before, const Sha256Digest& start, const VerifyOptions* verify);

  // Expect names a place that the log must have if it lies ahead.
  void Expect(const std::optional<LogHead>& head) { expected_ = head; }

  // BeginFile goes on to a file, and ends the one before.
  void BeginFile(const LogFile& file);

  // CheckLine checks the next line; it hands over its parts if it has any.
  std::optional<Line> CheckLine(uint64_t number, std::string_view text);

  // Finish ends the log. `has_successor`: an empty file follows the last.
  void Finish(bool has_successor);

  // Report adds a fault of the file that was begun last.
  void Report(LogFaultKind kind, uint64_t line, uint64_t sequence, std::string message);

  LogVerdict& verdict() { return verdict_; }

  // ends_with is the reason of the checkpoint that is the last line, if one is.
  std::optional<CheckpointReason> ends_with() const { return ends_with_; }

 private:
  void CheckPlace(uint64_t number, uint64_t sequence);
  void CheckDigests(uint64_t number, const Line& line);
  bool CheckCheckpoint(uint64_t number, const Line& line);
  bool CheckSignature(uint64_t number, uint64_t sequence, const Checkpoint& checkpoint);
  void Count(uint64_t number, const Line& line);

  Sha256Digest start_;
  const VerifyOptions* verify_;
  std::optional<LogHead> expected_;
  bool from_start_;                       // the first line of all is among those checked
  bool anchored_;                         // next_ is known
  uint64_t next_ = 1;                     // the sequence that should follow
  std::optional<Sha256Digest> previous_;  // its link; unknown behind a bad line
  std::optional<CheckpointReason> ends_with_;
  std::string file_;
  uint64_t file_first_ = 0;
  bool at_file_begin_ = false;
  LogVerdict verdict_;
};

}  // namespace keyward::store
