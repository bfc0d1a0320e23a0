#include "store/sqlite/schema.h"

#include <array>
#include <cstring>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "store/sqlite/crc64.h"
#include "store/sqlite/durable_file.h"
#include "store/sqlite/page_files.h"

namespace keyward::store {
namespace {

constexpr std::string_view kRecords =
    "CREATE TABLE records(key TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, "
    "value BLOB NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID";
constexpr std::string_view kChanges =
    "CREATE TABLE changes(version INTEGER PRIMARY KEY NOT NULL, batch INTEGER NOT NULL, "
    "key TEXT NOT NULL, deleted INTEGER NOT NULL)";
constexpr std::string_view kFeed = "CREATE TABLE feed(dropped INTEGER NOT NULL)";

// StepsTo is what brings a file of the version before to `version`.
std::vector<std::string_view> StepsTo(uint32_t version) {
  if (version == 1) return {kRecords};
  // The feed of a store that had none tells of every record that is there.
  return {kChanges,
          "INSERT INTO changes(version, batch, key, deleted) "
          "SELECT version, version, key, 0 FROM records ORDER BY version",
          kFeed, "INSERT INTO feed(dropped) VALUES(0)"};
}

Result<void> RunSteps(Connection& connection, uint32_t from, uint32_t to) {
  if (auto begun = connection.Execute("BEGIN IMMEDIATE"); !begun) return begun;
  std::string sql;
  for (uint32_t version = from + 1; version <= to; ++version) {
    for (const std::string_view step : StepsTo(version)) sql += fmt::format("{};", step);
  }
  sql += fmt::format("PRAGMA application_id={};PRAGMA user_version={};COMMIT", kApplicationId, to);
  Result<void> run = connection.Execute(sql);
  if (!run && connection.InTransaction()) (void)connection.Execute("ROLLBACK");
  return run;
}

Result<void> BuildFile(const std::filesystem::path& file, uint32_t version) {
  Result<Connection> connection = Connection::Open(file, OpenMode::kCreate);
  if (!connection) return tl::unexpected<Error>(std::move(connection.error()));
  int reserved = kPageChecksumBytes;
  sqlite3_file_control(connection->handle(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  auto shaped = connection->Execute(fmt::format(
      "PRAGMA page_size={};PRAGMA synchronous=FULL;PRAGMA encoding='UTF-8'", kPageBytes));
  return shaped ? RunSteps(*connection, 0, version) : shaped;
}

uint32_t BigEndian(const uint8_t* at) {
  return uint32_t{at[0]} << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | at[3];
}

tl::unexpected<Error> FailVersion(uint64_t version, const std::string& file) {
  return Fail(ErrorCode::kVersion,
              fmt::format("the store has version {}, and this program knows versions up to {}",
                          version, kSchemaVersion),
              file, {}, "use the program that wrote it, or a newer one");
}

Result<void> StartLog(Connection& connection) {
  if (sqlite3_db_readonly(connection.handle(), "main") == 1) {
    return Fail(ErrorCode::kReadOnly, "the store's file cannot be written", connection.file());
  }
  Result<Statement> mode = connection.Prepare("PRAGMA journal_mode=WAL");
  if (!mode) return tl::unexpected<Error>(std::move(mode.error()));
  Result<bool> row = mode->Step();
  if (!row) return tl::unexpected<Error>(std::move(row.error()));
  if (!*row || mode->Text(0) != "wal") {
    return Fail(ErrorCode::kUnsupported, "this file system does not hold a write-ahead log",
                connection.file());
  }
  return {};
}

Result<Connection> OpenExisting(const std::filesystem::path& file) {
  if (auto header = CheckHeader(file); !header) {
    return tl::unexpected<Error>(std::move(header.error()));
  }
  Result<Connection> connection = Connection::Open(file, OpenMode::kWrite);
  if (!connection) return connection;
  // What is refused below stays as it is: closing it moves nothing from the log to the file.
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  auto usable = connection->Execute(
      "PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;PRAGMA trusted_schema=OFF;"
      "PRAGMA cell_size_check=ON;PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-65536;"
      "PRAGMA wal_autocheckpoint=4000");
  if (usable) usable = Migrate(*connection);
  if (usable) usable = StartLog(*connection);
  // Whatever a crash left in the log is made durable in the file before anything is added to it.
  if (usable) usable = connection->Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!usable) return tl::unexpected<Error>(std::move(usable.error()));
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  return connection;
}

}  // namespace

Result<void> CreateFile(const std::filesystem::path& folder, uint32_t version) {
  return InstallFile(
      folder, [version](const std::filesystem::path& file) { return BuildFile(file, version); });
}

Result<void> CheckHeader(const std::filesystem::path& file) {
  Result<Bytes> bytes = ReadStart(file, 100);
  if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  if (bytes->size() < 100 || std::memcmp(bytes->data(), kMagic.data(), kMagic.size()) != 0) {
    return Fail(ErrorCode::kCorrupt, "the file is no store, or its beginning is damaged",
                file.string(), {}, "restore a backup into an empty folder");
  }
  const uint8_t* header = bytes->data();
  if (BigEndian(header + 68) != kApplicationId) {
    return Fail(ErrorCode::kInvalidInput, "the file is another program's database", file.string());
  }
  if (BigEndian(header + 60) > kSchemaVersion) return FailVersion(BigEndian(header + 60), file);
  if ((header[16] << 8 | header[17]) != static_cast<int>(kPageBytes) ||
      header[20] != kPageChecksumBytes) {
    return Fail(ErrorCode::kCorrupt, "the file's pages have no checksums", file.string());
  }
  return {};
}

Result<Connection> OpenFile(const std::filesystem::path& folder, bool create) {
  const std::filesystem::path file = folder / kFileName;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    if (std::filesystem::exists(file.string() + "-wal", error)) {
      return Fail(ErrorCode::kCorrupt, "the store's file is gone, and its log is there",
                  file.string(), {}, "restore a backup into an empty folder");
    }
    if (!create) return Fail(ErrorCode::kNotFound, "there is no store", file.string());
    if (auto created = CreateFile(folder); !created) {
      return tl::unexpected<Error>(std::move(created.error()));
    }
  }
  return OpenExisting(file);
}

Result<void> Migrate(Connection& connection) {
  Result<uint64_t> application = connection.ReadNumber("PRAGMA application_id");
  if (!application) return tl::unexpected<Error>(std::move(application.error()));
  Result<uint64_t> version = connection.ReadNumber("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(std::move(version.error()));
  if (*application != kApplicationId) {
    return Fail(ErrorCode::kInvalidInput, "the file is another program's database",
                connection.file());
  }
  if (*version > kSchemaVersion) return FailVersion(*version, connection.file());
  if (*version == 0) {
    return Fail(ErrorCode::kCorrupt, "the store says version 0, which none has", connection.file());
  }
  if (*version == kSchemaVersion) return {};
  return RunSteps(connection, static_cast<uint32_t>(*version), kSchemaVersion);
}

Result<std::string> SchemaText(Connection& connection) {
  Result<Statement> rows = connection.Prepare(
      "SELECT coalesce(sql, name) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1");
  if (!rows) return tl::unexpected<Error>(std::move(rows.error()));
  std::string text;
  while (true) {
    Result<bool> row = rows->Step();
    if (!row) return tl::unexpected<Error>(std::move(row.error()));
    if (!*row) return text;
    text += fmt::format("{}\n", rows->Text(0));
  }
}

std::string ExpectedSchemaText() { return fmt::format("{}\n{}\n{}\n", kChanges, kFeed, kRecords); }

uint64_t RowChecksum(std::string_view key, uint64_t version, ByteView value) {
  std::array<uint8_t, 16> head{};
  const uint64_t key_size = key.size();
  std::memcpy(head.data(), &version, sizeof version);
  std::memcpy(head.data() + 8, &key_size, sizeof key_size);
  return Crc64(value, Crc64(AsBytes(key), Crc64(head)));
}

}  // namespace keyward::store
