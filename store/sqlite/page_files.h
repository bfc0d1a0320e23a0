// PageFiles: the layer between SQLite and the operating system that gives every page a checksum.
//
// Flow      SQLite --write page--> checksum in its last bytes --> disk --read page--> checked
// Promise   a page that was changed on its way, or is another page's, is not handed to SQLite: the
//           call fails, and the store says kCorrupt. Also the place where tests order faults.
// Limits    the database file; pages in the write-ahead log have that log's own checksums. Pages
//           are of kPageBytes, of which SQLite leaves the last kPageChecksumBytes alone.
#pragma once

#include <cstddef>

namespace keyward::store {

inline constexpr size_t kPageBytes = 4096;
inline constexpr size_t kPageChecksumBytes = 8;

// PageFilesName registers the layer with SQLite once and gives its name for sqlite3_open_v2; null
// when SQLite refuses it.
const char* PageFilesName();

}  // namespace keyward::store
