// Outbox: entries that travel in the transaction of a mutation and are drained elsewhere later.
//
// Flow      Batch::Append(prefix) in the mutation's own batch --ReadOutbox--> the other place
//           --DeleteDrained--> gone
// Promise   an entry exists exactly if its mutation does; entries stand in the order of their
//           commits, each with a sequence number that no other ever has. Nothing but records under
//           a prefix.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "store/record_store.h"

namespace keyward::store {

// OutboxEntry: an appended record; `sequence` is its version.
struct OutboxEntry {
  uint64_t sequence = 0;
  Bytes value;
};

// ReadOutbox gives up to `limit` entries under `prefix` whose sequence is greater than `after`, in
// order. Errors: those of List; kCorrupt where a key under the prefix is not that of an entry.
Result<std::vector<OutboxEntry>> ReadOutbox(const RecordStore& store, std::string_view prefix,
                                            uint64_t after, size_t limit);

// DeleteDrained deletes `entries` under `prefix`, which ReadOutbox gave, in batches of
// kMaxBatchWrites. Errors: those of Commit; kConflict where somebody deleted one already.
Result<void> DeleteDrained(RecordStore& store, std::string_view prefix,
                           const std::vector<OutboxEntry>& entries);

}  // namespace keyward::store
