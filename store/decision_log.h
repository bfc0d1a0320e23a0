// DecisionLog: the append-only, tamper-evident log of records, one JSON object a line.
//
// Flow      record (made elsewhere) --Append--> line with its place in the chain --> file
//           files --VerifyDecisionLog, DecisionLogReader--> what happened, and whether it is all there
// Promise   Append returns success only when the line was handed to the kernel (kBatched) or is on
//           the disk (kAlways). After a failed write nothing is appended until Recover succeeds, and
//           no half line stands before a later one. Append, Head, Flush and Failure may be called
//           from any thread.
// Limits    records up to kMaxRecordBytes; ids up to kMaxRecordIdBytes; one writing process a folder.
//
// A record `{"a":1}` becomes the line
//   {"a":1,"chain":{"sequence":7,"time":"2026-01-02T03:04:05.678Z","previous":"<hex>","digest":"<hex>"}}
// with an `id` member behind `time` where AppendIfAbsent wrote it. The digest is SHA-256 over: the
// previous line's digest (32 bytes); SHA-256 of the record without its closing brace (32 bytes); the
// sequence and the time in milliseconds since 1970, 8 bytes each, big-endian; the id's bytes. Before
// line 1 the digest is that of the text "keyward-decision-log-1\n" and the log's id.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/digest.h"

namespace keyward::store {

class FileSystem;
class LogWriting;

// kMaxRecordBytes: the largest record that Append takes.
inline constexpr size_t kMaxRecordBytes = size_t{1} << 20;

// kMaxRecordIdBytes: the longest id that AppendIfAbsent takes.
inline constexpr size_t kMaxRecordIdBytes = 64;

// LogHead: a line's place in the chain. Kept elsewhere too, the last one shows that a tail was cut.
struct LogHead {
  uint64_t sequence = 0;
  crypto::Sha256Digest digest = {};

  friend bool operator==(const LogHead&, const LogHead&) = default;
};

// CheckpointSigner: who signs checkpoints; called by one thread at a time.
class CheckpointSigner {
 public:
  virtual ~CheckpointSigner() = default;
  // Sign signs `message`; any error stops the log, as a failed write does.
  virtual Result<Bytes> Sign(ByteView message) = 0;
  // public_key is what checks the signatures, in whatever form the check understands.
  virtual ByteView public_key() const = 0;
  // key_id names the key in checkpoints: 1 to 256 letters, digits and `:/_.+=@-`.
  virtual std::string_view key_id() const = 0;
};

// Durability: what an acknowledged record survives.
enum class Durability : uint8_t {
  kBatched,  // the end of the process at once, the end of the machine after `sync_interval`
  kAlways,   // the end of the machine; threads that append together share one fdatasync
};

// DecisionLogOptions: how a log is kept.
struct DecisionLogOptions {
  std::string log_id;  // up to 256 bytes; tells this log from others that the same key signs
  Durability durability = Durability::kBatched;
  // How often a thread of the log's own flushes; zero starts no thread, and Flush is the caller's.
  std::chrono::milliseconds sync_interval = std::chrono::milliseconds(100);
  uint64_t checkpoint_records = 10'000;                                 // at most so many unsigned
  std::chrono::seconds checkpoint_interval = std::chrono::seconds(10);  // or so long, by `clock`
  uint64_t max_file_bytes = uint64_t{128} << 20;                        // then the next file begins
  uint64_t id_window = 65'536;      // an id is remembered while fewer lines follow its own
  std::optional<LogHead> expected;  // what was kept elsewhere; Open compares
  const Clock* clock = nullptr;     // null: the machine's
  FileSystem* files = nullptr;      // null: the machine's
};

// LogRepair: what Open took from the end of the last file because a crash had torn it.
struct LogRepair {
  std::filesystem::path file;  // where it stood
  uint64_t offset = 0;
  uint64_t bytes = 0;
  std::filesystem::path kept;  // where it stands now
};

// OpenedLog: what Open and Recover found.
struct OpenedLog {
  LogHead head;  // before the checkpoint that opening writes
  std::optional<LogRepair> repair;
  // Lines that `expected` knows and the log has not: with kBatched, what the end of the machine took.
  uint64_t missing = 0;
};

// Appended: where a record stands.
struct Appended {
  uint64_t sequence = 0;
  bool was_there = false;  // AppendIfAbsent found the id and wrote nothing
};

class DecisionLog {
 public:
  // Open opens the log in `folder`, which it makes if need be, repairs a torn end, checks the chain
  // of the newest files and writes a checkpoint. `signer` must outlive the log. Errors: kLocked
  // (another process writes it), kCorrupt (the chain does not hold, or contradicts
  // `options.expected`; with kAlways also if it ends before that), kInvalidInput (options), kFault,
  // kNoSpace, kReadOnly, and the signer's.
  static Result<std::unique_ptr<DecisionLog>> Open(const std::filesystem::path& folder,
                                                   const DecisionLogOptions& options,
                                                   CheckpointSigner& signer);

  // The destructor closes; call Close to learn whether that went well.
  ~DecisionLog();

  // Append writes `record`: one JSON object on one line, which begins with `{"`, is no checkpoint
  // and has no member `chain` of its own (the caller sees to valid JSON). Errors: kInvalidInput and
  // kTooLarge (the record; the log goes on), else the log's failure: then the record is not in the
  // log, or, where even taking it back failed, may be, which AppendIfAbsent settles after Recover.
  Result<Appended> Append(std::string_view record);

  // AppendIfAbsent is Append for a record that may have been written before a crash: if a line with
  // `id` stands among the last `id_window` lines, nothing is written. `id`: 1 to kMaxRecordIdBytes
  // letters, digits and `:_.-`.
  Result<Appended> AppendIfAbsent(std::string_view id, std::string_view record);

  // Head is the last line's place.
  LogHead Head() const;

  // Flush puts what was appended on the disk, and signs a checkpoint if one is due by time.
  Result<void> Flush();

  // Failure is why nothing can be appended, or nothing.
  std::optional<Error> Failure() const;

  // Recover reads the log anew after a failure, as Open does, and lets Append go on. It may also be
  // called on a log that has not failed. Errors: as Open.
  Result<OpenedLog> Recover();

  // Close signs a last checkpoint and puts all on the disk. Appending fails from then on.
  Result<void> Close();

  // opened is what Open found.
  const OpenedLog& opened() const;

 private:
  explicit DecisionLog(std::unique_ptr<LogWriting> writing);
  std::unique_ptr<LogWriting> writing_;
};

}  // namespace keyward::store
