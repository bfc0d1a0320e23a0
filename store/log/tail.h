// Tail: the end of a log: its last file, its place in the chain, and how both grow.
//
// Flow      Entries --Append--> lines in one writev --> checkpoint, next file when due
// Promise   a call that fails leaves the chain where it was and takes back what it wrote. One thread
//           at a time (Turns sees to that).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/log/checkpoint.h"
#include "store/log/file.h"
#include "store/log/folder.h"
#include "store/log/id_window.h"
#include "store/log/repair.h"

namespace keyward::store {

// kMaxEntries: how many records Append takes at once: two parts each in one writev.
inline constexpr size_t kMaxEntries = 512;

// Entry: one record on its way into the log.
struct Entry {
  std::string_view record;
  std::string_view id;       // empty: none
  Sha256Digest digest = {};  // RecordDigest
  Result<Appended> appended = Appended();
};

class Tail {
 public:
  // Tail keeps a log in `folder`; all must outlive it.
  Tail(std::filesystem::path folder, const DecisionLogOptions& options, CheckpointSigner& signer);

  // Open reads the log, repairs its end, signs a checkpoint and puts all on the disk. It may be
  // called again. Errors: as DecisionLog::Open.
  Result<OpenedLog> Open();

  // Append writes at most kMaxEntries and fills `appended` of each. An error is why the log cannot
  // go on; entries that were written before it have succeeded.
  Result<void> Append(std::span<Entry* const> entries);

  // Checkpoint signs the chain up to its last line.
  Result<void> Checkpoint(CheckpointReason reason);

  // Sync puts the last file on the disk.
  Result<void> Sync() { return file_->Sync(); }

  const LogHead& head() const { return head_; }
  const std::shared_ptr<File>& file() const { return file_; }
  uint64_t unsigned_records() const { return unsigned_records_; }
  int64_t checkpoint_time() const { return checkpoint_time_; }
  int64_t Now() const;  // in milliseconds since 1970

 private:
  Result<void> OpenFile(const TailScan& scan);
  Result<void> RotateIfDue(std::span<Entry* const> entries, int64_t now);
  Result<void> Rotate(int64_t now);
  Result<void> WriteEntries(std::span<Entry* const> entries, int64_t now);
  void Place(Entry& entry, int64_t now);
  Result<void> Write();
  Result<void> WriteParts();
  void TakeBack(std::span<Entry* const> entries, const LogHead& head, uint64_t size,
                const Error& error);
  bool CheckpointIsDue(int64_t now) const;

  std::filesystem::path folder_;
  const DecisionLogOptions& options_;
  CheckpointSigner& signer_;
  FileSystem& files_;
  const Clock& clock_;
  Sha256Digest start_;

  LogHead head_;
  std::shared_ptr<File> file_;
  uint64_t size_ = 0;    // of the last file
  int64_t day_end_ = 0;  // when its day is over
  uint64_t unsigned_records_ = 0;
  int64_t checkpoint_time_ = 0;
  IdWindow ids_;

  // What the next Write writes: open records, and their chain members one behind the other.
  struct Part {
    std::string_view record;
    size_t member_begin = 0;
  };
  std::vector<Part> parts_;
  std::string members_;
  std::vector<iovec> vectors_;
};

}  // namespace keyward::store
