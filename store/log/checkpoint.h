// Checkpoint: a record of the log's own that signs the chain up to the line before it.
//
// Flow      head + CheckpointSigner --SignCheckpoint--> open record --Append--> line
//           line --ParseCheckpoint--> Checkpoint --CheckpointMessage--> what the signature must cover
// Promise   the signature covers the log, the line before, its digest, the time, the reason and the
//           key's name; the line itself is chained like any other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/log/line.h"

namespace keyward::store {

// CheckpointReason: why a checkpoint was written.
enum class CheckpointReason : uint8_t { kOpen, kInterval, kRotate, kClose };

// NameOf is the reason's word in the file.
std::string_view NameOf(CheckpointReason reason);

// Checkpoint: what the line says.
struct Checkpoint {
  LogHead signed_head;  // the line before
  int64_t time = 0;
  CheckpointReason reason = CheckpointReason::kOpen;
  std::string_view key_id;
  Bytes signature;
};

// IsCheckpointRecord tells the log's own records from others; Append refuses to take such.
bool IsCheckpointRecord(std::string_view record);

// IsKeyId tells whether a signer's name for its key may stand in a checkpoint.
bool IsKeyId(std::string_view key_id);

// CheckpointMessage is what the signature covers. `start` is the log's StartDigest.
std::string CheckpointMessage(const Sha256Digest& start, const Checkpoint& checkpoint);

// SignCheckpoint makes the record, without its closing brace. Errors: the signer's; kInternal for
// an empty signature, or one over 8 KiB.
Result<std::string> SignCheckpoint(CheckpointSigner& signer, const Sha256Digest& start,
                                   const LogHead& head, int64_t time, CheckpointReason reason);

// ParseCheckpoint reads such a record, given without its closing brace; nothing if it has another form.
std::optional<Checkpoint> ParseCheckpoint(std::string_view open_record);

}  // namespace keyward::store
