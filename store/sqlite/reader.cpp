#include "store/sqlite/reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "store/sqlite/schema.h"

namespace keyward::store {
namespace {

constexpr uint64_t kLastSqliteInteger = std::numeric_limits<int64_t>::max();

// ResetAtEnd frees a statement's snapshot, whichever way a function is left.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.Reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  Statement& statement_;
};

}  // namespace

Result<std::unique_ptr<Reader>> Reader::Open(const std::filesystem::path& file, OpenMode mode) {
  Result<Connection> connection = Connection::Open(file, mode);
  if (!connection) return tl::unexpected<Error>(std::move(connection.error()));
  std::unique_ptr<Reader> reader(new Reader(std::move(*connection)));
  if (auto prepared = reader->Prepare(); !prepared) {
    return tl::unexpected<Error>(std::move(prepared.error()));
  }
  return reader;
}

Result<void> Reader::Prepare() {
  auto run = connection_.Execute("PRAGMA trusted_schema=OFF;PRAGMA cell_size_check=ON");
  if (!run) return run;
  const std::pair<Statement*, std::string_view> kStatements[] = {
      {&get_, "SELECT key, version, value, checksum FROM records WHERE key=?1"},
      {&list_,
       "SELECT key, version, value, checksum FROM records WHERE key>=?1 ORDER BY key LIMIT ?2"},
      {&changes_,
       "SELECT version, batch, key, deleted, (SELECT dropped FROM feed) FROM changes "
       "WHERE version>?1 ORDER BY version"},
      {&last_, "SELECT max(version) FROM changes"}};
  for (const auto& [statement, sql] : kStatements) {
    Result<Statement> prepared = connection_.Prepare(sql);
    if (!prepared) return tl::unexpected<Error>(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return {};
}

Result<Record> Reader::Row(const Statement& row) const {
  Record record;
  record.key = row.Text(0);
  record.version = row.Number(1);
  const ByteView value = row.Blob(2);
  if (row.Number(3) != RowChecksum(record.key, record.version, value)) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("the record \"{}\" does not pass its checksum", record.key),
                connection_.file(), {}, "restore a backup into an empty folder");
  }
  record.value.assign(value.begin(), value.end());
  return record;
}

Result<std::optional<Record>> Reader::Get(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const ResetAtEnd reset(get_);
  Result<bool> found = get_.Bind(1, key).Step();
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  if (!*found) return std::optional<Record>();
  Result<Record> record = Row(get_);
  if (!record) return tl::unexpected<Error>(std::move(record.error()));
  return std::optional<Record>(std::move(*record));
}

Result<std::vector<Record>> Reader::List(std::string_view prefix, std::string_view after,
                                         size_t limit) {
  const std::lock_guard lock(mutex_);
  const ResetAtEnd reset(list_);
  // The smallest key that is greater than `after` is `after` and a NUL.
  std::string start(after < prefix ? prefix : after);
  if (after >= prefix) start += '\0';
  list_.Bind(1, std::string_view(start)).Bind(2, std::min(limit, kMaxPage));
  std::vector<Record> records;
  while (true) {
    Result<bool> found = list_.Step();
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    if (!*found || list_.Text(0).substr(0, prefix.size()) != prefix) return records;
    Result<Record> record = Row(list_);
    if (!record) return tl::unexpected<Error>(std::move(record.error()));
    records.push_back(std::move(*record));
  }
}

Result<std::vector<Change>> Reader::Changes(uint64_t since, size_t limit) {
  const std::lock_guard lock(mutex_);
  const ResetAtEnd reset(changes_);
  return ReadChanges(std::min(since, kLastSqliteInteger), std::clamp(limit, size_t{1}, kMaxPage));
}

// The feed keeps its latest change, so that no row means that nothing came after `since`.
Result<std::vector<Change>> Reader::ReadChanges(uint64_t since, size_t limit) {
  changes_.Bind(1, since);
  std::vector<Change> changes;
  uint64_t batch = 0;
  while (true) {
    Result<bool> found = changes_.Step();
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    if (!*found) return changes;
    if (changes.empty() && changes_.Number(4) > since) {
      return Fail(ErrorCode::kExpired,
                  fmt::format("changes up to {} were dropped from the feed", changes_.Number(4)),
                  connection_.file(), {}, "read the records again");
    }
    if (changes.size() >= limit && changes_.Number(1) != batch) return changes;
    batch = changes_.Number(1);
    changes.push_back({changes_.Number(0), std::string(changes_.Text(2)), changes_.Number(3) != 0});
  }
}

Result<uint64_t> Reader::LastVersion() {
  const std::lock_guard lock(mutex_);
  const ResetAtEnd reset(last_);
  Result<bool> found = last_.Step();
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  return *found ? last_.Number(0) : 0;
}

}  // namespace keyward::store
