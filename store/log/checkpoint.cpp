#include "store/log/checkpoint.h"

#include <algorithm>
#include <array>

#include "store/log/text.h"

namespace keyward::store {
namespace {

constexpr std::string_view kOpening = "{\"checkpoint\":{";
constexpr std::string_view kSequence = "\"sequence\":";
constexpr std::string_view kDigest = ",\"digest\":\"";
constexpr std::string_view kTime = "\",\"time\":\"";
constexpr std::string_view kReason = "\",\"reason\":\"";
constexpr std::string_view kKey = "\",\"key\":\"";
constexpr std::string_view kSignature = "\",\"signature\":\"";
constexpr std::string_view kEnd = "\"}";

constexpr size_t kMaxKeyIdBytes = 256;
constexpr size_t kMaxSignatureBytes = 8192;

constexpr std::array<std::string_view, 4> kReasons = {"open", "interval", "rotate", "close"};

std::optional<CheckpointReason> ReasonOf(std::string_view name) {
  const auto at = std::find(kReasons.begin(), kReasons.end(), name);
  if (at == kReasons.end()) return {};
  return static_cast<CheckpointReason>(at - kReasons.begin());
}

bool ParseSignature(std::string_view text, Bytes& signature) {
  if (text.empty() || text.size() > 2 * kMaxSignatureBytes || text.size() % 2 != 0) return false;
  signature.resize(text.size() / 2);
  return ParseHex(text, signature);
}

}  // namespace

std::string_view NameOf(CheckpointReason reason) { return kReasons[static_cast<size_t>(reason)]; }

bool IsCheckpointRecord(std::string_view record) {
  return record.substr(0, kOpening.size() - 2) == kOpening.substr(0, kOpening.size() - 2);
}

bool IsKeyId(std::string_view key_id) {
  constexpr std::string_view kMarks = ":/_.+=@-";
  return !key_id.empty() && key_id.size() <= kMaxKeyIdBytes &&
         std::all_of(key_id.begin(), key_id.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  kMarks.find(c) != std::string_view::npos;
         });
}

std::string CheckpointMessage(const Sha256Digest& start, const Checkpoint& checkpoint) {
  std::string message = "keyward-log-checkpoint-1\n";
  AppendHex(message, start);
  message += '\n';
  AppendNumber(message, checkpoint.signed_head.sequence);
  message += '\n';
  AppendHex(message, checkpoint.signed_head.digest);
  message += '\n';
  AppendTime(message, checkpoint.time);
  message += '\n';
  message += NameOf(checkpoint.reason);
  message += '\n';
  message += checkpoint.key_id;
  message += '\n';
  return message;
}

Result<std::string> SignCheckpoint(CheckpointSigner& signer, const Sha256Digest& start,
                                   const LogHead& head, int64_t time, CheckpointReason reason) {
  const Checkpoint checkpoint{head, time, reason, signer.key_id(), {}};
  const Result<Bytes> signature = signer.Sign(AsBytes(CheckpointMessage(start, checkpoint)));
  if (!signature) return tl::unexpected(signature.error());
  if (signature->empty() || signature->size() > kMaxSignatureBytes) {
    return Fail(ErrorCode::kInternal, "the log's signer gave no signature, or one too long");
  }
  std::string record(kOpening);
  record += kSequence;
  AppendNumber(record, head.sequence);
  record += kDigest;
  AppendHex(record, head.digest);
  record += kTime;
  AppendTime(record, time);
  record += kReason;
  record += NameOf(reason);
  record += kKey;
  record += checkpoint.key_id;
  record += kSignature;
  AppendHex(record, *signature);
  record += kEnd;
  return record;
}

std::optional<Checkpoint> ParseCheckpoint(std::string_view open_record) {
  Checkpoint checkpoint;
  Cursor cursor(open_record);
  if (!cursor.Skip(kOpening) || !cursor.Skip(kSequence)) return {};
  const auto number = cursor.Until(',');
  const auto sequence = number ? ParseNumber(*number) : std::nullopt;
  if (!sequence || !cursor.Skip(kDigest)) return {};
  checkpoint.signed_head.sequence = *sequence;
  const auto digest = cursor.Take(2 * sizeof(Sha256Digest));
  if (!digest || !ParseHex(*digest, checkpoint.signed_head.digest)) return {};
  if (!cursor.Skip(kTime)) return {};
  const auto time_text = cursor.Take(kTimeBytes);
  const auto time = time_text ? ParseTime(*time_text) : std::nullopt;
  if (!time || !cursor.Skip(kReason)) return {};
  checkpoint.time = *time;
  const auto reason_name = cursor.Until('"');
  const auto reason = reason_name ? ReasonOf(*reason_name) : std::nullopt;
  if (!reason || !cursor.Skip(kKey)) return {};
  checkpoint.reason = *reason;
  const auto key_id = cursor.Until('"');
  if (!key_id || !IsKeyId(*key_id) || !cursor.Skip(kSignature)) return {};
  checkpoint.key_id = *key_id;
  const auto signature = cursor.Until('"');
  if (!signature || !ParseSignature(*signature, checkpoint.signature)) return {};
  if (!cursor.Skip(kEnd) || !cursor.done()) return {};
  return checkpoint;
}

}  // namespace keyward::store
