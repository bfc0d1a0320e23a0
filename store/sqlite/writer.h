// Writer: the Transactor of a store's file.
//
// Flow      Batch --Apply--> records, changes (a savepoint each) --Commit--> durable
// Promise   durable versions are consecutive and none is given twice; those of a batch that was
//           undone, which nobody saw, go to the next. After a fault that leaves a commit in doubt
//           nothing more is written.
#pragma once

#include <memory>
#include <optional>

#include "store/sqlite/connection.h"
#include "store/sqlite/group_commit.h"

namespace keyward::store {

class Writer final : public Transactor {
 public:
  // Create takes a connection that OpenFile made. The feed keeps about `feed_limit` changes.
  static Result<std::unique_ptr<Writer>> Create(Connection connection, uint64_t feed_limit);

  Result<void> Begin() override;
  Result<Committed> Apply(const Batch& batch) override;
  Result<void> Commit() override;
  void Rollback() override;

 private:
  Writer(Connection connection, uint64_t feed_limit)
      : connection_(std::move(connection)), feed_limit_(feed_limit) {}
  Result<void> Prepare();
  Result<void> ApplyWrites(const Batch& batch);
  Result<void> ApplyWrite(const Write& write);
  Result<bool> ChangeRecord(const Write& write, std::string_view key);
  tl::unexpected<Error> FailConflict(const Write& write);
  Result<void> TrimFeed();
  tl::unexpected<Error> Abandon(Error error);

  Connection connection_;
  const uint64_t feed_limit_;
  uint64_t committed_ = 0;  // the last version of what is durable
  uint64_t last_ = 0;       // the last version given in this transaction
  uint64_t batch_ = 0;      // the first version of the batch that is being applied
  std::optional<Error> stopped_;
  Statement begin_, commit_, rollback_, savepoint_, release_, rollback_to_;
  Statement insert_, update_, delete_, version_of_, change_, drop_changes_, note_dropped_;
};

}  // namespace keyward::store
