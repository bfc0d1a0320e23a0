#include "store/maintenance.h"

#include <cerrno>
#include <fmt/format.h>
#include <optional>
#include <sys/stat.h>
#include <utility>

#include "store/folder_lock.h"
#include "store/sqlite/durable_file.h"
#include "store/sqlite/inspection.h"
#include "store/sqlite/schema.h"
#include "store/system_error.h"

namespace keyward::store {
namespace {

// Closed: a store that no process has open, opened to be looked at.
struct Closed {
  std::optional<FolderLock> lock;  // none where nothing can be written
  Connection connection;
};

Result<Closed> OpenClosed(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kFileName;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    return Fail(ErrorCode::kNotFound, "there is no store", file.string());
  }
  // The lock comes first: closing a file that this process uses elsewhere would drop SQLite's
  // locks.
  std::optional<FolderLock> held;
  Result<FolderLock> lock = FolderLock::Acquire(folder);
  if (lock) {
    held = std::move(*lock);
  } else if (lock.error().code != ErrorCode::kReadOnly) {
    return tl::unexpected<Error>(std::move(lock.error()));
  }
  if (auto header = CheckHeader(file); !header) {
    return tl::unexpected<Error>(std::move(header.error()));
  }
  // What a crash left in the log belongs to the store; without a log the file alone is all.
  const bool crashed = std::filesystem::exists(file.string() + "-wal", error);
  Result<Connection> connection =
      Connection::Open(file, crashed ? OpenMode::kWrite : OpenMode::kImmutable);
  if (!connection) return tl::unexpected<Error>(std::move(connection.error()));
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return Closed{std::move(held), std::move(*connection)};
}

Result<void> CopyPages(Connection& from, Connection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) {
    return FailSqlite(sqlite3_extended_errcode(to.handle()), "the copy cannot be begun", to.file());
  }
  const int stepped = sqlite3_backup_step(backup, -1);  // all pages of one moment
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) {
    return FailSqlite(stepped, "the store cannot be copied", from.file());
  }
  if (finished != SQLITE_OK) return FailSqlite(finished, "the copy cannot be ended", to.file());
  // A copy has no log, and can be read where nothing can be written.
  return to.Execute("PRAGMA journal_mode=DELETE");
}

// CopyFile writes the store behind `from` to `file` and checks what it wrote.
Result<CheckReport> CopyFile(Connection& from, const std::filesystem::path& file) {
  Result<Connection> to = Connection::Open(file, OpenMode::kCreate);
  if (!to) return tl::unexpected<Error>(std::move(to.error()));
  Result<void> copied = to->Execute("PRAGMA synchronous=FULL");
  if (copied) copied = CopyPages(from, *to);
  if (!copied) return tl::unexpected<Error>(std::move(copied.error()));
  Result<CheckReport> report = Inspect(*to);
  if (report && !report->problems.empty()) {
    return Fail(ErrorCode::kCorrupt, "the store has a problem: " + report->problems.front(),
                from.file(), {}, "check it; an older backup may be sound");
  }
  return report;
}

// Fill puts the store behind `from` into `folder`, where there is none.
Result<CheckReport> Fill(Connection& from, const std::filesystem::path& folder) {
  Result<CheckReport> report = CheckReport{};
  Result<void> installed = InstallFile(folder, [&](const std::filesystem::path& file) {
    report = CopyFile(from, file);
    return report ? Result<void>() : Result<void>(tl::unexpected<Error>(report.error()));
  });
  if (!installed) return tl::unexpected<Error>(std::move(installed.error()));
  return report;
}

Result<void> MakeFolder(const std::filesystem::path& folder) {
  if (mkdir(folder.c_str(), 0700) != 0) {
    return FailSystem(errno, "the folder cannot be made", folder.string());
  }
  const std::filesystem::path around = std::filesystem::absolute(folder).lexically_normal();
  return SyncPath(around.has_filename() ? around.parent_path()
                                        : around.parent_path().parent_path());
}

Result<CheckReport> FillNew(Connection& from, const std::filesystem::path& folder) {
  if (auto made = MakeFolder(folder); !made) return tl::unexpected<Error>(std::move(made.error()));
  Result<CheckReport> report = Fill(from, folder);
  std::error_code error;
  if (!report) std::filesystem::remove(folder, error);  // only if it is empty
  return report;
}

}  // namespace

Result<CheckReport> Check(const SqliteStore& store) {
  Result<Connection> connection = Connection::Open(store.folder() / kFileName, OpenMode::kRead);
  if (!connection) return tl::unexpected<Error>(std::move(connection.error()));
  return Inspect(*connection);
}

Result<CheckReport> Check(const std::filesystem::path& folder) {
  Result<Closed> closed = OpenClosed(folder);
  if (!closed) return tl::unexpected<Error>(std::move(closed.error()));
  return Inspect(closed->connection);
}

Result<CheckReport> Backup(const SqliteStore& store, const std::filesystem::path& folder) {
  Result<Connection> from = Connection::Open(store.folder() / kFileName, OpenMode::kRead);
  if (!from) return tl::unexpected<Error>(std::move(from.error()));
  return FillNew(*from, folder);
}

Result<CheckReport> Backup(const std::filesystem::path& from, const std::filesystem::path& folder) {
  Result<Closed> closed = OpenClosed(from);
  if (!closed) return tl::unexpected<Error>(std::move(closed.error()));
  return FillNew(closed->connection, folder);
}

Result<CheckReport> Restore(const std::filesystem::path& from,
                            const std::filesystem::path& folder) {
  Result<Closed> closed = OpenClosed(from);
  if (!closed) return tl::unexpected<Error>(std::move(closed.error()));
  Result<CheckReport> report = Inspect(closed->connection);
  if (!report) return report;
  if (!report->problems.empty()) {
    return Fail(ErrorCode::kCorrupt, "the backup has a problem: " + report->problems.front(),
                from.string(), {}, "nothing was restored; take another backup");
  }
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return FillNew(closed->connection, folder);
  if (!std::filesystem::is_empty(folder, error) || error) {
    return Fail(ErrorCode::kExists, "the folder is not empty", folder.string(), {},
                "name an empty folder, or one that does not exist");
  }
  Result<FolderLock> lock = FolderLock::Acquire(folder);
  if (!lock) return tl::unexpected<Error>(std::move(lock.error()));
  return Fill(closed->connection, folder);
}

}  // namespace keyward::store
