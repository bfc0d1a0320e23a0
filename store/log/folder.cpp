#include "store/log/folder.h"

#include <algorithm>
#include <system_error>

#include "store/log/text.h"
#include "store/system_error.h"

namespace keyward::store {
namespace {

constexpr std::string_view kPrefix = "decisions-";
constexpr std::string_view kSuffix = ".jsonl";
constexpr size_t kSequenceDigits = 20;
constexpr size_t kDayBytes = 10;

}  // namespace

std::string DayOf(int64_t time) {
  std::string text;
  AppendTime(text, time);
  return text.substr(0, kDayBytes);
}

LogFile NameLogFile(const std::filesystem::path& folder, uint64_t first, int64_t time) {
  LogFile file{{}, first, DayOf(time)};
  std::string name(kPrefix);
  AppendNumber(name, first, kSequenceDigits);
  name += '-';
  name += file.day;
  name += kSuffix;
  file.path = folder / name;
  return file;
}

std::optional<LogFile> ParseLogFileName(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  Cursor cursor(name);
  if (!cursor.Skip(kPrefix)) return {};
  auto digits = cursor.Take(kSequenceDigits);
  if (!digits || !cursor.Skip("-")) return {};
  digits->remove_prefix(std::min(digits->find_first_not_of('0'), kSequenceDigits - 1));
  const auto first = ParseNumber(*digits);
  const auto day = cursor.Take(kDayBytes);
  if (!first || *first == 0 || !day || !ParseTime(std::string(*day) + "T00:00:00.000Z")) return {};
  if (!cursor.Skip(kSuffix) || !cursor.done()) return {};
  return LogFile{path, *first, std::string(*day)};
}

Result<std::vector<LogFile>> ListLogFiles(const std::filesystem::path& folder) {
  std::error_code failed;
  std::vector<LogFile> files;
  std::filesystem::directory_iterator entries(folder, failed);
  for (; !failed && entries != std::filesystem::directory_iterator(); entries.increment(failed)) {
    if (auto file = ParseLogFileName(entries->path())) files.push_back(std::move(*file));
  }
  if (failed) return FailSystem(failed.value(), "cannot list the folder", folder.string());
  std::sort(files.begin(), files.end(), [](const LogFile& left, const LogFile& right) {
    return left.path.filename() < right.path.filename();
  });
  return files;
}

}  // namespace keyward::store
