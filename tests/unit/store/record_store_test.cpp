#include "store/record_store.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "store/outbox.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

BOOST_AUTO_TEST_SUITE(record_store_test)

BOOST_AUTO_TEST_CASE(a_record_is_what_was_put) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  BOOST_TEST(!Has(*store, "a"));
  const uint64_t version = Put(*store, "a", std::string("x\0y", 3));
  const Record record = Read(*store, "a");
  BOOST_TEST(record.key == "a");
  BOOST_TEST(TextOf(record.value) == std::string("x\0y", 3));
  BOOST_TEST(record.version == version);
  Put(*store, "empty", "");
  BOOST_TEST(Read(*store, "empty").value.empty());
  BOOST_TEST(!Has(*store, ""));
}

BOOST_AUTO_TEST_CASE(a_write_needs_the_version_it_names) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  const uint64_t first = Put(*store, "a", "1");
  KEYWARD_TEST_FAILS(store->Commit(Batch().Put("a", Value("2"), 0)), kConflict);
  const uint64_t second = Put(*store, "a", "2", first);
  BOOST_TEST(second > first);
  const auto late = store->Commit(Batch().Put("a", Value("3"), first));
  KEYWARD_TEST_FAILS(late, kConflict);
  BOOST_TEST(late.error().message.find("\"a\"") != std::string::npos);
  KEYWARD_TEST_FAILS(store->Commit(Batch().Delete("a", first)), kConflict);
  KEYWARD_TEST_FAILS(store->Commit(Batch().Put("b", Value("3"), first)), kConflict);
  KEYWARD_TEST_FAILS(store->Commit(Batch().Delete("b", first)), kConflict);
  BOOST_TEST(store->Commit(Batch().Delete("a", second)).has_value());
  BOOST_TEST(!Has(*store, "a"));
}

BOOST_AUTO_TEST_CASE(a_record_made_again_does_not_match_its_old_version) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  const uint64_t old = Put(*store, "a", "1");
  BOOST_TEST(store->Commit(Batch().Delete("a", old)).has_value());
  BOOST_TEST(Put(*store, "a", "2") > old);
  KEYWARD_TEST_FAILS(store->Commit(Batch().Put("a", Value("3"), old)), kConflict);
}

BOOST_AUTO_TEST_CASE(a_batch_is_there_whole_or_not_at_all) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  const uint64_t a = Put(*store, "a", "1");
  const uint64_t last = store->LastVersion().value();
  Batch half;
  half.Put("b", Value("2"), 0).Append("o/", Value("entry")).Put("a", Value("2"), a + 1);
  KEYWARD_TEST_FAILS(store->Commit(half), kConflict);
  BOOST_TEST(!Has(*store, "b"));
  BOOST_TEST(KeysOf(store->List("o/", "", 10)).empty());
  BOOST_TEST(store->LastVersion().value() == last);
  Batch whole;
  whole.Put("b", Value("2"), 0).Append("o/", Value("entry")).Delete("a", a);
  const auto committed = store->Commit(whole);
  BOOST_REQUIRE(committed.has_value());
  BOOST_TEST(Read(*store, "b").version == committed->version(0));
  BOOST_TEST(Has(*store, SequencedKey("o/", committed->version(1))));
  BOOST_TEST(store->LastVersion().value() == committed->version(2));
}

BOOST_AUTO_TEST_CASE(what_no_store_takes_changes_nothing) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  KEYWARD_TEST_FAILS(store->Commit(Batch()), kInvalidInput);
  KEYWARD_TEST_FAILS(store->Commit(Batch().Put("a", {}, 0).Put("", {}, 0)), kInvalidInput);
  BOOST_TEST(store->LastVersion().value() == 0u);
}

BOOST_AUTO_TEST_CASE(lists_are_pages_in_the_order_of_bytes) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  const std::vector<std::string> keys = {"k", "k/", "k/1", "k/10", "k/2", "k/\xC3\xA9", "k0", "l"};
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) Put(*store, *key, *key);
  const std::vector<std::string> under(keys.begin() + 1, keys.begin() + 6);
  BOOST_TEST(KeysOf(store->List("k/", "", 100)) == under, boost::test_tools::per_element());
  BOOST_TEST(KeysOf(store->List("", "", 100)) == keys, boost::test_tools::per_element());
  std::vector<std::string> paged;
  std::string after;
  while (true) {
    const auto page = KeysOf(store->List("k/", after, 2));
    if (page.empty()) break;
    BOOST_TEST(page.size() <= 2u);
    paged.insert(paged.end(), page.begin(), page.end());
    after = page.back();
  }
  BOOST_TEST(paged == under, boost::test_tools::per_element());
  BOOST_TEST(KeysOf(store->List("k/", "k/10", 1)) == std::vector<std::string>{"k/2"},
             boost::test_tools::per_element());
  BOOST_TEST(KeysOf(store->List("k/", "a", 1)) == std::vector<std::string>{"k/"},
             boost::test_tools::per_element());
  BOOST_TEST(KeysOf(store->List("k/", "z", 10)).empty());
  BOOST_TEST(KeysOf(store->List("k/", "", 0)).empty());
  BOOST_TEST(KeysOf(store->List("k/\xFF", "", 9)).empty());
}

BOOST_AUTO_TEST_CASE(the_feed_tells_every_change_in_order) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  BOOST_TEST(store->Changes(0, 10).value().empty());
  const uint64_t a = Put(*store, "a", "1");
  const auto two = store->Commit(Batch().Put("b", {}, 0).Delete("a", a));
  KEYWARD_TEST_FAILS(store->Commit(Batch().Put("b", {}, 0)), kConflict);
  const uint64_t c = Put(*store, "c", "1");
  const std::vector<Change> all = {{a, "a", false},
                                   {two->version(0), "b", false},
                                   {two->version(1), "a", true},
                                   {c, "c", false}};
  BOOST_TEST((store->Changes(0, 10).value() == all));
  BOOST_TEST((store->Changes(a, 10).value() == std::vector(all.begin() + 1, all.end())));
  BOOST_TEST(store->Changes(c, 10).value().empty());
  BOOST_TEST(store->Changes(UINT64_MAX, 10).value().empty());
  // A page ends with a whole batch.
  BOOST_TEST((store->Changes(0, 2).value() == std::vector(all.begin(), all.begin() + 3)));
  BOOST_TEST((store->Changes(0, 1).value() == std::vector(all.begin(), all.begin() + 1)));
}

BOOST_AUTO_TEST_CASE(a_feed_that_dropped_changes_says_so) {
  const TestFolder folder;
  SqliteOptions options;
  options.feed_limit = 100;
  const auto store = OpenStore(folder.path(), options);
  for (int i = 0; i < 21; ++i) {
    Batch batch;
    for (int k = 0; k < 100; ++k) batch.Append("o/", {});
    BOOST_REQUIRE(store->Commit(batch).has_value());
  }
  const uint64_t last = store->LastVersion().value();
  BOOST_TEST(last == 2100u);
  KEYWARD_TEST_FAILS(store->Changes(0, 10), kExpired);
  KEYWARD_TEST_FAILS(store->Changes(1999, 10), kExpired);
  BOOST_TEST(store->Changes(2000, 1000).value().size() == 100u);
  BOOST_TEST(store->Changes(last, 10).value().empty());
}

BOOST_AUTO_TEST_CASE(an_outbox_is_read_in_order_and_drained) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  std::vector<uint64_t> sequences;
  for (int i = 0; i < 5; ++i) {
    Batch batch;
    batch.Put("k" + std::to_string(i), {}, 0).Append("outbox/", Value(std::to_string(i)));
    sequences.push_back(store->Commit(batch)->version(1));
  }
  const auto first = ReadOutbox(*store, "outbox/", 0, 3);
  BOOST_REQUIRE(first.has_value());
  BOOST_REQUIRE(first->size() == 3u);
  const auto rest = ReadOutbox(*store, "outbox/", first->back().sequence, 10);
  BOOST_REQUIRE(rest->size() == 2u);
  for (size_t i = 0; i < 5; ++i) {
    const OutboxEntry& entry = i < 3 ? (*first)[i] : (*rest)[i - 3];
    BOOST_TEST(entry.sequence == sequences[i]);
    BOOST_TEST(TextOf(entry.value) == std::to_string(i));
  }
  BOOST_TEST(DeleteDrained(*store, "outbox/", *first).has_value());
  const auto left = ReadOutbox(*store, "outbox/", 0, 10);
  BOOST_REQUIRE(left->size() == 2u);
  BOOST_TEST(left->front().sequence == sequences[3]);
  KEYWARD_TEST_FAILS(DeleteDrained(*store, "outbox/", *first), kConflict);
}

BOOST_AUTO_TEST_CASE(a_record_that_is_no_entry_is_no_outbox_entry) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  Put(*store, "outbox/other", "x");
  KEYWARD_TEST_FAILS(ReadOutbox(*store, "outbox/", 0, 10), kCorrupt);
}

BOOST_AUTO_TEST_CASE(a_long_outbox_is_drained_in_several_batches) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  for (int i = 0; i < 3; ++i) {
    Batch batch;
    for (size_t k = 0; k < kMaxBatchWrites - 1; ++k) batch.Append("outbox/", {});
    BOOST_REQUIRE(store->Commit(batch).has_value());
  }
  const auto entries = ReadOutbox(*store, "outbox/", 0, 10000);
  BOOST_REQUIRE(entries->size() == 3 * (kMaxBatchWrites - 1));
  BOOST_TEST(DeleteDrained(*store, "outbox/", *entries).has_value());
  BOOST_TEST(ReadOutbox(*store, "outbox/", 0, 10)->empty());
}

// Each thread raises one shared counter by compare and swap: no raise may be lost.
BOOST_AUTO_TEST_CASE(threads_that_race_for_a_record_lose_nothing) {
  const TestFolder folder;
  const auto store = OpenStore(folder.path());
  Put(*store, "counter", "0");
  constexpr int kThreads = 8;
  constexpr int kRaises = 25;
  std::vector<std::thread> threads;
  std::atomic<int> conflicts{0};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int raised = 0; raised < kRaises;) {
        const Record record = Read(*store, "counter");
        const int next = std::stoi(TextOf(record.value)) + 1;
        const auto put =
            store->Commit(Batch().Put("counter", Value(std::to_string(next)), record.version));
        if (put) ++raised;
        if (!put && put.error().code == ErrorCode::kConflict) ++conflicts;
        if (!put && put.error().code != ErrorCode::kConflict) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(TextOf(Read(*store, "counter").value) == std::to_string(kThreads * kRaises));
  BOOST_TEST(store->LastVersion().value() == 1u + kThreads * kRaises);
  BOOST_TEST_MESSAGE(conflicts << " conflicts");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
