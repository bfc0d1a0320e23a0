// VerifyDecisionLog: is a decision log whole, unchanged and signed?
//
// Flow      folder + public keys + what was kept elsewhere --VerifyDecisionLog--> LogVerdict
// Promise   finds every line that was changed, removed, moved, repeated or inserted, and every
//           missing file, up to the last checkpoint; behind it up to `expected`. Reads as a stream,
//           in constant memory, also while the log is being written. It needs no secret.
// Limits    what stands behind both the last checkpoint and `expected` can be changed unseen by
//           whoever can write the files (docs/decisions/0011-decision-log-chain.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/decision_log.h"

namespace keyward::store {

// LogFaultKind: what is wrong with a log.
enum class LogFaultKind : uint8_t {
  kMalformedLine,      // not a line of a log: bytes cut out, overwritten or put in
  kChangedLine,        // the line does not have its digest
  kBrokenLink,         // it follows another line than the one that stands before it
  kMissingLines,       // sequences are left out
  kMisplacedLine,      // a sequence that has passed: repeated, moved or inserted
  kMissingFile,        // the lines between two files, or before the first, are in no file
  kWrongFileName,      // the name says another first sequence
  kMissingCheckpoint,  // the log begins, or a file ends, without the checkpoint that belongs there
  kBadCheckpoint,      // a checkpoint that signs another chain, or has another form
  kUnknownKey,         // a checkpoint by a key that was not given
  kBadSignature,       // a checkpoint whose signature does not verify
  kCutTail,            // the log ends before what is known to have followed
  kOtherHead,          // at the expected sequence stands another line
};

// NameOf is the kind's name, such as `ChangedLine`.
std::string_view NameOf(LogFaultKind kind);

// LogFault: one thing that is wrong, and where.
struct LogFault {
  LogFaultKind kind = LogFaultKind::kMalformedLine;
  std::string file;       // empty where there is none to name
  uint64_t line = 0;      // from 1; 0: the file as a whole
  uint64_t sequence = 0;  // the one concerned, as far as it is known; else 0
  std::string message;    // one sentence
};

// CheckpointKey: a key that may have signed checkpoints.
struct CheckpointKey {
  std::string id;
  Bytes public_key;
};

// SignatureCheck tells whether `signature` is that of `message` under `public_key`.
using SignatureCheck =
    std::function<bool(ByteView public_key, ByteView message, ByteView signature)>;

// VerifyOptions: what is known about the log.
struct VerifyOptions {
  std::string log_id;
  std::vector<CheckpointKey> keys;
  SignatureCheck check;
  std::optional<LogHead> expected;  // a place that the log is known to have reached
  std::optional<LogHead> archived;  // the last line of files that were moved away
  size_t max_faults = 100;          // more are counted only
};

// LogVerdict: what was found.
struct LogVerdict {
  std::vector<LogFault> faults;
  uint64_t fault_count = 0;
  uint64_t files = 0;
  uint64_t records = 0;  // without checkpoints
  uint64_t checkpoints = 0;
  LogHead head;                        // the last line
  std::optional<LogHead> last_signed;  // what the last good checkpoint signs
  uint64_t unsigned_records = 0;       // behind the last good checkpoint
  uint64_t torn_bytes = 0;  // behind the last line break: a write underway, or cut by a crash
  bool closed = false;      // it ends with the checkpoint of an orderly end

  // ok: nothing is wrong.
  bool ok() const { return fault_count == 0; }
};

// VerifyDecisionLog reads the log in `folder`. Errors: kNotFound, kReadOnly, kFault (reading), and
// kInvalidInput for options without keys or check. Faults of the log are no error.
Result<LogVerdict> VerifyDecisionLog(const std::filesystem::path& folder,
                                     const VerifyOptions& options);

}  // namespace keyward::store
