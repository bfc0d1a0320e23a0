#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <thread>

#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

constexpr int kThreads = 16;

// Run lets kThreads threads work at once; each hands over how many of its steps failed.
template <typename Work>
int Run(Work work) {
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] { failed += work(thread); });
  }
  for (std::thread& thread : threads) thread.join();
  return failed;
}

BOOST_AUTO_TEST_SUITE(decision_log_threads_test)

BOOST_DATA_TEST_CASE(sixteen_threads_append_in_one_order, boost::unit_test::data::xrange(2),
                     always) {
  constexpr int kRecords = 150;
  LogStory story;
  if (always == 1) story.options.durability = store::Durability::kAlways;
  story.options.sync_interval = std::chrono::milliseconds(1);  // with the log's own thread
  story.options.checkpoint_records = 100;
  story.options.max_file_bytes = 100'000;
  auto log = story.Open();
  std::vector<std::map<uint64_t, std::string>> written(kThreads);
  const int failed = Run([&](int thread) {
    int faults = 0;
    for (int n = 0; n < kRecords; ++n) {
      const std::string record = RecordOf(static_cast<uint64_t>(thread * kRecords + n));
      const auto appended = log->Append(record);
      faults += !appended || log->Head().sequence < appended->sequence ? 1 : 0;
      if (appended) written[static_cast<size_t>(thread)][appended->sequence] = record;
    }
    return faults;
  });
  BOOST_TEST(failed == 0);
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.records == kThreads * kRecords);
  BOOST_TEST(verdict.files > 1u);

  // Each record stands where its thread was told, and each thread's in its own order.
  std::map<uint64_t, std::string> all;
  for (auto& part : written) {
    uint64_t before = 0;
    std::string previous;
    for (const auto& [sequence, record] : part) {
      BOOST_TEST(sequence > before);
      before = sequence;
    }
    all.merge(part);
    BOOST_TEST(part.empty());
  }
  auto reader = store::DecisionLogReader::Open(story.folder.path(), {});
  BOOST_REQUIRE(reader);
  for (const auto& [sequence, record] : all) {
    const auto read = reader->Next();
    BOOST_REQUIRE((read && *read));
    BOOST_TEST((*read)->sequence == sequence);
    BOOST_TEST((*read)->record == record);
  }
}

BOOST_AUTO_TEST_CASE(threads_that_bring_one_id_write_one_record) {
  LogStory story;
  auto log = story.Open();
  std::atomic<int> wrote = 0;
  const int failed = Run([&](int) {
    int faults = 0;
    for (int n = 0; n < 50; ++n) {
      const auto appended = log->AppendIfAbsent("id-" + std::to_string(n), RecordOf(n));
      faults += appended ? 0 : 1;
      if (appended && !appended->was_there) ++wrote;
    }
    return faults;
  });
  BOOST_TEST(failed == 0);
  BOOST_TEST(wrote.load() == 50);
  BOOST_TEST(story.Verify().records == 50u);
}

// Verify, Flush, Recover and the reader run beside the writers, across rotations.
BOOST_AUTO_TEST_CASE(a_log_that_is_being_written_verifies) {
  LogStory story;
  story.options.max_file_bytes = 5'000;
  story.options.checkpoint_records = 7;
  auto log = story.Open();
  const int failed = Run([&](int thread) {
    int faults = 0;
    for (int n = 0; n < 60; ++n) {
      if (thread == 0) {
        const store::LogHead head = log->Head();
        store::VerifyOptions known = story.Known();
        known.expected = head;
        const auto verdict = store::VerifyDecisionLog(story.folder.path(), known);
        faults += verdict && verdict->ok() && verdict->head.sequence >= head.sequence ? 0 : 1;
      } else if (thread == 1) {
        faults += log->Flush() ? 0 : 1;
      } else if (thread == 2 && n % 20 == 0) {
        faults += log->Recover() ? 0 : 1;
      } else {
        faults += log->Append(RecordOf(n)) ? 0 : 1;
      }
    }
    return faults;
  });
  BOOST_TEST(failed == 0);
  BOOST_REQUIRE(log->Close());
  const auto verdict = story.Verify();
  BOOST_TEST(verdict.ok(), Say(verdict));
}

BOOST_AUTO_TEST_CASE(the_log_s_own_thread_puts_records_on_the_disk_and_signs_them) {
  LogStory story;
  story.options.sync_interval = std::chrono::milliseconds(1);
  story.options.checkpoint_interval = std::chrono::seconds(0);  // always due
  auto log = story.Open();
  Fill(*log, 1, 1);  // signed with the batch, or by the thread
  while (story.Verify().unsigned_records > 0) std::this_thread::yield();
  BOOST_TEST(story.Verify().ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
