#include "store/log/tail.h"

#include <algorithm>

#include "store/log/text.h"

namespace keyward::store {
namespace {

constexpr int64_t kDay = 86'400'000;

const Clock& ClockOf(const DecisionLogOptions& options) {
  static const SystemClock system;
  return options.clock != nullptr ? *options.clock : system;
}

}  // namespace

Tail::Tail(std::filesystem::path folder, const DecisionLogOptions& options,
           CheckpointSigner& signer)
    : folder_(std::move(folder)),
      options_(options),
      signer_(signer),
      files_(options.files != nullptr ? *options.files : PosixFiles()),
      clock_(ClockOf(options)),
      start_(StartDigest(options.log_id)),
      ids_(options.id_window) {}

int64_t Tail::Now() const {
  using std::chrono::milliseconds;
  const auto now = std::chrono::floor<milliseconds>(clock_.Now().time_since_epoch());
  return ClampTime(now.count());
}

Result<void> Tail::Append(std::span<Entry* const> entries) {
  const int64_t now = Now();
  Result<void> done = RotateIfDue(entries, now);
  if (!done) {
    for (Entry* entry : entries) entry->appended = tl::unexpected(done.error());
    return done;
  }
  const LogHead head = head_;
  const uint64_t size = size_;
  const uint64_t unsigned_records = unsigned_records_;
  done = WriteEntries(entries, now);
  Result<void> checkpointed;
  if (done && CheckpointIsDue(now)) checkpointed = Checkpoint(CheckpointReason::kInterval);
  if (done && options_.durability == Durability::kAlways) done = file_->Sync();
  if (!done) {
    TakeBack(entries, head, size, done.error());
    unsigned_records_ = unsigned_records;
    return done;
  }
  return checkpointed;
}

// WriteEntries gives each entry its line and writes them all.
Result<void> Tail::WriteEntries(std::span<Entry* const> entries, int64_t now) {
  parts_.clear();
  members_.clear();
  for (Entry* entry : entries) Place(*entry, now);
  unsigned_records_ += parts_.size();
  return Write();
}

// Place makes an entry the next line, unless its id is there already.
void Tail::Place(Entry& entry, int64_t now) {
  if (!entry.id.empty()) {
    if (const auto there = ids_.Find(entry.id)) {
      entry.appended = Appended{*there, true};
      return;
    }
  }
  const Link link{head_.sequence + 1, now, entry.id};
  const LogHead next{link.sequence, LinkDigest(head_.digest, entry.digest, link)};
  parts_.push_back({entry.record.substr(0, entry.record.size() - 1), members_.size()});
  WriteChainMember(members_, link, head_.digest, next.digest);
  if (!entry.id.empty()) ids_.Remember(entry.id, link.sequence);
  head_ = next;
  entry.appended = Appended{link.sequence, false};
}

// Write writes parts_ and members_, whole.
Result<void> Tail::Write() {
  vectors_.clear();
  uint64_t bytes = 0;
  for (size_t at = 0; at < parts_.size(); ++at) {
    const size_t begin = parts_[at].member_begin;
    const size_t end = at + 1 < parts_.size() ? parts_[at + 1].member_begin : members_.size();
    vectors_.push_back({const_cast<char*>(parts_[at].record.data()), parts_[at].record.size()});
    vectors_.push_back({members_.data() + begin, end - begin});
    bytes += parts_[at].record.size() + end - begin;
  }
  const Result<void> written = WriteParts();
  if (written) size_ += bytes;
  return written;
}

// WriteParts writes vectors_, in as many calls as the system needs.
Result<void> Tail::WriteParts() {
  std::span<iovec> left = vectors_;
  while (!left.empty()) {
    const Result<size_t> written = file_->Write(left);
    if (!written) return tl::unexpected(written.error());
    if (*written == 0) return Fail(ErrorCode::kFault, "nothing was written");
    size_t passed = *written;
    while (!left.empty() && passed >= left.front().iov_len) {
      passed -= left.front().iov_len;
      left = left.subspan(1);
    }
    if (left.empty()) break;
    left.front().iov_base = static_cast<char*>(left.front().iov_base) + passed;
    left.front().iov_len -= passed;
  }
  return {};
}

// TakeBack puts file and chain where they were. If the file cannot be cut, Open finds what is left.
void Tail::TakeBack(std::span<Entry* const> entries, const LogHead& head, uint64_t size,
                    const Error& error) {
  ids_.ForgetBehind(head.sequence);
  head_ = head;
  size_ = size;
  static_cast<void>(file_->Truncate(size));
  for (Entry* entry : entries) {
    const bool stands = entry->appended && entry->appended->sequence <= head.sequence;
    if (!stands) entry->appended = tl::unexpected(error);
  }
}

bool Tail::CheckpointIsDue(int64_t now) const {
  if (unsigned_records_ == 0) return false;
  const int64_t interval = std::chrono::milliseconds(options_.checkpoint_interval).count();
  return unsigned_records_ >= options_.checkpoint_records || now - checkpoint_time_ >= interval;
}

Result<void> Tail::Checkpoint(CheckpointReason reason) {
  const int64_t now = Now();
  Result<std::string> record = SignCheckpoint(signer_, start_, head_, now, reason);
  if (!record) return tl::unexpected(record.error());
  const Link link{head_.sequence + 1, now, {}};
  const LogHead next{link.sequence, LinkDigest(head_.digest, RecordDigest(*record), link)};
  parts_.assign(1, Part{*record, 0});
  members_.clear();
  WriteChainMember(members_, link, head_.digest, next.digest);
  const uint64_t size = size_;
  const Result<void> written = Write();
  if (!written) {
    TakeBack({}, head_, size, written.error());
    return written;
  }
  head_ = next;
  unsigned_records_ = 0;
  checkpoint_time_ = now;
  return {};
}

Result<void> Tail::RotateIfDue(std::span<Entry* const> entries, int64_t now) {
  if (size_ == 0) return {};
  uint64_t bytes = size_;
  for (const Entry* entry : entries) bytes += entry->record.size() + kMaxChainMemberBytes;
  if (bytes <= options_.max_file_bytes && now < day_end_) return {};
  return Rotate(now);
}

// Rotate makes the next file before it ends this one: whoever sees the end knows of a next file.
Result<void> Tail::Rotate(int64_t now) {
  const LogFile next = NameLogFile(folder_, head_.sequence + 2, now);
  Result<std::unique_ptr<File>> file = files_.OpenToAppend(next.path, true);
  if (!file) return tl::unexpected(file.error());
  Result<void> done = files_.SyncFolder(folder_);
  if (done) done = Checkpoint(CheckpointReason::kRotate);
  if (done) done = file_->Sync();
  if (!done) return done;
  file_ = std::move(*file);
  size_ = 0;
  day_end_ = ParseTime(next.day + "T00:00:00.000Z").value_or(now) + kDay;
  return {};
}

}  // namespace keyward::store
