#include "store/outbox.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace keyward::store {

Result<std::vector<OutboxEntry>> ReadOutbox(const RecordStore& store, std::string_view prefix,
                                            uint64_t after, size_t limit) {
  auto records =
      store.List(prefix, after == 0 ? std::string() : SequencedKey(prefix, after), limit);
  if (!records) return tl::unexpected<Error>(std::move(records.error()));
  std::vector<OutboxEntry> entries;
  entries.reserve(records->size());
  for (Record& record : *records) {
    if (record.key != SequencedKey(prefix, record.version)) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("\"{}\" stands in an outbox and is no entry of it", record.key));
    }
    entries.push_back({record.version, std::move(record.value)});
  }
  return entries;
}

Result<void> DeleteDrained(RecordStore& store, std::string_view prefix,
                           const std::vector<OutboxEntry>& entries) {
  for (size_t begin = 0; begin < entries.size(); begin += kMaxBatchWrites) {
    const size_t end = std::min(entries.size(), begin + kMaxBatchWrites);
    Batch batch;
    for (size_t i = begin; i < end; ++i) {
      batch.Delete(SequencedKey(prefix, entries[i].sequence), entries[i].sequence);
    }
    if (auto deleted = store.Commit(batch); !deleted) {
      return tl::unexpected<Error>(std::move(deleted.error()));
    }
  }
  return {};
}

}  // namespace keyward::store
