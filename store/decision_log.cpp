#include "store/decision_log.h"

#include <system_error>

#include "store/log/writing.h"
#include "store/system_error.h"

namespace keyward::store {
namespace {

Result<void> CheckOptions(const DecisionLogOptions& options, const CheckpointSigner& signer) {
  constexpr size_t kMaxLogIdBytes = 256;
  if (options.log_id.size() > kMaxLogIdBytes) {
    return Fail(ErrorCode::kInvalidInput, "a log's id has at most 256 bytes");
  }
  if (!IsKeyId(signer.key_id())) {
    return Fail(ErrorCode::kInvalidInput,
                "the log key's id has 1 to 256 letters, digits and marks of `:/_.+=@-`");
  }
  if (options.checkpoint_records == 0 || options.max_file_bytes == 0 || options.id_window == 0) {
    return Fail(ErrorCode::kInvalidInput,
                "checkpoint_records, max_file_bytes and id_window are at least 1");
  }
  return {};
}

Result<void> CheckRecord(std::string_view record) {
  if (record.size() > kMaxRecordBytes) {
    return Fail(ErrorCode::kTooLarge, "a record of the log has at most 1,048,576 bytes");
  }
  if (record.size() < 3 || record.substr(0, 2) != "{\"" || record.back() != '}') {
    return Fail(ErrorCode::kInvalidInput, "a record of the log is a JSON object with members");
  }
  if (record.find('\n') != std::string_view::npos || record.find('\0') != std::string_view::npos) {
    return Fail(ErrorCode::kInvalidInput, "a record of the log is one line of text");
  }
  if (IsCheckpointRecord(record)) {
    return Fail(ErrorCode::kInvalidInput, "checkpoints are records of the log's own");
  }
  return {};
}

}  // namespace

DecisionLog::DecisionLog(std::unique_ptr<LogWriting> writing) : writing_(std::move(writing)) {}

DecisionLog::~DecisionLog() = default;

Result<std::unique_ptr<DecisionLog>> DecisionLog::Open(const std::filesystem::path& folder,
                                                       const DecisionLogOptions& options,
                                                       CheckpointSigner& signer) {
  const Result<void> good = CheckOptions(options, signer);
  if (!good) return tl::unexpected(good.error());
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return FailSystem(failed.value(), "cannot make the folder", folder.string());
  Result<FolderLock> lock = FolderLock::Acquire(folder);
  if (!lock) return tl::unexpected(lock.error());
  auto writing = std::make_unique<LogWriting>(folder, options, signer, std::move(*lock));
  const Result<void> opened = writing->Open();
  if (!opened) return tl::unexpected(opened.error());
  return std::unique_ptr<DecisionLog>(new DecisionLog(std::move(writing)));
}

Result<Appended> DecisionLog::Append(std::string_view record) {
  const Result<void> good = CheckRecord(record);
  if (!good) return tl::unexpected(good.error());
  return writing_->Append(record, {});
}

Result<Appended> DecisionLog::AppendIfAbsent(std::string_view id, std::string_view record) {
  Result<void> good = CheckRecord(record);
  if (good && !IsRecordId(id)) {
    good = Fail(ErrorCode::kInvalidInput,
                "a record's id has 1 to 64 letters, digits and marks of `:_.-`");
  }
  if (!good) return tl::unexpected(good.error());
  return writing_->Append(record, id);
}

LogHead DecisionLog::Head() const { return writing_->Head(); }
Result<void> DecisionLog::Flush() { return writing_->Flush(); }
std::optional<Error> DecisionLog::Failure() const { return writing_->Failure(); }
Result<OpenedLog> DecisionLog::Recover() { return writing_->Recover(); }
Result<void> DecisionLog::Close() { return writing_->Close(); }
const OpenedLog& DecisionLog::opened() const { return writing_->opened(); }

}  // namespace keyward::store
