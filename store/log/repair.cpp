#include "store/log/repair.h"

#include <array>
#include <fstream>

namespace keyward::store {
namespace {

constexpr int kMostSideFiles = 1000;

// OpenSideFile makes a file that was not there before.
Result<std::unique_ptr<File>> OpenSideFile(FileSystem& files, const TornEnd& torn,
                                           std::filesystem::path& path) {
  const std::string stem = torn.file.path.string() + ".torn-" + std::to_string(torn.offset);
  for (int attempt = 1;; ++attempt) {
    path = attempt == 1 ? stem : stem + "-" + std::to_string(attempt);
    Result<std::unique_ptr<File>> file = files.OpenToAppend(path, true);
    if (file || file.error().code != ErrorCode::kExists || attempt == kMostSideFiles) return file;
  }
}

Result<void> WriteAll(File& file, char* bytes, size_t size) {
  while (size > 0) {
    const iovec part{bytes, size};
    const Result<size_t> written = file.Write({&part, 1});
    if (!written) return tl::unexpected(written.error());
    if (*written == 0) return Fail(ErrorCode::kFault, "nothing was written");
    bytes += *written;
    size -= *written;
  }
  return {};
}

// Copy copies from `offset` to the end, and says how many bytes that was.
Result<uint64_t> Copy(const std::filesystem::path& from, uint64_t offset, File& to) {
  std::ifstream in(from, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  std::array<char, 65536> bytes;
  uint64_t copied = 0;
  while (in) {
    in.read(bytes.data(), bytes.size());
    const auto got = static_cast<size_t>(in.gcount());
    if (got == 0) break;
    const Result<void> written = WriteAll(to, bytes.data(), got);
    if (!written) return tl::unexpected(written.error());
    copied += got;
  }
  if (!in.eof()) return Fail(ErrorCode::kFault, "cannot read the torn end", from.string());
  return copied;
}

}  // namespace

Result<LogRepair> CutTornEnd(FileSystem& files, const TornEnd& torn) {
  LogRepair repair{torn.file.path, torn.offset, 0, {}};
  Result<std::unique_ptr<File>> side = OpenSideFile(files, torn, repair.kept);
  if (!side) return tl::unexpected(side.error());
  const Result<uint64_t> copied = Copy(torn.file.path, torn.offset, **side);
  if (!copied) return tl::unexpected(copied.error());
  repair.bytes = *copied;
  Result<void> done = (*side)->Sync();
  if (done) done = files.SyncFolder(torn.file.path.parent_path());
  if (!done) return tl::unexpected(done.error());
  const Result<std::unique_ptr<File>> file = files.OpenToAppend(torn.file.path, false);
  if (!file) return tl::unexpected(file.error());
  done = (*file)->Truncate(torn.offset);
  if (done) done = (*file)->Sync();
  if (!done) return tl::unexpected(done.error());
  return repair;
}

}  // namespace keyward::store
