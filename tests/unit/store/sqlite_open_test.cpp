#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/folder_lock.h"
#include "store/maintenance.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/crc64.h"
#include "store/sqlite/schema.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

std::string Content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Write(const std::filesystem::path& file, std::string_view content) {
  std::ofstream(file, std::ios::binary) << content;
}

// Execute runs statements on the file of a store that is closed.
void Execute(const std::filesystem::path& file, const std::string& sql,
             OpenMode mode = OpenMode::kWrite) {
  auto connection = Connection::Open(file, mode);
  if (!connection) BOOST_FAIL(connection.error().message);
  const auto run = connection->Execute(sql);
  if (!run) BOOST_FAIL(run.error().message);
}

// CodeAsNobody opens the store in a process that is not root, which no permission stops.
ErrorCode CodeAsNobody(const std::filesystem::path& folder) {
  const pid_t child = fork();
  if (child == 0) {
    if (getuid() == 0 && setuid(65534) != 0) _exit(255);
    const auto store = OpenSqliteStore(folder);
    _exit(store ? 254 : static_cast<int>(store.error().code));
  }
  int status = 0;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(WIFEXITED(status));
  return static_cast<ErrorCode>(WEXITSTATUS(status));
}

BOOST_AUTO_TEST_SUITE(sqlite_open_test)

BOOST_AUTO_TEST_CASE(the_checksum_is_crc64_xz) {
  BOOST_TEST(Crc64(AsBytes("123456789")) == 0x995DC9BBDF1939FAu);
  BOOST_TEST(Crc64(AsBytes("")) == 0u);
  BOOST_TEST(Crc64(AsBytes("56789"), Crc64(AsBytes("1234"))) == 0x995DC9BBDF1939FAu);
}

BOOST_AUTO_TEST_CASE(records_are_there_when_the_store_is_opened_again) {
  const TestFolder folder;
  uint64_t version = 0;
  {
    const auto store = OpenStore(folder.path());
    version = Put(*store, "a", "1");
  }
  const auto store = OpenStore(folder.path());
  BOOST_TEST(TextOf(Read(*store, "a").value) == "1");
  BOOST_TEST(Put(*store, "a", "2", version) == version + 1);
}

BOOST_AUTO_TEST_CASE(a_missing_folder_or_store_is_not_found) {
  const TestFolder folder;
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path() / "none"), kNotFound);
  SqliteOptions options;
  options.create = false;
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path(), options), kNotFound);
  BOOST_TEST(!std::filesystem::exists(folder.file()));
  Write(folder.path() / "file", "x");
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path() / "file"), kInvalidInput);
}

BOOST_AUTO_TEST_CASE(a_file_of_others_is_refused_and_left_alone) {
  const std::string text =
      "these are somebody's notes, and they are longer than a header " + std::string(200, '.');
  for (const std::string& content : {std::string(), std::string("short"), text}) {
    const TestFolder folder;
    Write(folder.file(), content);
    KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path()), kCorrupt);
    BOOST_TEST(Content(folder.file()) == content);
  }
  const TestFolder folder;
  Execute(folder.file(), "CREATE TABLE theirs(x); PRAGMA user_version=1", OpenMode::kCreate);
  const std::string before = Content(folder.file());
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path()), kInvalidInput);
  BOOST_TEST(Content(folder.file()) == before);
}

BOOST_AUTO_TEST_CASE(a_newer_store_is_refused_and_left_alone) {
  const TestFolder folder;
  { OpenStore(folder.path()); }
  Execute(folder.file(), "PRAGMA user_version=" + std::to_string(kSchemaVersion + 1));
  const std::string before = Content(folder.file());
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path()), kVersion);
  BOOST_TEST(Content(folder.file()) == before);
  BOOST_TEST(!std::filesystem::exists(folder.file().string() + "-wal"));
}

BOOST_AUTO_TEST_CASE(a_log_without_its_file_is_no_new_store) {
  const TestFolder folder;
  Write(folder.file().string() + "-wal", "frames");
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path()), kCorrupt);
  BOOST_TEST(Content(folder.file().string() + "-wal") == "frames");
}

BOOST_AUTO_TEST_CASE(what_a_crash_left_of_a_new_store_is_no_store) {
  const TestFolder folder;
  Write(folder.file().string() + ".new", "half a store");
  Write(folder.file().string() + ".new-journal", "half a journal");
  const auto store = OpenStore(folder.path());
  BOOST_TEST(store->LastVersion().value() == 0u);
  BOOST_TEST(!std::filesystem::exists(folder.file().string() + ".new"));
}

BOOST_AUTO_TEST_CASE(a_store_of_version_one_gets_its_feed) {
  const TestFolder folder;
  BOOST_REQUIRE(CreateFile(folder.path(), 1).has_value());
  std::string sql;
  for (const auto& [key, version] : {std::pair("a", uint64_t{4}), std::pair("b", uint64_t{2})}) {
    const auto sum = static_cast<int64_t>(RowChecksum(key, version, AsBytes("old")));
    sql += "INSERT INTO records VALUES('" + std::string(key) + "'," + std::to_string(version) +
           ",CAST('old' AS BLOB)," + std::to_string(sum) + ");";
  }
  Execute(folder.file(), sql);
  const auto report = Check(folder.path());
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST(report->schema_version == 1u);
  BOOST_TEST(report->problems.size() == 1u);
  {
    const auto store = OpenStore(folder.path());
    BOOST_TEST(TextOf(Read(*store, "a").value) == "old");
    const std::vector<Change> feed = {{2, "b", false}, {4, "a", false}};
    BOOST_TEST((store->Changes(0, 10).value() == feed));
    BOOST_TEST(Put(*store, "b", "new", 2) == 5u);
  }
  BOOST_TEST(Check(folder.path())->problems.empty());
  BOOST_TEST(Check(folder.path())->schema_version == kSchemaVersion);
}

BOOST_AUTO_TEST_CASE(a_second_opener_of_this_process_is_refused) {
  const TestFolder folder;
  auto store = OpenStore(folder.path());
  KEYWARD_TEST_FAILS(OpenSqliteStore(folder.path()), kLocked);
  store.reset();
  BOOST_TEST(OpenSqliteStore(folder.path()).has_value());
}

BOOST_AUTO_TEST_CASE(a_second_process_is_told_who_has_the_store) {
  const TestFolder folder;
  int ready[2] = {};
  BOOST_REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto store = OpenSqliteStore(folder.path());
    const char byte = store ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    while (true) pause();
  }
  char byte = 0;
  BOOST_REQUIRE(read(ready[0], &byte, 1) == 1);
  BOOST_TEST(byte == 'y');
  const auto second = OpenSqliteStore(folder.path());
  KEYWARD_TEST_FAILS(second, kLocked);
  BOOST_TEST(second.error().message.find(std::to_string(child)) != std::string::npos);
  kill(child, SIGKILL);
  BOOST_REQUIRE(waitpid(child, nullptr, 0) == child);
  BOOST_TEST(OpenSqliteStore(folder.path()).has_value());
  close(ready[0]);
  close(ready[1]);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_read_only) {
  const TestFolder folder;
  { Put(*OpenStore(folder.path()), "a", "1"); }
  chmod(folder.path().c_str(), 0755);
  std::filesystem::remove(folder.path() / "LOCK");
  chmod(folder.file().c_str(), 0644);
  if (getuid() != 0) chmod(folder.path().c_str(), 0555);
  BOOST_TEST((CodeAsNobody(folder.path()) == ErrorCode::kReadOnly));
  chmod(folder.path().c_str(), 0777);
  if (getuid() != 0) chmod(folder.file().c_str(), 0444);
  BOOST_TEST((CodeAsNobody(folder.path()) == ErrorCode::kReadOnly));
  std::filesystem::remove(folder.path() / "LOCK");
  chmod(folder.path().c_str(), 0755);
  BOOST_TEST(TextOf(Read(*OpenStore(folder.path()), "a").value) == "1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
