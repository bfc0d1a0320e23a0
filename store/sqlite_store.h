// SqliteStore: the RecordStore in one folder of this machine.
//
// Flow      folder --OpenSqliteStore--> SqliteStore --> RecordStore's calls
// Promise   RecordStore's. One process owns the folder (FolderLock). Commits are grouped: while one
//           is being made durable, the batches that arrive become the next.
// Limits    reads of one store take turns; they do not wait for commits.
#pragma once

#include <filesystem>
#include <memory>

#include "store/record_store.h"

namespace keyward::store {

struct SqliteOptions {
  bool create = true;             // make a store where the folder holds none
  size_t group_limit = 256;       // batches that share a commit; 1: each has its own
  size_t queue_limit = 4096;      // batches that wait before callers are held
  uint64_t feed_limit = 1000000;  // changes that the feed keeps, about
};

class SqliteStore final : public RecordStore {
 public:
  ~SqliteStore() override;

  Result<std::optional<Record>> Get(std::string_view key) const override;
  Result<std::vector<Record>> List(std::string_view prefix, std::string_view after,
                                   size_t limit) const override;
  Result<Committed> Commit(const Batch& batch) override;
  Result<std::vector<Change>> Changes(uint64_t since, size_t limit) const override;
  Result<uint64_t> LastVersion() const override;

  const std::filesystem::path& folder() const;

 private:
  friend Result<std::unique_ptr<SqliteStore>> OpenSqliteStore(const std::filesystem::path& folder,
                                                              const SqliteOptions& options);
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// OpenSqliteStore opens the store in `folder`, which exists, recovers it after a crash and brings
// an older one to this version. Errors: kNotFound (no folder, or no store without `create`),
// kLocked (names the process), kReadOnly, kVersion (newer), kInvalidInput (another program's file),
// kCorrupt, kNoSpace, kFault. What is refused is left as it was.
Result<std::unique_ptr<SqliteStore>> OpenSqliteStore(const std::filesystem::path& folder,
                                                     const SqliteOptions& options = {});

}  // namespace keyward::store
