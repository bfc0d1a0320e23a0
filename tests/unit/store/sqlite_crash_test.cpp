#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <random>
#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "store/maintenance.h"
#include "store/outbox.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

constexpr uint32_t kThreads = 4;

// Ack: what a writer says when its batch was acknowledged.
struct Ack {
  uint32_t thread = 0;
  uint32_t number = 0;
};

std::string Name(const char* prefix, const Ack& ack) {
  return prefix + std::to_string(ack.thread) + "-" + std::to_string(ack.number);
}

// WriteForever commits batches of two records and an outbox entry from some threads, and tells the
// pipe of each that was acknowledged. It ends by being killed.
[[noreturn]] void WriteForever(const std::filesystem::path& folder, int pipe, uint32_t first) {
  auto store = OpenSqliteStore(folder);
  if (!store) _exit(1);
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&store, pipe, first, t] {
      for (uint32_t number = first;; ++number) {
        const Ack ack{t, number};
        Batch batch;
        batch.Put(Name("a/", ack), Value(Name("value of ", ack)), 0);
        batch.Put(Name("b/", ack), Bytes(1 + (number * 977) % 9000, static_cast<uint8_t>(t)), 0);
        batch.Append("outbox/", Value(Name("a/", ack)));
        if (!(*store)->Commit(batch)) _exit(2);
        if (write(pipe, &ack, sizeof ack) != sizeof ack) _exit(3);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(4);
}

bool ReadAck(int pipe, Ack& ack) { return read(pipe, &ack, sizeof ack) == sizeof ack; }

// RunUntilKilled gives what was acknowledged by a writer that is killed after `acks` of them.
std::vector<Ack> RunUntilKilled(const std::filesystem::path& folder, uint32_t first, size_t acks) {
  int ends[2] = {};
  BOOST_REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    WriteForever(folder, ends[1], first);
  }
  close(ends[1]);
  std::vector<Ack> acknowledged;
  Ack ack;
  while (acknowledged.size() < acks && ReadAck(ends[0], ack)) acknowledged.push_back(ack);
  kill(child, SIGKILL);
  while (ReadAck(ends[0], ack)) acknowledged.push_back(ack);
  close(ends[0]);
  int status = 0;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(WIFSIGNALED(status));
  return acknowledged;
}

// CheckSurvivors: every acknowledged batch is there, and whatever is there is there whole.
void CheckSurvivors(const RecordStore& store, const std::vector<Ack>& acknowledged) {
  std::set<std::string> parts[3];
  const auto firsts = store.List("a/", "", kMaxPage);
  const auto seconds = store.List("b/", "", kMaxPage);
  const auto entries = ReadOutbox(store, "outbox/", 0, kMaxPage);
  BOOST_REQUIRE((firsts && seconds && entries));
  for (const Record& record : *firsts) {
    BOOST_REQUIRE(TextOf(record.value) == "value of " + record.key.substr(2));
    parts[0].insert(record.key.substr(2));
  }
  for (const Record& record : *seconds) {
    parts[1].insert(record.key.substr(2));
  }
  for (const OutboxEntry& entry : *entries) {
    parts[2].insert(TextOf(entry.value).substr(2));
  }
  BOOST_TEST((parts[0] == parts[1]));
  BOOST_TEST((parts[0] == parts[2]));
  for (const Ack& ack : acknowledged) BOOST_REQUIRE(parts[0].count(Name("", ack)) == 1);
}

BOOST_AUTO_TEST_SUITE(sqlite_crash_test)

BOOST_AUTO_TEST_CASE(a_killed_writer_loses_nothing_that_was_acknowledged) {
  const char* rounds_wanted = std::getenv("KEYWARD_CRASH_ROUNDS");
  const int rounds = rounds_wanted == nullptr ? 50 : std::atoi(rounds_wanted);
  std::mt19937 random(20260101);
  auto folder = std::make_unique<TestFolder>();
  std::vector<Ack> acknowledged;
  size_t total = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round % 10 == 0) {  // else the next writer goes on where one was killed
      folder = std::make_unique<TestFolder>();
      acknowledged.clear();
    }
    const auto more =
        RunUntilKilled(folder->path(), static_cast<uint32_t>(round) * 1000000, random() % 150);
    total += more.size();
    acknowledged.insert(acknowledged.end(), more.begin(), more.end());
    if (round % 3 == 0) continue;  // the next writer itself recovers
    const auto store = OpenStore(folder->path());
    CheckSurvivors(*store, acknowledged);
    const auto report = Check(*store);
    BOOST_REQUIRE(report.has_value());
    BOOST_REQUIRE(report->problems.empty());
  }
  BOOST_TEST_MESSAGE(rounds << " writers killed, " << total << " batches acknowledged");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
