#include "store/sqlite/connection.h"

#include <fmt/format.h>
#include <utility>

#include "store/sqlite/page_files.h"

namespace keyward::store {
namespace {

constexpr int kBusyMilliseconds = 5000;

ErrorCode CodeOf(int status) {
  if (status == SQLITE_IOERR_DATA || status == SQLITE_IOERR_CORRUPTFS) return ErrorCode::kCorrupt;
  switch (status & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
    case SQLITE_NOTADB: return ErrorCode::kCorrupt;
    case SQLITE_FULL: return ErrorCode::kNoSpace;
    case SQLITE_PERM:
    case SQLITE_READONLY: return ErrorCode::kReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::kLocked;
    case SQLITE_TOOBIG: return ErrorCode::kTooLarge;
    default: return ErrorCode::kFault;
  }
}

std::string WordsOf(int status) {
  if (status == SQLITE_IOERR_DATA) return "a page does not pass its checksum";
  return fmt::format("{} (SQLite {})", sqlite3_errstr(status), status);
}

std::string UriOf(const std::filesystem::path& file, bool immutable) {
  std::string uri = "file:";
  for (const char letter : std::filesystem::absolute(file).string()) {
    if (letter == '%' || letter == '?' || letter == '#') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    } else {
      uri += letter;
    }
  }
  return immutable ? uri + "?immutable=1" : uri;
}

int FlagsOf(OpenMode mode) {
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case OpenMode::kCreate: return flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case OpenMode::kWrite: return flags | SQLITE_OPEN_READWRITE;
    default: return flags | SQLITE_OPEN_READONLY;
  }
}

}  // namespace

tl::unexpected<Error> FailSqlite(int status, const std::string& what, std::string file) {
  return Fail(CodeOf(status), what + ": " + WordsOf(status), std::move(file));
}

// A parameter that does not exist is a fault of ours, and shows as a NULL that the schema refuses.
Statement& Statement::Bind(int parameter, uint64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, static_cast<sqlite3_int64>(number));
  return *this;
}

Statement& Statement::Bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(),
                      text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::Bind(int parameter, ByteView blob) {
  sqlite3_bind_blob64(statement_.get(), parameter,
                      blob.empty() ? static_cast<const void*>("") : blob.data(), blob.size(),
                      SQLITE_STATIC);
  return *this;
}

Result<bool> Statement::Step() {
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  Reset();
  if (status == SQLITE_DONE) return false;
  return FailSqlite(status, "the store's file cannot be used", file_);
}

Result<void> Statement::Run() {
  Result<bool> row = Step();
  if (!row) return tl::unexpected<Error>(std::move(row.error()));
  if (*row) Reset();
  return {};
}

void Statement::Reset() { sqlite3_reset(statement_.get()); }

uint64_t Statement::Number(int column) const {
  return static_cast<uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string_view Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return {};
  return {text, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

ByteView Statement::Blob(int column) const {
  const auto* bytes = static_cast<const uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Result<Connection> Connection::Open(const std::filesystem::path& file, OpenMode mode) {
  const char* files = PageFilesName();
  if (files == nullptr) return Fail(ErrorCode::kInternal, "SQLite does not take the page layer");
  std::error_code error;
  if (mode != OpenMode::kCreate && !std::filesystem::exists(file, error)) {
    return Fail(ErrorCode::kNotFound, "there is no store", file.string());
  }
  sqlite3* database = nullptr;
  const std::string uri = UriOf(file, mode == OpenMode::kImmutable);
  const int status = sqlite3_open_v2(uri.c_str(), &database, FlagsOf(mode), files);
  Connection connection(database, file.string());
  if (status != SQLITE_OK) {
    return FailSqlite(status, "the store's file cannot be opened", file.string());
  }
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  return connection;
}

Result<void> Connection::Execute(const std::string& sql) {
  const int status = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return FailSqlite(status, "the store's file cannot be used", file_);
  return {};
}

Result<Statement> Connection::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int status = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (status != SQLITE_OK) return FailSqlite(status, "the store's file cannot be used", file_);
  return Statement(statement, file_);
}

Result<uint64_t> Connection::ReadNumber(std::string_view sql) {
  Result<Statement> statement = Prepare(sql);
  if (!statement) return tl::unexpected<Error>(std::move(statement.error()));
  Result<bool> row = statement->Step();
  if (!row) return tl::unexpected<Error>(std::move(row.error()));
  return *row ? statement->Number(0) : 0;
}

}  // namespace keyward::store
