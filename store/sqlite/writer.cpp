#include "store/sqlite/writer.h"

#include <fmt/format.h>
#include <utility>

#include "store/sqlite/schema.h"

namespace keyward::store {
namespace {

// kTrimEvery: the feed is trimmed once in so many changes, not with each.
constexpr uint64_t kTrimEvery = 1024;

// LeavesDoubt: after such a fault nobody knows what of a commit is on the disk.
bool LeavesDoubt(ErrorCode code) {
  return code != ErrorCode::kNoSpace && code != ErrorCode::kLocked && code != ErrorCode::kTooLarge;
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::Create(Connection connection, uint64_t feed_limit) {
  Result<uint64_t> last = connection.ReadNumber("SELECT max(version) FROM changes");
  if (!last) return tl::unexpected<Error>(std::move(last.error()));
  std::unique_ptr<Writer> writer(new Writer(std::move(connection), feed_limit));
  writer->committed_ = writer->last_ = *last;
  if (auto prepared = writer->Prepare(); !prepared) {
    return tl::unexpected<Error>(std::move(prepared.error()));
  }
  return writer;
}

Result<void> Writer::Prepare() {
  const std::pair<Statement*, std::string_view> kStatements[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&rollback_, "ROLLBACK"},
      {&savepoint_, "SAVEPOINT batch"},
      {&release_, "RELEASE batch"},
      {&rollback_to_, "ROLLBACK TO batch"},
      {&insert_,
       "INSERT INTO records(key, version, value, checksum) VALUES(?1, ?2, ?3, ?4) "
       "ON CONFLICT(key) DO NOTHING"},
      {&update_,
       "UPDATE records SET version=?2, value=?3, checksum=?4 WHERE key=?1 AND version=?5"},
      {&delete_, "DELETE FROM records WHERE key=?1 AND version=?2"},
      {&version_of_, "SELECT version FROM records WHERE key=?1"},
      {&change_, "INSERT INTO changes(version, batch, key, deleted) VALUES(?1, ?2, ?3, ?4)"},
      {&drop_changes_, "DELETE FROM changes WHERE version<=?1"},
      {&note_dropped_, "UPDATE feed SET dropped=?1"}};
  for (const auto& [statement, sql] : kStatements) {
    Result<Statement> prepared = connection_.Prepare(sql);
    if (!prepared) return tl::unexpected<Error>(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return {};
}

Result<void> Writer::Begin() {
  if (stopped_) return tl::unexpected<Error>(*stopped_);
  last_ = committed_;
  auto begun = begin_.Run();
  if (!begun) return Abandon(std::move(begun.error()));
  return {};
}

Result<Committed> Writer::Apply(const Batch& batch) {
  const uint64_t before = last_;
  batch_ = before + 1;
  Result<void> done = savepoint_.Run();
  if (done) done = ApplyWrites(batch);
  if (!done && done.error().code == ErrorCode::kConflict) {
    last_ = before;
    const Error conflict = std::move(done.error());
    done = rollback_to_.Run();
    if (done) done = release_.Run();
    if (done) return tl::unexpected<Error>(conflict);
  } else if (done) {
    done = release_.Run();
  }
  if (!done) return Abandon(std::move(done.error()));
  return Committed{batch_};
}

Result<void> Writer::ApplyWrites(const Batch& batch) {
  for (const Write& write : batch.writes()) {
    if (auto applied = ApplyWrite(write); !applied) return applied;
  }
  return {};
}

Result<void> Writer::ApplyWrite(const Write& write) {
  ++last_;
  const std::string appended =
      write.kind == WriteKind::kAppend ? SequencedKey(write.key, last_) : std::string();
  const std::string_view key = write.kind == WriteKind::kAppend ? appended : write.key;
  Result<bool> changed = ChangeRecord(write, key);
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  if (!*changed) return FailConflict(write);
  return change_.Bind(1, last_)
      .Bind(2, batch_)
      .Bind(3, key)
      .Bind(4, uint64_t{write.kind == WriteKind::kDelete})
      .Run();
}

// ChangeRecord writes if the version is the expected one, and says whether it was.
Result<bool> Writer::ChangeRecord(const Write& write, std::string_view key) {
  Result<void> run;
  if (write.kind == WriteKind::kDelete) {
    run = delete_.Bind(1, key).Bind(2, write.expected).Run();
  } else {
    Statement& statement = write.expected == 0 ? insert_ : update_;
    statement.Bind(1, key).Bind(2, last_).Bind(3, ByteView(write.value));
    statement.Bind(4, RowChecksum(key, last_, write.value));
    if (write.expected != 0) statement.Bind(5, write.expected);
    run = statement.Run();
  }
  if (!run) return tl::unexpected<Error>(std::move(run.error()));
  return connection_.RowsChanged() == 1;
}

tl::unexpected<Error> Writer::FailConflict(const Write& write) {
  Result<bool> row = version_of_.Bind(1, std::string_view(write.key)).Step();
  if (!row) return tl::unexpected<Error>(std::move(row.error()));
  const std::string found =
      *row ? fmt::format("has version {}", version_of_.Number(0)) : std::string("does not exist");
  version_of_.Reset();
  const std::string wanted = write.expected == 0
                                 ? std::string("was expected not to exist")
                                 : fmt::format("was expected to have version {}", write.expected);
  return Fail(ErrorCode::kConflict, fmt::format("\"{}\" {}, and {}", write.key, wanted, found), {},
              {}, "read it again");
}

Result<void> Writer::TrimFeed() {
  if (last_ / kTrimEvery == committed_ / kTrimEvery || last_ <= feed_limit_) return {};
  const uint64_t dropped = last_ - feed_limit_;
  if (auto deleted = drop_changes_.Bind(1, dropped).Run(); !deleted) return deleted;
  return note_dropped_.Bind(1, dropped).Run();
}

Result<void> Writer::Commit() {
  Result<void> done = TrimFeed();
  if (done) done = commit_.Run();
  if (!done) return Abandon(std::move(done.error()));
  committed_ = last_;
  return {};
}

void Writer::Rollback() {
  if (connection_.InTransaction() && !rollback_.Run() && connection_.InTransaction()) {
    stopped_ = Error{ErrorCode::kFault,
                     "a transaction could not be undone",
                     connection_.file(),
                     {},
                     "open the store again"};
  }
  last_ = committed_;
}

// Abandon undoes the transaction and, where the fault leaves doubt, closes the store for writing.
tl::unexpected<Error> Writer::Abandon(Error error) {
  Rollback();
  if (LeavesDoubt(error.code) && !stopped_) {
    const ErrorCode code =
        error.code == ErrorCode::kCorrupt ? ErrorCode::kCorrupt : ErrorCode::kFault;
    stopped_ = Error{code,
                     "the store takes no more writes since a fault: " + error.message,
                     error.file,
                     {},
                     "open the store again"};
  }
  return tl::unexpected<Error>(stopped_ ? *stopped_ : std::move(error));
}

}  // namespace keyward::store
