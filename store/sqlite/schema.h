// Schema: the tables of a store's file, their versions, and the file itself.
//
// Flow      folder --OpenFile--> Connection on a file of the current version --> Writer, Reader
// Promise   a new file appears under its name only when it is complete; a file of another program,
//           of a newer version or with a broken header is refused before anything is written; each
//           migration is one transaction.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "store/sqlite/connection.h"

namespace keyward::store {

// kApplicationId stands in the file's header ("Kwrd").
inline constexpr uint32_t kApplicationId = 0x4B777264;
// kSchemaVersion is the version that this program writes, and the last it reads.
inline constexpr uint32_t kSchemaVersion = 2;
inline constexpr std::string_view kFileName = "records.db";

// CreateFile makes the file of an empty store of version `version` in `folder`. Errors: kExists,
// those of FailSqlite and FailSystem.
Result<void> CreateFile(const std::filesystem::path& folder, uint32_t version = kSchemaVersion);

// CheckHeader looks at a file's first page, without SQLite. Errors: kNotFound, kUnreadable,
// kInvalidInput (another program's), kVersion (newer), kCorrupt.
Result<void> CheckHeader(const std::filesystem::path& file);

// OpenFile opens the store's file in `folder` for writing, recovers it after a crash and brings it
// to kSchemaVersion; with `create`, makes it where there is none. The caller holds the folder's
// lock. Errors: kNotFound, kReadOnly, those of CheckHeader and FailSqlite.
Result<Connection> OpenFile(const std::filesystem::path& folder, bool create);

// Migrate runs the steps from the file's version to kSchemaVersion. Errors: kVersion,
// kInvalidInput, those of FailSqlite.
Result<void> Migrate(Connection& connection);

// SchemaText is what SQLite says of the tables, one line each, in a fixed order.
Result<std::string> SchemaText(Connection& connection);

// ExpectedSchemaText is SchemaText of a file of kSchemaVersion.
std::string ExpectedSchemaText();

// RowChecksum covers a record's key, version and value.
uint64_t RowChecksum(std::string_view key, uint64_t version, ByteView value);

}  // namespace keyward::store
