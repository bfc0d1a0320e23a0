#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <random>
#include <set>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

int Rounds() {
  const char* rounds = std::getenv("KEYWARD_CRASH_ROUNDS");
  return rounds != nullptr ? std::atoi(rounds) : 50;
}

// Acknowledge tells the parent that a record was acknowledged; the pipe takes 8 bytes whole.
void Acknowledge(int pipe, uint64_t number) {
  if (write(pipe, &number, sizeof number) != sizeof number) _exit(3);
}

// WriteUntilKilled appends from four threads, numbers from `first` on, until the process is ended.
[[noreturn]] void WriteUntilKilled(LogStory& story, int pipe, uint64_t first) {
  auto log = story.Try();
  if (!log) _exit(2);
  std::vector<std::thread> threads;
  for (uint64_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (uint64_t number = first + thread;; number += 4) {
        const auto appended =
            number % 2 == 0 ? (*log)->Append(RecordOf(number))
                            : (*log)->AppendIfAbsent(std::to_string(number), RecordOf(number));
        if (!appended) _exit(4);
        Acknowledge(pipe, number);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(5);
}

// KillAfter runs a writer, ends it once it has acknowledged `count` records, and gives them all.
std::vector<uint64_t> KillAfter(LogStory& story, uint64_t first, size_t count) {
  std::array<int, 2> ends;
  BOOST_REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    close(ends[0]);
    WriteUntilKilled(story, ends[1], first);
  }
  close(ends[1]);
  std::vector<uint64_t> acknowledged;
  uint64_t number = 0;
  bool killed = false;
  while (read(ends[0], &number, sizeof number) == sizeof number) {
    acknowledged.push_back(number);
    if (!killed && acknowledged.size() >= count) {
      kill(child, SIGKILL);
      killed = true;
    }
  }
  close(ends[0]);
  int status = 0;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  BOOST_REQUIRE_MESSAGE(WIFSIGNALED(status), "the writer ended by itself: " << status);
  return acknowledged;
}

BOOST_AUTO_TEST_SUITE(decision_log_crash_test)

BOOST_AUTO_TEST_CASE(every_acknowledged_record_survives_kill_9) {
  std::mt19937 random(20261122);
  LogStory story;
  story.options.id_window = UINT64_MAX;
  story.options.max_file_bytes = 30'000;
  story.options.checkpoint_records = 25;
  story.options.sync_interval = std::chrono::milliseconds(1);
  std::set<uint64_t> acknowledged;
  uint64_t first = 0;
  for (int round = 0; round < Rounds(); ++round) {
    const size_t count = std::uniform_int_distribution<size_t>(8, 120)(random);
    for (const uint64_t number : KillAfter(story, first, count)) {
      acknowledged.insert(number);
      first = std::max(first, number + 8);  // beyond what was written and not acknowledged
    }
    const auto crashed = story.Verify();  // a crash is no tampering
    BOOST_TEST(crashed.ok(), "round " << round << "\n" << Say(crashed));
    auto log = story.Open();
    const auto verdict = story.Verify(log->Head());
    BOOST_TEST(verdict.ok(), "round " << round << "\n" << Say(verdict));
    // A record that is offered again stands once (odd ones have ids, if those threads had a turn).
    const auto odd = std::find_if(acknowledged.rbegin(), acknowledged.rend(),
                                  [](uint64_t number) { return number % 2 == 1; });
    if (odd == acknowledged.rend()) continue;
    BOOST_TEST(log->AppendIfAbsent(std::to_string(*odd), RecordOf(*odd))->was_there);
  }
  std::multiset<std::string> records;
  for (std::string& record : story.Records()) records.insert(std::move(record));
  for (const uint64_t number : acknowledged) {
    BOOST_TEST(records.count(RecordOf(number)) == 1u, "record " << number);
  }
  BOOST_TEST(acknowledged.size() >= static_cast<size_t>(Rounds()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
