// Trail: the way of audit records into the log.
//
// Flow      record --Append--> the log; mutation + records --Commit--> store and outbox --Drain-->
//           the log
// Promise   an outbox entry leaves the store only when its line is in the log, and comes into the log
//           once, also after a crash: the event id tells.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "kms/key_store.h"
#include "store/decision_log.h"

namespace keyward::kms {

// TrailEntry: a record and its event id.
struct TrailEntry {
  std::string event_id;
  std::string record;
};

class Trail {
 public:
  Trail(store::RecordStore& records, store::DecisionLog& log) : records_(records), log_(log) {}

  // Failed: nothing can be recorded now.
  bool Failed() const { return log_.Failure().has_value(); }

  // Append puts records into the log. Errors: the log's.
  Result<void> Append(const std::vector<TrailEntry>& entries);

  // Commit writes `changes` with their records into the store, then drains. `committed` tells
  // whether the first part succeeded. Errors: KeyStore::Write's, then Drain's.
  Result<void> Commit(KeyStore& keys, const Changes& changes,
                      const std::vector<TrailEntry>& entries, bool& committed);

  // Drain brings the outbox into the log, oldest first. Errors: the store's and the log's; what did
  // not get there stays in the outbox.
  Result<void> Drain();

 private:
  store::RecordStore& records_;
  store::DecisionLog& log_;
  std::mutex draining_;
};

}  // namespace keyward::kms
