#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <random>
#include <thread>

#include "store/maintenance.h"
#include "store/sqlite/faults.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

namespace data = boost::unit_test::data;

constexpr FaultKind kWriteFaults[] = {FaultKind::kNoSpace, FaultKind::kWriteError,
                                      FaultKind::kTornWrite, FaultKind::kSyncError};

struct Cleared {
  ~Cleared() { ClearFaults(); }
};

std::string Numbered(const char* prefix, int i) { return prefix + std::to_string(i); }

Result<Committed> CommitPair(RecordStore& store, int i) {
  Batch batch;
  batch.Put(Numbered("a/", i), Value(std::to_string(i)), 0);
  batch.Put(Numbered("b/", i), Bytes(5000, static_cast<uint8_t>(i)), 0);
  return store.Commit(batch);
}

// CheckPairs: what was acknowledged is there, and nothing is there by half.
void CheckPairs(const RecordStore& store, const std::vector<int>& acknowledged, int last) {
  for (int i = 0; i < last; ++i) {
    BOOST_TEST(Has(store, Numbered("a/", i)) == Has(store, Numbered("b/", i)));
  }
  for (const int i : acknowledged) {
    BOOST_TEST(TextOf(Read(store, Numbered("a/", i)).value) == std::to_string(i));
    BOOST_TEST((Read(store, Numbered("b/", i)).value == Bytes(5000, static_cast<uint8_t>(i))));
  }
}

void CheckSound(const SqliteStore& store) {
  const auto report = Check(store);
  BOOST_REQUIRE(report.has_value());
  for (const std::string& problem : report->problems) BOOST_ERROR(problem);
}

std::vector<int> CommitUntil(SqliteStore& store, int first, int last, FaultKind kind) {
  std::vector<int> acknowledged;
  for (int i = first; i < last; ++i) {
    const auto committed = CommitPair(store, i);
    if (committed) {
      acknowledged.push_back(i);
    } else {
      BOOST_TEST((committed.error().code ==
                  (kind == FaultKind::kNoSpace ? ErrorCode::kNoSpace : ErrorCode::kFault)));
    }
  }
  return acknowledged;
}

BOOST_AUTO_TEST_SUITE(sqlite_faults_test)

BOOST_DATA_TEST_CASE(a_commit_that_fails_leaves_no_half,
                     data::xrange(4) * data::xrange(1, 15) * data::make({1, 16}), kind_index, nth,
                     group_limit) {
  const FaultKind kind = kWriteFaults[kind_index];
  const Cleared cleared;
  const TestFolder folder;
  SqliteOptions options;
  options.group_limit = static_cast<size_t>(group_limit);
  auto store = OpenStore(folder.path(), options);
  std::vector<int> acknowledged = CommitUntil(*store, 0, 3, kind);
  BOOST_REQUIRE(acknowledged.size() == 3u);
  InjectFault(kind, static_cast<uint64_t>(nth));
  const auto more = CommitUntil(*store, 3, 20, kind);
  BOOST_TEST(more.size() < 17u);
  acknowledged.insert(acknowledged.end(), more.begin(), more.end());
  CheckPairs(*store, acknowledged, 20);
  ClearFaults();
  const auto next = CommitPair(*store, 20);
  if (kind == FaultKind::kNoSpace) {
    BOOST_TEST(next.has_value());
  } else {
    KEYWARD_TEST_FAILS(next, kFault);
    BOOST_TEST(!next.error().help.empty());
  }
  if (next) acknowledged.push_back(20);
  CheckPairs(*store, acknowledged, 21);
  CheckSound(*store);
  store.reset();
  store = OpenStore(folder.path(), options);
  CheckPairs(*store, acknowledged, 21);
  CheckSound(*store);
  BOOST_TEST(CommitPair(*store, 21).has_value());
}

// Closing moves the log into the file: a fault there loses nothing that was acknowledged.
BOOST_DATA_TEST_CASE(a_fault_while_closing_loses_nothing, data::xrange(4) * data::xrange(1, 12),
                     kind_index, nth) {
  const Cleared cleared;
  const TestFolder folder;
  auto store = OpenStore(folder.path());
  const auto acknowledged = CommitUntil(*store, 0, 5, FaultKind::kNone);
  InjectFault(kWriteFaults[kind_index], static_cast<uint64_t>(nth));
  store.reset();
  ClearFaults();
  store = OpenStore(folder.path());
  CheckPairs(*store, acknowledged, 5);
  CheckSound(*store);
}

// A crash left a log; recovering it is disturbed, and then is not.
BOOST_DATA_TEST_CASE(a_fault_while_recovering_loses_nothing, data::xrange(4) * data::xrange(1, 8),
                     kind_index, nth) {
  const Cleared cleared;
  const TestFolder folder;
  auto store = OpenStore(folder.path());
  const auto acknowledged = CommitUntil(*store, 0, 5, FaultKind::kNone);
  const TestFolder crashed;
  for (const char* suffix : {"", "-wal"}) {
    std::filesystem::copy_file(folder.file().string() + suffix, crashed.file().string() + suffix);
  }
  InjectFault(kWriteFaults[kind_index], static_cast<uint64_t>(nth));
  (void)OpenSqliteStore(crashed.path());
  ClearFaults();
  const auto recovered = OpenStore(crashed.path());
  CheckPairs(*recovered, acknowledged, 5);
  CheckSound(*recovered);
}

BOOST_DATA_TEST_CASE(a_fault_while_creating_leaves_no_half_store,
                     data::xrange(4) * data::xrange(1, 12), kind_index, nth) {
  const Cleared cleared;
  const TestFolder folder;
  InjectFault(kWriteFaults[kind_index], static_cast<uint64_t>(nth));
  auto store = OpenSqliteStore(folder.path());
  if (!store) BOOST_TEST(!store.error().message.empty());
  if (store) store->reset();
  ClearFaults();
  const auto again = OpenStore(folder.path());
  BOOST_TEST(CommitPair(*again, 0).has_value());
  CheckSound(*again);
}

BOOST_AUTO_TEST_CASE(nothing_is_acknowledged_before_it_is_synced) {
  const TestFolder folder;
  for (const size_t group_limit : {size_t{1}, size_t{16}}) {
    SqliteOptions options;
    options.group_limit = group_limit;
    const auto store = OpenStore(folder.path(), options);
    for (int i = 0; i < 10; ++i) {
      const uint64_t before = SyncsSeen();
      Put(*store, Numbered("k/", i + static_cast<int>(group_limit) * 100), "x");
      BOOST_TEST(SyncsSeen() > before);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_group_that_fails_is_acknowledged_to_nobody) {
  const Cleared cleared;
  const TestFolder folder;
  auto store = OpenStore(folder.path());
  InjectFault(FaultKind::kSyncError, 20);
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<int> acknowledged;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t * 1000;; ++i) {
        if (!CommitPair(*store, i)) return;
        const std::lock_guard lock(mutex);
        acknowledged.push_back(i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ClearFaults();
  store.reset();
  store = OpenStore(folder.path());
  CheckPairs(*store, acknowledged, 0);
  CheckSound(*store);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_a_fault_and_what_is_read_wrong_is_corrupt) {
  const Cleared cleared;
  const TestFolder folder;
  { BOOST_REQUIRE(CommitUntil(*OpenStore(folder.path()), 0, 20, FaultKind::kNone).size() == 20u); }
  for (const auto& [kind, code] : {std::pair(FaultKind::kReadError, ErrorCode::kFault),
                                   std::pair(FaultKind::kFlippedRead, ErrorCode::kCorrupt)}) {
    const auto store = OpenStore(folder.path());
    InjectFault(kind, 1);
    const auto read = store->Get("b/7");
    BOOST_REQUIRE(!read.has_value());
    BOOST_TEST((read.error().code == code));
    ClearFaults();
    BOOST_TEST((Read(*store, "b/7").value == Bytes(5000, 7)));
  }
}

// CheckDamaged opens a damaged store: each answer is an error, or what was written.
bool CheckDamaged(const std::filesystem::path& folder, const std::vector<Record>& records) {
  const auto store = OpenSqliteStore(folder);
  if (!store) return !store.error().message.empty();
  for (const Record& record : records) {
    const auto found = (*store)->Get(record.key);
    if (found && (!found->has_value() || !(**found == record))) return false;
  }
  const auto all = (*store)->List("", "", kMaxPage);
  const auto changes = (*store)->Changes(0, kMaxPage);
  return (!all || *all == records) && (!changes || changes->size() == records.size());
}

BOOST_AUTO_TEST_CASE(changed_bytes_are_an_error_or_harmless) {
  const TestFolder folder;
  std::mt19937 random(7);
  std::vector<Record> records;
  {
    const auto store = OpenStore(folder.path());
    for (int i = 0; i < 150; ++i) {
      const std::string text(random() % 3000, static_cast<char>('a' + i % 26));
      Put(*store, Numbered("key/", i), text);
    }
    records = store->List("", "", kMaxPage).value();
  }
  const auto size = static_cast<uint32_t>(std::filesystem::file_size(folder.file()));
  for (int round = 0; round < 300; ++round) {
    const TestFolder damaged;
    std::filesystem::copy_file(folder.file(), damaged.file());
    {
      std::fstream file(damaged.file(), std::ios::in | std::ios::out | std::ios::binary);
      for (uint32_t k = random() % 4 + 1; k > 0; --k) {
        // The first page, where the header is, takes its share of the hits.
        const std::streamoff at = random() % (round % 3 == 0 ? 4096 : size);
        file.seekg(at);
        const int byte = file.get() ^ static_cast<int>(random() % 255 + 1);
        file.seekp(at);
        file.put(static_cast<char>(byte));
      }
    }
    BOOST_TEST_CONTEXT("round " << round)
    BOOST_TEST(CheckDamaged(damaged.path(), records));
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_is_an_error) {
  const TestFolder folder;
  { BOOST_REQUIRE(CommitUntil(*OpenStore(folder.path()), 0, 20, FaultKind::kNone).size() == 20u); }
  std::filesystem::resize_file(folder.file(), std::filesystem::file_size(folder.file()) / 2 + 100);
  const auto store = OpenSqliteStore(folder.path());
  int errors = store ? 0 : 20;
  for (int i = 0; store && i < 20; ++i) {
    const auto found = (*store)->Get(Numbered("b/", i));
    if (!found) ++errors;
    if (found) BOOST_TEST((found->has_value() && (*found)->value.size() == 5000u));
  }
  BOOST_TEST(errors > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
