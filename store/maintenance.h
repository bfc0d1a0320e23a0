// Check, Backup, Restore: what `keyward store` does with a record store.
//
// Flow      store or folder --Check--> CheckReport
//           store or folder --Backup--> new folder --Restore--> empty folder
// Promise   nothing that exists is overwritten, and neither a store nor a backup is changed by
//           being looked at. A backup is one moment of the store, also beside writers, and is
//           durable and checked before Backup returns. Restore checks first.
// Limits    of records only: the decision log has files of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/sqlite_store.h"

namespace keyward::store {

// CheckReport: what a check saw. A store without problems is sound: every page and every record
// passed its checksum, the tables are those of this version, and versions are in order.
struct CheckReport {
  uint64_t records = 0;
  uint64_t last_version = 0;
  uint32_t schema_version = 0;
  std::vector<std::string> problems;
};

// Check reads all of an open store. Errors: where it cannot be looked at (kFault, …); what is wrong
// inside is in the report.
Result<CheckReport> Check(const SqliteStore& store);

// Check reads all of the store, or the backup, in `folder`, which no process may have open. It also
// works where nothing can be written, unless a crash left something to recover. Errors: kNotFound,
// kLocked, kVersion, kInvalidInput, kCorrupt (it cannot even be opened), kFault.
Result<CheckReport> Check(const std::filesystem::path& folder);

// Backup copies an open store, as it is now, into `folder`, which must not exist. Errors: kExists,
// kNotFound (the folder around it), kNoSpace, kCorrupt (the store, or the copy), kFault; what was
// begun is removed.
Result<CheckReport> Backup(const SqliteStore& store, const std::filesystem::path& folder);

// Backup copies the store in `from`, which no process may have open.
Result<CheckReport> Backup(const std::filesystem::path& from, const std::filesystem::path& folder);

// Restore copies a backup from `from` to `folder`, which is empty or does not exist. Errors:
// kExists (something is in it), kCorrupt (the backup has problems; the message is the first), those
// of Check and Backup.
Result<CheckReport> Restore(const std::filesystem::path& from, const std::filesystem::path& folder);

}  // namespace keyward::store
