#include "store/batch.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/source.h"

namespace keyward::store {
namespace {

Result<void> CheckKey(const Write& write) {
  const size_t added = write.kind == WriteKind::kAppend ? kSequenceDigits : 0;
  if (write.key.empty()) return Fail(ErrorCode::kInvalidInput, "a key is empty");
  if (write.key.size() + added > kMaxKeyBytes) {
    return Fail(ErrorCode::kTooLarge, fmt::format("a key has more than {} bytes", kMaxKeyBytes));
  }
  if (write.key.find('\0') != std::string::npos) {
    return Fail(ErrorCode::kInvalidInput, "a key holds a NUL byte");
  }
  if (InvalidUtf8At(write.key) != write.key.size()) {
    return Fail(ErrorCode::kInvalidInput, "a key is not valid UTF-8");
  }
  return {};
}

Result<void> CheckDistinct(const std::vector<Write>& writes) {
  if (writes.size() < 2) return {};
  std::vector<std::string_view> keys;
  keys.reserve(writes.size());
  for (const Write& write : writes) {
    if (write.kind != WriteKind::kAppend) keys.push_back(write.key);
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice == keys.end()) return {};
  return Fail(ErrorCode::kInvalidInput, fmt::format("a batch names \"{}\" twice", *twice));
}

}  // namespace

Batch& Batch::Put(std::string key, Bytes value, uint64_t expected) {
  writes_.push_back({WriteKind::kPut, std::move(key), std::move(value), expected});
  return *this;
}

Batch& Batch::Delete(std::string key, uint64_t expected) {
  writes_.push_back({WriteKind::kDelete, std::move(key), {}, expected});
  return *this;
}

Batch& Batch::Append(std::string prefix, Bytes value) {
  writes_.push_back({WriteKind::kAppend, std::move(prefix), std::move(value), 0});
  return *this;
}

std::string SequencedKey(std::string_view prefix, uint64_t version) {
  static_assert(kSequenceDigits == 20);
  return fmt::format("{}{:020}", prefix, version);
}

Result<void> CheckBatch(const Batch& batch) {
  const std::vector<Write>& writes = batch.writes();
  if (writes.empty()) return Fail(ErrorCode::kInvalidInput, "a batch has no writes");
  if (writes.size() > kMaxBatchWrites) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("a batch has more than {} writes", kMaxBatchWrites));
  }
  size_t bytes = 0;
  for (const Write& write : writes) {
    if (Result<void> key = CheckKey(write); !key) return key;
    if (write.kind == WriteKind::kDelete && write.expected == 0) {
      return Fail(ErrorCode::kInvalidInput,
                  fmt::format("a deletion of \"{}\" names no version", write.key));
    }
    if (write.value.size() > kMaxValueBytes) {
      return Fail(ErrorCode::kTooLarge, fmt::format("the value of \"{}\" has more than {} bytes",
                                                    write.key, kMaxValueBytes));
    }
    bytes += write.key.size() + write.value.size();
  }
  if (bytes > kMaxBatchBytes) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("a batch has more than {} bytes", kMaxBatchBytes));
  }
  return CheckDistinct(writes);
}

}  // namespace keyward::store
