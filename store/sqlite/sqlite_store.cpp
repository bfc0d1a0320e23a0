#include "store/sqlite_store.h"

#include <algorithm>
#include <utility>

#include "store/folder_lock.h"
#include "store/sqlite/group_commit.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/writer.h"

namespace keyward::store {

// Parts are closed from the last to the first: the writer after the reader, since it is the last
// that moves the log into the file, and the lock when the files are closed.
struct SqliteStore::Parts {
  Parts(std::filesystem::path at, FolderLock held, std::unique_ptr<GroupCommit> writes,
        std::unique_ptr<Reader> reads)
      : folder(std::move(at)),
        lock(std::move(held)),
        commits(std::move(writes)),
        reader(std::move(reads)) {}

  std::filesystem::path folder;
  FolderLock lock;
  std::unique_ptr<GroupCommit> commits;
  std::unique_ptr<Reader> reader;
};

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

Result<std::optional<Record>> SqliteStore::Get(std::string_view key) const {
  return parts_->reader->Get(key);
}

Result<std::vector<Record>> SqliteStore::List(std::string_view prefix, std::string_view after,
                                              size_t limit) const {
  return parts_->reader->List(prefix, after, limit);
}

Result<Committed> SqliteStore::Commit(const Batch& batch) {
  if (auto checked = CheckBatch(batch); !checked) {
    return tl::unexpected<Error>(std::move(checked.error()));
  }
  return parts_->commits->Commit(batch);
}

Result<std::vector<Change>> SqliteStore::Changes(uint64_t since, size_t limit) const {
  return parts_->reader->Changes(since, limit);
}

Result<uint64_t> SqliteStore::LastVersion() const { return parts_->reader->LastVersion(); }

const std::filesystem::path& SqliteStore::folder() const { return parts_->folder; }

Result<std::unique_ptr<SqliteStore>> OpenSqliteStore(const std::filesystem::path& folder,
                                                     const SqliteOptions& options) {
  Result<FolderLock> lock = FolderLock::Acquire(folder);
  if (!lock) return tl::unexpected<Error>(std::move(lock.error()));
  Result<Connection> connection = OpenFile(folder, options.create);
  if (!connection) return tl::unexpected<Error>(std::move(connection.error()));
  Result<std::unique_ptr<Writer>> writer =
      Writer::Create(std::move(*connection), std::max(options.feed_limit, uint64_t{1}));
  if (!writer) return tl::unexpected<Error>(std::move(writer.error()));
  Result<std::unique_ptr<Reader>> reader = Reader::Open(folder / kFileName, OpenMode::kRead);
  if (!reader) return tl::unexpected<Error>(std::move(reader.error()));
  auto commits =
      std::make_unique<GroupCommit>(std::move(*writer), options.group_limit, options.queue_limit);
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::make_unique<SqliteStore::Parts>(
      folder, std::move(*lock), std::move(commits), std::move(*reader))));
}

}  // namespace keyward::store
