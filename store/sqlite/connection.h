// Connection, Statement: SQLite's handles as values that close themselves.
//
// Flow      file --Connection::Open--> Connection --Prepare--> Statement --Step--> columns
// Promise   every failure is an Error with a code of ours (FailSqlite); nothing is retried in
//           secret.
// Limits    a connection and its statements are used by one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::store {

// FailSqlite makes an Error of SQLite's extended result code: kCorrupt (also a page that fails its
// checksum, and a file that is no database), kNoSpace, kReadOnly, kLocked, kTooLarge, kFault.
tl::unexpected<Error> FailSqlite(int status, const std::string& what, std::string file);

// Statement: a prepared statement that is kept and run many times. Parameters count from 1, columns
// from 0. Texts and blobs are not copied: they must live until Reset.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3_stmt* statement, std::string file)
      : statement_(statement, sqlite3_finalize), file_(std::move(file)) {}

  Statement& Bind(int parameter, uint64_t number);
  Statement& Bind(int parameter, std::string_view text);
  Statement& Bind(int parameter, ByteView blob);

  // Step goes to the next row and says whether there is one. After false or an error the statement
  // is reset.
  Result<bool> Step();
  // Run steps once, expects no row, and resets.
  Result<void> Run();
  void Reset();

  uint64_t Number(int column) const;
  std::string_view Text(int column) const;
  ByteView Blob(int column) const;

 private:
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_{nullptr, sqlite3_finalize};
  std::string file_;
};

enum class OpenMode : uint8_t {
  kCreate,     // read and write; an absent file is made
  kWrite,      // read and write
  kRead,       // read only, beside a writer
  kImmutable,  // read only, of a file that nobody writes; makes no files of its own
};

class Connection {
 public:
  // Open opens `file` through PageFiles. Errors: kNotFound, and those of FailSqlite.
  static Result<Connection> Open(const std::filesystem::path& file, OpenMode mode);

  // Execute runs statements without parameters and rows.
  Result<void> Execute(const std::string& sql);
  // Prepare compiles one statement, to be kept.
  Result<Statement> Prepare(std::string_view sql);
  // ReadNumber runs a query of one number; 0 without a row.
  Result<uint64_t> ReadNumber(std::string_view sql);

  // RowsChanged is the number of rows that the last statement changed.
  int64_t RowsChanged() const { return sqlite3_changes64(database_.get()); }
  bool InTransaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }
  sqlite3* handle() const { return database_.get(); }
  const std::string& file() const { return file_; }

 private:
  Connection(sqlite3* database, std::string file)
      : database_(database, sqlite3_close_v2), file_(std::move(file)) {}
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_;
  std::string file_;
};

}  // namespace keyward::store
