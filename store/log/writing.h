// LogWriting: an open log: its Tail, whose turn it is, and the thread that flushes.
//
// Flow      DecisionLog --Append, Flush, Recover, Close--> tickets --> Tail, one thread at a time
// Promise   after a failure the Tail is left alone until Recover.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/folder_lock.h"
#include "store/log/tail.h"
#include "store/log/turns.h"

namespace keyward::store {

class LogWriting final : private Turns {
 public:
  LogWriting(std::filesystem::path folder, const DecisionLogOptions& options,
             CheckpointSigner& signer, FolderLock lock);
  ~LogWriting();

  // Open reads the log and starts the thread; called once, before anything else.
  Result<void> Open();

  // Append takes a record that was found good; an empty id means none.
  Result<Appended> Append(std::string_view record, std::string_view id);

  // The others are those of DecisionLog.
  LogHead Head() const;
  Result<void> Flush();
  std::optional<Error> Failure() const;
  Result<OpenedLog> Recover();
  Result<void> Close();
  const OpenedLog& opened() const { return opened_; }

 private:
  enum class Task : uint8_t { kAppend, kCheckpoint, kReopen, kClose };
  struct Job;

  void Work(std::span<Ticket* const> tickets) noexcept override;
  void AppendAll();
  void Run(Job& job);
  Result<void> RunUnlessFailed(Job& job);
  void Publish();
  void SetFailure(const Error& error);
  void FlushNowAndThen();
  void StopFlushing();

  const DecisionLogOptions options_;
  FolderLock lock_;
  OpenedLog opened_;

  // Whoever has the turn:
  Tail tail_;
  std::vector<Entry*> entries_;
  bool closed_ = false;

  // What others see, under state_:
  mutable std::mutex state_;
  LogHead head_;
  std::shared_ptr<File> file_;
  bool dirty_ = false;  // something was written since the last Sync
  uint64_t unsigned_records_ = 0;
  int64_t checkpoint_time_ = 0;
  std::optional<Error> failure_;

  std::condition_variable stop_;
  bool stopping_ = false;  // under state_
  std::thread flushing_;
};

}  // namespace keyward::store
