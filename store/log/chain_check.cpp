#include "store/log/chain_check.h"

#include <algorithm>

namespace keyward::store {

ChainCheck::ChainCheck(std::optional<LogHead> before, const Sha256Digest& start,
                       const VerifyOptions* verify)
    : start_(start),
      verify_(verify),
      from_start_(before && before->sequence == 0),
      anchored_(before.has_value()) {
  if (!before) return;
  next_ = before->sequence + 1;
  previous_ = before->digest;
  verdict_.head = *before;
}

void ChainCheck::Report(LogFaultKind kind, uint64_t line, uint64_t sequence, std::string message) {
  ++verdict_.fault_count;
  const size_t most = verify_ != nullptr ? verify_->max_faults : 1;
  if (verdict_.faults.size() >= most) return;
  verdict_.faults.push_back({kind, file_, line, sequence, std::move(message)});
}

void ChainCheck::BeginFile(const LogFile& file) {
  if (verdict_.files > 0 && ends_with_ != CheckpointReason::kRotate) {
    Report(LogFaultKind::kMissingCheckpoint, 0, 0,
           "a file follows, but this one does not end with the checkpoint of a finished file");
  }
  ++verdict_.files;
  file_ = file.path.string();
  file_first_ = file.first;
  at_file_begin_ = true;
  ends_with_.reset();
  if (!anchored_) next_ = file.first;
  anchored_ = true;
}

std::optional<Line> ChainCheck::CheckLine(uint64_t number, std::string_view text) {
  const std::optional<Line> line = ParseLine(text);
  if (!line) {
    Report(LogFaultKind::kMalformedLine, number, next_, "this is no line of a decision log");
    ++next_;
    previous_.reset();
    ends_with_.reset();
    at_file_begin_ = false;
    return {};
  }
  const uint64_t sequence = line->link.sequence;
  if (sequence < next_) {
    Report(LogFaultKind::kMisplacedLine, number, sequence,
           "line " + std::to_string(sequence) + " stands where " + std::to_string(next_) +
               " should: it was repeated, moved or inserted");
    at_file_begin_ = false;
    return line;
  }
  CheckPlace(number, sequence);
  CheckDigests(number, *line);
  Count(number, *line);
  at_file_begin_ = false;
  next_ = sequence + 1;
  previous_ = line->digest;
  verdict_.head = line->head();
  return line;
}

void ChainCheck::CheckPlace(uint64_t number, uint64_t sequence) {
  if (at_file_begin_ && sequence != file_first_) {
    Report(LogFaultKind::kWrongFileName, number, sequence,
           "the file's name says that it begins with line " + std::to_string(file_first_));
  }
  if (sequence == next_) return;
  const LogFaultKind kind =
      at_file_begin_ ? LogFaultKind::kMissingFile : LogFaultKind::kMissingLines;
  const std::string missing = sequence - next_ == 1 ? "line " + std::to_string(next_) + " is"
                                                    : "lines " + std::to_string(next_) + " to " +
                                                          std::to_string(sequence - 1) + " are";
  Report(kind, number, next_, missing + " missing");
  previous_.reset();
}

void ChainCheck::CheckDigests(uint64_t number, const Line& line) {
  const uint64_t sequence = line.link.sequence;
  if (DigestOf(line) != line.digest) {
    Report(LogFaultKind::kChangedLine, number, sequence, "the line does not have its digest");
  } else if (previous_ && line.previous != *previous_) {
    Report(LogFaultKind::kBrokenLink, number, sequence,
           "the line was written behind another line than the one before it");
  }
  if (expected_ && sequence == expected_->sequence && line.digest != expected_->digest) {
    Report(LogFaultKind::kOtherHead, number, sequence,
           "this is not the line that is known to stand here");
  }
}

void ChainCheck::Count(uint64_t number, const Line& line) {
  ends_with_.reset();
  if (IsCheckpointRecord(line.record)) {
    ++verdict_.checkpoints;
    if (!CheckCheckpoint(number, line)) return;
    verdict_.last_signed = LogHead{line.link.sequence - 1, line.previous};
    verdict_.unsigned_records = 0;
    return;
  }
  if (from_start_ && line.link.sequence == 1) {
    Report(LogFaultKind::kMissingCheckpoint, number, 1,
           "the log does not begin with a signed checkpoint");
  }
  ++verdict_.records;
  ++verdict_.unsigned_records;
}

bool ChainCheck::CheckCheckpoint(uint64_t number, const Line& line) {
  const uint64_t sequence = line.link.sequence;
  const std::optional<Checkpoint> checkpoint = ParseCheckpoint(line.record);
  if (!checkpoint) {
    Report(LogFaultKind::kBadCheckpoint, number, sequence, "this is no checkpoint");
    return false;
  }
  ends_with_ = checkpoint->reason;
  if (checkpoint->signed_head != LogHead{sequence - 1, previous_.value_or(line.previous)}) {
    Report(LogFaultKind::kBadCheckpoint, number, sequence,
           "the checkpoint signs another chain than the one before it");
    return false;
  }
  return verify_ == nullptr || CheckSignature(number, sequence, *checkpoint);
}

bool ChainCheck::CheckSignature(uint64_t number, uint64_t sequence, const Checkpoint& checkpoint) {
  const auto key =
      std::find_if(verify_->keys.begin(), verify_->keys.end(),
                   [&](const CheckpointKey& known) { return known.id == checkpoint.key_id; });
  if (key == verify_->keys.end()) {
    Report(LogFaultKind::kUnknownKey, number, sequence,
           "the checkpoint is signed by " + std::string(checkpoint.key_id) +
               ", which is not a key of this log");
    return false;
  }
  const std::string message = CheckpointMessage(start_, checkpoint);
  if (verify_->check(key->public_key, AsBytes(message), checkpoint.signature)) return true;
  Report(LogFaultKind::kBadSignature, number, sequence,
         "the checkpoint's signature does not verify");
  return false;
}

void ChainCheck::Finish(bool has_successor) {
  verdict_.closed = ends_with_ == CheckpointReason::kClose;
  if (ends_with_ == CheckpointReason::kRotate && !has_successor) {
    Report(LogFaultKind::kCutTail, 0, next_,
           "this file was finished, and the one that followed it is gone");
  }
}

}  // namespace keyward::store
