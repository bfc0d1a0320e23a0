// Inspect: reads all of a store's file and says what is wrong with it.
#pragma once

#include "store/maintenance.h"
#include "store/sqlite/connection.h"

namespace keyward::store {

// Inspect checks pages, tables, records and feed within one moment of the file. Errors: those of
// FailSqlite but kCorrupt, which is a problem of the report.
Result<CheckReport> Inspect(Connection& connection);

}  // namespace keyward::store
