#include "store/log/writing.h"

#include "store/log/line.h"

namespace keyward::store {

// Job: a ticket with what to do.
struct LogWriting::Job : Ticket {
  explicit Job(Task wanted) : task(wanted) {}
  Task task;
  Entry entry;         // kAppend
  Result<void> done;   // the others
  OpenedLog reopened;  // kReopen
};

LogWriting::LogWriting(std::filesystem::path folder, const DecisionLogOptions& options,
                       CheckpointSigner& signer, FolderLock lock)
    : options_(options), lock_(std::move(lock)), tail_(std::move(folder), options_, signer) {}

LogWriting::~LogWriting() {
  StopFlushing();
  static_cast<void>(Close());
}

Result<void> LogWriting::Open() {
  Result<OpenedLog> opened = tail_.Open();
  if (!opened) {
    closed_ = true;
    return tl::unexpected(opened.error());
  }
  opened_ = std::move(*opened);
  Publish();
  if (options_.sync_interval.count() > 0) flushing_ = std::thread([this] { FlushNowAndThen(); });
  return {};
}

Result<Appended> LogWriting::Append(std::string_view record, std::string_view id) {
  Job job(Task::kAppend);
  job.entry.record = record;
  job.entry.id = id;
  job.entry.digest = RecordDigest(record.substr(0, record.size() - 1));
  Do(job);
  return std::move(job.entry.appended);
}

void LogWriting::Work(std::span<Ticket* const> tickets) noexcept {
  for (Ticket* ticket : tickets) {
    Job& job = static_cast<Job&>(*ticket);
    if (job.task == Task::kAppend) {
      entries_.push_back(&job.entry);
      if (entries_.size() == kMaxEntries) AppendAll();
    } else {
      AppendAll();
      Run(job);
    }
  }
  AppendAll();
  Publish();
}

// AppendAll writes the entries that were gathered.
void LogWriting::AppendAll() {
  if (entries_.empty()) return;
  if (const std::optional<Error> failure = Failure()) {
    for (Entry* entry : entries_) entry->appended = tl::unexpected(*failure);
  } else {
    const Result<void> done = tail_.Append(entries_);
    if (!done) SetFailure(done.error());
  }
  entries_.clear();
}

void LogWriting::Run(Job& job) {
  if (closed_) {
    if (job.task != Task::kClose) {
      job.done = Fail(ErrorCode::kInvalidState, "the decision log is closed");
    }
    return;
  }
  if (job.task == Task::kReopen) {
    Result<OpenedLog> opened = tail_.Open();
    if (!opened) {
      job.done = tl::unexpected(opened.error());
      SetFailure(opened.error());
      return;
    }
    job.reopened = std::move(*opened);
    const std::lock_guard guard(state_);
    failure_.reset();
    return;
  }
  job.done = RunUnlessFailed(job);
  if (job.task == Task::kClose) {
    closed_ = true;
    SetFailure(Error{ErrorCode::kInvalidState, "the decision log is closed", {}, {}, {}});
  } else if (!job.done) {
    SetFailure(job.done.error());
  }
}

Result<void> LogWriting::RunUnlessFailed(Job& job) {
  if (const std::optional<Error> failure = Failure()) return tl::unexpected(*failure);
  if (job.task == Task::kCheckpoint) return tail_.Checkpoint(CheckpointReason::kInterval);
  const Result<void> done = tail_.Checkpoint(CheckpointReason::kClose);
  return done ? tail_.Sync() : done;
}

// Publish shows others where the log stands.
void LogWriting::Publish() {
  const std::lock_guard guard(state_);
  dirty_ = dirty_ || head_ != tail_.head();
  head_ = tail_.head();
  if (file_ != tail_.file()) file_ = tail_.file();
  unsigned_records_ = tail_.unsigned_records();
  checkpoint_time_ = tail_.checkpoint_time();
}

LogHead LogWriting::Head() const {
  const std::lock_guard guard(state_);
  return head_;
}

std::optional<Error> LogWriting::Failure() const {
  const std::lock_guard guard(state_);
  return failure_;
}

// SetFailure keeps the first reason, and says that it lies behind.
void LogWriting::SetFailure(const Error& error) {
  const std::lock_guard guard(state_);
  if (failure_) return;
  failure_ = error;
  failure_->message = "the decision log cannot be written: " + error.message;
}

Result<void> LogWriting::Flush() {
  bool due = false;
  {
    const std::lock_guard guard(state_);
    if (failure_) return tl::unexpected(*failure_);
    const int64_t interval = std::chrono::milliseconds(options_.checkpoint_interval).count();
    due = unsigned_records_ > 0 && tail_.Now() - checkpoint_time_ >= interval;
  }
  if (due) {
    Job job(Task::kCheckpoint);
    Do(job);
    if (!job.done) return job.done;
  }
  std::shared_ptr<File> file;
  {
    const std::lock_guard guard(state_);
    if (dirty_) file = file_;
    dirty_ = false;
  }
  if (file == nullptr) return {};
  const Result<void> done = file->Sync();
  if (!done) SetFailure(done.error());
  return done;
}

Result<OpenedLog> LogWriting::Recover() {
  Job job(Task::kReopen);
  Do(job);
  if (!job.done) return tl::unexpected(job.done.error());
  return std::move(job.reopened);
}

Result<void> LogWriting::Close() {
  StopFlushing();
  Job job(Task::kClose);
  Do(job);
  return job.done;
}

void LogWriting::FlushNowAndThen() {
  std::unique_lock lock(state_);
  while (!stop_.wait_for(lock, options_.sync_interval, [this] { return stopping_; })) {
    lock.unlock();
    static_cast<void>(Flush());  // a failure is kept, and shows in the next Append
    lock.lock();
  }
}

void LogWriting::StopFlushing() {
  std::thread flushing;
  {
    const std::lock_guard guard(state_);
    stopping_ = true;
    flushing.swap(flushing_);
  }
  stop_.notify_all();
  if (flushing.joinable()) flushing.join();
}

}  // namespace keyward::store
