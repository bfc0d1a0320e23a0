// RecordStore: versioned records that must survive, behind one interface for every kind of store.
//
// Flow      Batch --Commit--> records + changes (one transaction) --Get, List, Changes--> readers
// Promise   a batch is there whole or not at all, and acknowledged only when it is durable.
//           Versions are drawn from one rising sequence of the store, so that none is ever used
//           twice and a record that was deleted and made again does not match an old version. Safe
//           to call from many threads. Bytes that do not pass their check are kCorrupt, never a
//           value.
// Limits    those of batch.h; a page holds at most kMaxPage records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "store/batch.h"

namespace keyward::store {

// kMaxPage: the most records or changes that one call hands over; a larger limit counts as this.
inline constexpr size_t kMaxPage = 100000;

// Record: a value under a key, and the version that a later write of it must name.
struct Record {
  std::string key;
  Bytes value;
  uint64_t version = 0;

  friend bool operator==(const Record&, const Record&) = default;
};

// Committed: what a batch was given. Its writes have consecutive versions, in the batch's order.
struct Committed {
  uint64_t first = 0;
  uint64_t version(size_t write) const { return first + write; }
};

// Change: one write as the feed tells it. `version` is its place in the sequence of the store: that
// of the record it left, or that of the deletion.
struct Change {
  uint64_t version = 0;
  std::string key;
  bool deleted = false;

  friend bool operator==(const Change&, const Change&) = default;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;

  // Get is the record under `key`, or nothing. Errors: kCorrupt, kFault.
  virtual Result<std::optional<Record>> Get(std::string_view key) const = 0;

  // List gives up to `limit` records whose keys begin with `prefix` and are greater than `after`,
  // in the order of their bytes; the next page begins after the last key of this one. An empty
  // `after` begins at the beginning. Each page is one moment of the store. Errors: kCorrupt,
  // kFault.
  virtual Result<std::vector<Record>> List(std::string_view prefix, std::string_view after,
                                           size_t limit) const = 0;

  // Commit writes the whole batch, or nothing, and returns when it is durable. Errors: kConflict (a
  // record does not have the expected version; the message names its key), kInvalidInput and
  // kTooLarge (batch.h), kNoSpace (nothing was written and the store goes on), kReadOnly, kCorrupt.
  // After kFault it is open whether the batch is there: the store takes no further batch, says so,
  // still reads, and has to be opened again.
  virtual Result<Committed> Commit(const Batch& batch) = 0;

  // Changes gives the changes after version `since`, in the order of their commit. A page ends with
  // a whole batch, so it may hold up to kMaxBatchWrites more than `limit`. Errors: kExpired when
  // changes after `since` were dropped already (read the records again), kCorrupt, kFault.
  virtual Result<std::vector<Change>> Changes(uint64_t since, size_t limit) const = 0;

  // LastVersion is the version of the latest durable change, 0 in a store without any. Errors:
  // kCorrupt, kFault.
  virtual Result<uint64_t> LastVersion() const = 0;
};

}  // namespace keyward::store
