#include "store/sqlite/page_files.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <sqlite3.h>

#include "base/bytes.h"
#include "store/sqlite/crc64.h"
#include "store/sqlite/faults.h"

namespace keyward::store {
namespace {

constexpr const char* kName = "keyward-pages";
// Below 128 KiB, which SQLite takes to be the most that one of its own writes has.
constexpr size_t kMaxGathered = size_t{64} << 10;

// PageFile is SQLite's handle; the handle of the layer below follows it in the same allocation.
// Writes to the write-ahead log, two for each page, are gathered: nobody reads a page there that
// was not synced before, except this very handle.
struct PageFile {
  sqlite3_file base;
  bool is_database;
  bool is_log;
  sqlite3_int64 gathered_at;
  Bytes gathered;
};

sqlite3_vfs* Below(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

sqlite3_file* Below(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<PageFile*>(file) + 1);
}

PageFile* Own(sqlite3_file* file) { return reinterpret_cast<PageFile*>(file); }

bool IsPage(sqlite3_file* file, int size, sqlite3_int64 offset) {
  return Own(file)->is_database && size == static_cast<int>(kPageBytes) &&
         offset % static_cast<sqlite3_int64>(kPageBytes) == 0;
}

// PageChecksum covers the page's place too: a page that was written elsewhere does not pass.
uint64_t PageChecksum(const uint8_t* page, sqlite3_int64 offset) {
  std::array<uint8_t, sizeof offset> place{};
  std::memcpy(place.data(), &offset, sizeof offset);
  return Crc64({page, kPageBytes - kPageChecksumBytes}, Crc64(place));
}

// WriteBelow asks for a fault, and writes.
int WriteBelow(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  sqlite3_file* below = Below(file);
  switch (NextFault(FaultKind::kWriteError)) {
    case FaultKind::kNone: return below->pMethods->xWrite(below, from, size, offset);
    case FaultKind::kNoSpace: return SQLITE_FULL;
    case FaultKind::kTornWrite:
      (void)below->pMethods->xWrite(below, from, size / 2, offset);
      return SQLITE_IOERR_WRITE;
    default: return SQLITE_IOERR_WRITE;
  }
}

int WriteGathered(sqlite3_file* file) {
  PageFile* own = Own(file);
  if (own->gathered.empty()) return SQLITE_OK;
  const int status = WriteBelow(file, own->gathered.data(), static_cast<int>(own->gathered.size()),
                                own->gathered_at);
  own->gathered.clear();
  return status;
}

int Gather(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  PageFile* own = Own(file);
  const sqlite3_int64 end = own->gathered_at + static_cast<sqlite3_int64>(own->gathered.size());
  if (offset != end || own->gathered.size() >= kMaxGathered) {
    if (const int status = WriteGathered(file); status != SQLITE_OK) return status;
    own->gathered_at = offset;
  }
  const auto* bytes = static_cast<const uint8_t*>(from);
  own->gathered.insert(own->gathered.end(), bytes, bytes + size);
  return SQLITE_OK;
}

int Close(sqlite3_file* file) {
  const int written = WriteGathered(file);
  const int status = Below(file)->pMethods->xClose(Below(file));
  Own(file)->~PageFile();
  return written != SQLITE_OK ? written : status;
}

int Read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
  if (const int written = WriteGathered(file); written != SQLITE_OK) return written;
  const FaultKind fault = NextFault(FaultKind::kReadError);
  if (fault == FaultKind::kReadError) return SQLITE_IOERR_READ;
  const int status = Below(file)->pMethods->xRead(Below(file), to, size, offset);
  if (status != SQLITE_OK) return status;
  auto* page = static_cast<uint8_t*>(to);
  if (fault == FaultKind::kFlippedRead) page[size / 2] ^= 0x10;
  if (!IsPage(file, size, offset)) return SQLITE_OK;
  uint64_t stored = 0;
  std::memcpy(&stored, page + kPageBytes - kPageChecksumBytes, sizeof stored);
  return stored == PageChecksum(page, offset) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

int Write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  if (Own(file)->is_log) return Gather(file, from, size, offset);
  if (!IsPage(file, size, offset)) return WriteBelow(file, from, size, offset);
  std::array<uint8_t, kPageBytes> page;
  std::memcpy(page.data(), from, kPageBytes);
  const uint64_t checksum = PageChecksum(page.data(), offset);
  std::memcpy(page.data() + kPageBytes - kPageChecksumBytes, &checksum, sizeof checksum);
  return WriteBelow(file, page.data(), size, offset);
}

int Sync(sqlite3_file* file, int flags) {
  if (const int written = WriteGathered(file); written != SQLITE_OK) return written;
  if (NextFault(FaultKind::kSyncError) != FaultKind::kNone) return SQLITE_IOERR_FSYNC;
  const int status = Below(file)->pMethods->xSync(Below(file), flags);
  if (status == SQLITE_OK) CountSync();
  return status;
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int written = WriteGathered(file); written != SQLITE_OK) return written;
  return Below(file)->pMethods->xTruncate(Below(file), size);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  if (const int written = WriteGathered(file); written != SQLITE_OK) return written;
  return Below(file)->pMethods->xFileSize(Below(file), size);
}
int Lock(sqlite3_file* file, int level) { return Below(file)->pMethods->xLock(Below(file), level); }
int Unlock(sqlite3_file* file, int level) {
  return Below(file)->pMethods->xUnlock(Below(file), level);
}
int CheckReservedLock(sqlite3_file* file, int* reserved) {
  return Below(file)->pMethods->xCheckReservedLock(Below(file), reserved);
}
int FileControl(sqlite3_file* file, int operation, void* argument) {
  return Below(file)->pMethods->xFileControl(Below(file), operation, argument);
}
int SectorSize(sqlite3_file* file) { return Below(file)->pMethods->xSectorSize(Below(file)); }
int DeviceCharacteristics(sqlite3_file* file) {
  return Below(file)->pMethods->xDeviceCharacteristics(Below(file));
}
int ShmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return Below(file)->pMethods->xShmMap(Below(file), region, size, extend, memory);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  return Below(file)->pMethods->xShmLock(Below(file), offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) { Below(file)->pMethods->xShmBarrier(Below(file)); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return Below(file)->pMethods->xShmUnmap(Below(file), remove);
}

// Version 2: shared memory for the write-ahead log, and no memory mapping, which would pass by
// Read.
const sqlite3_io_methods kMethods = {2,
                                     Close,
                                     Read,
                                     Write,
                                     Truncate,
                                     Sync,
                                     FileSize,
                                     Lock,
                                     Unlock,
                                     CheckReservedLock,
                                     FileControl,
                                     SectorSize,
                                     DeviceCharacteristics,
                                     ShmMap,
                                     ShmLock,
                                     ShmBarrier,
                                     ShmUnmap,
                                     nullptr,
                                     nullptr};

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* opened) {
  auto* page_file = new (file) PageFile{};
  page_file->is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  page_file->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  sqlite3_vfs* below = Below(vfs);
  std::memset(static_cast<void*>(Below(file)), 0, static_cast<size_t>(below->szOsFile));
  const int status = below->xOpen(below, name, Below(file), flags, opened);
  // SQLite closes a file that has methods, even when opening it failed.
  if (Below(file)->pMethods != nullptr) {
    page_file->base.pMethods = &kMethods;
  } else {
    page_file->~PageFile();
    page_file->base.pMethods = nullptr;
  }
  return status;
}

int Delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  return Below(vfs)->xDelete(Below(vfs), name, sync_folder);
}
int Access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
  return Below(vfs)->xAccess(Below(vfs), name, flags, answer);
}
int FullPathname(sqlite3_vfs* vfs, const char* name, int size, char* full) {
  return Below(vfs)->xFullPathname(Below(vfs), name, size, full);
}

const char* Register() {
  sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
  if (below == nullptr) return nullptr;
  static sqlite3_vfs layer = *below;  // time, randomness and the like are those of the layer below
  layer.pNext = nullptr;
  layer.zName = kName;
  layer.pAppData = below;
  layer.szOsFile = static_cast<int>(sizeof(PageFile)) + below->szOsFile;
  layer.xOpen = Open;
  layer.xDelete = Delete;
  layer.xAccess = Access;
  layer.xFullPathname = FullPathname;
  return sqlite3_vfs_register(&layer, 0) == SQLITE_OK ? kName : nullptr;
}

}  // namespace

const char* PageFilesName() {
  static const char* const name = Register();
  return name;
}

}  // namespace keyward::store
