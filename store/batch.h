// Batch: writes that happen together or not at all.
//
// Flow      Put, Delete, Append --> Batch --RecordStore::Commit--> Committed
// Promise   plain data; CheckBatch is the one place that knows what a store takes.
// Limits    kMaxKeyBytes, kMaxValueBytes, kMaxBatchWrites, kMaxBatchBytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::store {

inline constexpr size_t kMaxKeyBytes = 1024;
inline constexpr size_t kMaxValueBytes = size_t{16} << 20;
inline constexpr size_t kMaxBatchWrites = 1000;
inline constexpr size_t kMaxBatchBytes = size_t{64} << 20;

// kSequenceDigits: a version at the end of an appended record's key, with leading zeros, so that
// the order of keys is the order of versions.
inline constexpr size_t kSequenceDigits = 20;

enum class WriteKind : uint8_t { kPut, kDelete, kAppend };

// Write: one part of a batch. `key` is a prefix for kAppend.
struct Write {
  WriteKind kind = WriteKind::kPut;
  std::string key;
  Bytes value;
  uint64_t expected = 0;
};

class Batch {
 public:
  // Put writes `value` under `key` if the record there has version `expected`; with 0, if there is
  // none.
  Batch& Put(std::string key, Bytes value, uint64_t expected);

  // Delete removes the record under `key` if it has version `expected`, which is not 0.
  Batch& Delete(std::string key, uint64_t expected);

  // Append writes a new record under `prefix` followed by the version that the store gives it
  // (SequencedKey), so that appended records stand in the order of their commits.
  Batch& Append(std::string prefix, Bytes value);

  const std::vector<Write>& writes() const { return writes_; }

 private:
  std::vector<Write> writes_;
};

// SequencedKey is the key of a record that was appended under `prefix` with `version`.
std::string SequencedKey(std::string_view prefix, uint64_t version);

// CheckBatch refuses what no store takes. Errors: kInvalidInput (no writes; a key that is empty,
// not UTF-8 or holds a NUL; a key named twice; a deletion of version 0), kTooLarge (over a limit).
Result<void> CheckBatch(const Batch& batch);

}  // namespace keyward::store
