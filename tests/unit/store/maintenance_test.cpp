#include "store/maintenance.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sys/stat.h>
#include <thread>

#include "store/sqlite/connection.h"
#include "store/sqlite/faults.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

void Fill(SqliteStore& store, int records) {
  Batch batch;
  for (int i = 0; i < records; ++i) batch.Put("k" + std::to_string(i), Bytes(500, 'v'), 0);
  BOOST_REQUIRE(store.Commit(batch).has_value());
}

void ExpectProblem(const std::string& sql, const std::string& words) {
  const TestFolder folder;
  { Fill(*OpenStore(folder.path()), 10); }
  auto connection = Connection::Open(folder.file(), OpenMode::kWrite);
  BOOST_REQUIRE(connection.has_value());
  const auto run = connection->Execute(sql);
  if (!run) BOOST_FAIL(run.error().message);
  connection = Fail(ErrorCode::kNotFound, "closed");
  const auto report = Check(folder.path());
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST_CONTEXT(sql) {
    BOOST_REQUIRE(!report->problems.empty());
    BOOST_TEST(report->problems[0].find(words) != std::string::npos, report->problems[0]);
  }
  KEYWARD_TEST_FAILS(Restore(folder.path(), folder.path() / "restored"), kCorrupt);
  BOOST_TEST(!std::filesystem::exists(folder.path() / "restored"));
}

BOOST_AUTO_TEST_SUITE(maintenance_test)

BOOST_AUTO_TEST_CASE(a_sound_store_has_no_problems) {
  const TestFolder folder;
  {
    const auto store = OpenStore(folder.path());
    BOOST_TEST(Check(*store)->problems.empty());
    Fill(*store, 100);
    const auto open = Check(*store);
    BOOST_TEST(open->records == 100u);
    BOOST_TEST(open->last_version == 100u);
    BOOST_TEST(open->problems.empty());
    KEYWARD_TEST_FAILS(Check(folder.path()), kLocked);
    Put(*store, "still", "usable");
  }
  BOOST_TEST(Check(folder.path())->records == 101u);
  BOOST_TEST(Check(folder.path())->problems.empty());
  KEYWARD_TEST_FAILS(Check(folder.path() / "none"), kNotFound);
}

BOOST_AUTO_TEST_CASE(each_kind_of_fault_is_a_problem) {
  ExpectProblem("UPDATE records SET value=CAST('wrong' AS BLOB) WHERE key='k3'", "checksum");
  ExpectProblem("UPDATE records SET version=4 WHERE key='k2'", "checksum");
  ExpectProblem("DELETE FROM changes WHERE version=5", "does not follow");
  ExpectProblem("DELETE FROM changes WHERE version=10", "the feed does not know version 10");
  ExpectProblem("UPDATE changes SET deleted=1 WHERE version=2", "the feed does not know version 2");
  ExpectProblem("CREATE INDEX i ON records(version)", "tables are not those");
  ExpectProblem("DROP TABLE feed", "tables are not those");
}

BOOST_AUTO_TEST_CASE(a_damaged_page_is_a_problem_or_an_error) {
  const TestFolder folder;
  { Fill(*OpenStore(folder.path()), 100); }
  {
    std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 5 + 2000);
    file.write("damage", 6);
  }
  const auto report = Check(folder.path());
  BOOST_REQUIRE(report.has_value());
  BOOST_TEST(!report->problems.empty());
  KEYWARD_TEST_FAILS(Backup(folder.path(), folder.path() / "copy"), kCorrupt);
  BOOST_TEST(!std::filesystem::exists(folder.path() / "copy"));
}

BOOST_AUTO_TEST_CASE(a_backup_beside_writers_is_one_moment_and_comes_back) {
  const TestFolder folder;
  const auto backup = folder.path() / "backup";
  const auto restored = folder.path() / "restored";
  std::filesystem::create_directory(folder.path() / "store");
  std::vector<Record> before;
  {
    const auto store = OpenStore(folder.path() / "store");
    Fill(*store, 500);
    std::atomic<bool> done{false};
    std::thread writer([&] {
      for (int i = 0; !done; ++i) {
        Batch batch;
        batch.Put("a" + std::to_string(i), {}, 0).Put("b" + std::to_string(i), {}, 0);
        if (!store->Commit(batch)) return;
      }
    });
    const auto report = Backup(*store, backup);
    done = true;
    writer.join();
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(report->problems.empty());
    KEYWARD_TEST_FAILS(Backup(*store, backup), kExists);
    KEYWARD_TEST_FAILS(Backup(*store, folder.path() / "no" / "where"), kNotFound);
    Put(*store, "later", "x");
  }
  BOOST_TEST(Check(backup)->problems.empty());
  const auto report = Restore(backup, restored);
  if (!report) BOOST_FAIL(report.error().message);
  const auto store = OpenStore(restored);
  BOOST_TEST(!Has(*store, "later"));
  const auto firsts = KeysOf(store->List("a", "", kMaxPage));
  BOOST_TEST(firsts.size() == KeysOf(store->List("b", "", kMaxPage)).size());
  BOOST_TEST(KeysOf(store->List("k", "", kMaxPage)).size() == 500u);
  BOOST_TEST(store->LastVersion().value() == 500 + 2 * firsts.size());
  BOOST_TEST(Put(*store, "goes", "on") == 501 + 2 * firsts.size());
  BOOST_TEST(Check(*store)->problems.empty());
}

BOOST_AUTO_TEST_CASE(a_backup_holds_what_a_crash_left_in_the_log) {
  const TestFolder folder;
  const TestFolder crashed;
  const auto store = OpenStore(folder.path());
  Fill(*store, 20);
  for (const char* suffix : {"", "-wal"}) {
    std::filesystem::copy_file(folder.file().string() + suffix, crashed.file().string() + suffix);
  }
  BOOST_TEST(Check(crashed.path())->records == 20u);
  BOOST_TEST(Backup(crashed.path(), crashed.path() / "copy")->records == 20u);
  BOOST_TEST(Check(crashed.path() / "copy")->records == 20u);
}

BOOST_AUTO_TEST_CASE(a_restore_fills_only_what_is_empty) {
  const TestFolder folder;
  const auto backup = folder.path() / "backup";
  const auto empty = folder.path() / "empty";
  const auto full = folder.path() / "full";
  {
    std::filesystem::create_directory(folder.path() / "store");
    const auto store = OpenStore(folder.path() / "store");
    Fill(*store, 20);
    BOOST_REQUIRE(Backup(*store, backup).has_value());
  }
  std::filesystem::create_directory(empty);
  BOOST_TEST(Restore(backup, empty)->records == 20u);
  KEYWARD_TEST_FAILS(Restore(backup, empty), kExists);
  std::filesystem::create_directory(full);
  std::ofstream(full / "notes") << "mine";
  KEYWARD_TEST_FAILS(Restore(backup, full), kExists);
  BOOST_TEST(!std::filesystem::exists(full / "records.db"));
  KEYWARD_TEST_FAILS(Restore(folder.path() / "none", folder.path() / "new"), kNotFound);
  BOOST_TEST(!std::filesystem::exists(folder.path() / "new"));
}

BOOST_AUTO_TEST_CASE(a_backup_on_a_full_disk_leaves_nothing) {
  const TestFolder folder;
  const auto copy = folder.path() / "copy";
  const auto store = OpenStore(folder.path());
  Fill(*store, 100);
  for (uint64_t nth = 1; nth < 20; nth += 3) {
    InjectFault(FaultKind::kNoSpace, nth);
    const auto report = Backup(*store, copy);
    ClearFaults();
    KEYWARD_TEST_FAILS(report, kNoSpace);
    BOOST_TEST(!std::filesystem::exists(copy));
  }
  BOOST_TEST(Backup(*store, copy)->records == 100u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
