// CutTornEnd: takes from a log's last file what a crash left behind the last good line.
#pragma once

#include "store/log/file.h"
#include "store/log/scan.h"

namespace keyward::store {

// CutTornEnd copies the bytes into a file beside the log's (`…jsonl.torn-<offset>`), puts that on
// the disk and then cuts the log's file, so that nothing is lost at any point. Errors: those of
// FileSystem.
Result<LogRepair> CutTornEnd(FileSystem& files, const TornEnd& torn);

}  // namespace keyward::store
