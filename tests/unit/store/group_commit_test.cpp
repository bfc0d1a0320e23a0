#include "store/sqlite/group_commit.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <future>
#include <optional>
#include <thread>

#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

// Script: a Transactor that notes what it is asked, and holds each commit until it is let go.
class Script final : public Transactor {
 public:
  Result<void> Begin() override {
    return begin_fails ? Result<void>(Fail(ErrorCode::kFault, "begin")) : Result<void>();
  }
  Result<Committed> Apply(const Batch& batch) override {
    const std::string& key = batch.writes()[0].key;
    if (key == "conflict") return Fail(ErrorCode::kConflict, "conflict");
    if (key == "full") return Fail(ErrorCode::kNoSpace, "full");
    applied.push_back(key);
    return Committed{++version};
  }
  Result<void> Commit() override {
    committing.release();
    if (held) go.acquire();
    groups.push_back(std::exchange(applied, {}));
    return commit_fails ? Result<void>(Fail(ErrorCode::kFault, "sync")) : Result<void>();
  }
  void Rollback() override { applied.clear(); }

  // Semaphores of ours: std::counting_semaphore is not understood by every sanitizer.
  struct Count {
    void release() {
      const std::lock_guard lock(mutex);
      ++count;
      changed.notify_all();
    }
    void acquire() {
      std::unique_lock lock(mutex);
      changed.wait(lock, [this] { return count > 0; });
      --count;
    }
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
  };

  Count committing;
  Count go;
  std::atomic<bool> held{false};
  std::atomic<bool> begin_fails{false};
  std::atomic<bool> commit_fails{false};
  uint64_t version = 0;
  std::vector<std::string> applied;
  std::vector<std::vector<std::string>> groups;
};

struct Scripted {
  explicit Scripted(size_t group_limit, size_t queue_limit = 100)
      : script(new Script),
        commits(std::unique_ptr<Transactor>(script), group_limit, queue_limit) {}
  std::future<Result<Committed>> Begin(const std::string& key) {
    return std::async(std::launch::async,
                      [this, key] { return commits.Commit(Batch().Put(key, {}, 0)); });
  }
  // Queued waits until `count` batches wait for the committer.
  void AwaitQueued(size_t count) {
    while (commits.waiting() < count) std::this_thread::yield();
  }
  Script* script;
  GroupCommit commits;
};

BOOST_AUTO_TEST_SUITE(group_commit_test)

BOOST_AUTO_TEST_CASE(a_batch_that_comes_alone_is_committed_at_once) {
  Scripted scripted(10);
  BOOST_TEST(scripted.commits.Commit(Batch().Put("a", {}, 0))->first == 1u);
  BOOST_TEST(scripted.commits.Commit(Batch().Put("b", {}, 0))->first == 2u);
  BOOST_TEST(scripted.script->groups.size() == 2u);
}

BOOST_AUTO_TEST_CASE(what_comes_during_a_commit_is_the_next_group) {
  Scripted scripted(10);
  scripted.script->held = true;
  auto first = scripted.Begin("first");
  scripted.script->committing.acquire();
  std::vector<std::future<Result<Committed>>> others;
  for (const char* key : {"a", "conflict", "b", "c"}) {
    others.push_back(scripted.Begin(key));
    scripted.AwaitQueued(others.size());
  }
  BOOST_TEST((first.wait_for(std::chrono::seconds(0)) == std::future_status::timeout));
  scripted.script->go.release();
  BOOST_TEST(first.get()->first == 1u);
  scripted.script->committing.acquire();
  scripted.script->go.release();
  BOOST_TEST(others[0].get()->first == 2u);
  KEYWARD_TEST_FAILS(others[1].get(), kConflict);
  BOOST_TEST(others[2].get()->first == 3u);
  BOOST_TEST(others[3].get()->first == 4u);
  const std::vector<std::string> group = {"a", "b", "c"};
  BOOST_TEST(scripted.script->groups[1] == group, boost::test_tools::per_element());
  BOOST_TEST(scripted.commits.groups() == 2u);
}

BOOST_AUTO_TEST_CASE(a_group_takes_no_more_than_its_limit) {
  Scripted scripted(2);
  scripted.script->held = true;
  std::vector<std::future<Result<Committed>>> all;
  all.push_back(scripted.Begin("0"));
  scripted.script->committing.acquire();
  for (int i = 1; i < 5; ++i) {
    all.push_back(scripted.Begin(std::to_string(i)));
    scripted.AwaitQueued(static_cast<size_t>(i));
  }
  for (int i = 0; i < 3; ++i) scripted.script->go.release();
  for (auto& one : all) BOOST_TEST(one.get().has_value());
  BOOST_TEST(scripted.script->groups.size() == 3u);
  BOOST_TEST(scripted.script->groups[1].size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_full_queue_holds_further_callers) {
  Scripted scripted(10, 2);
  scripted.script->held = true;
  auto first = scripted.Begin("first");
  scripted.script->committing.acquire();
  std::vector<std::future<Result<Committed>>> all;
  for (int i = 0; i < 5; ++i) all.push_back(scripted.Begin(std::to_string(i)));
  scripted.AwaitQueued(2);
  BOOST_TEST(scripted.commits.waiting() == 2u);
  for (int i = 0; i < 6; ++i) scripted.script->go.release();
  BOOST_TEST(first.get().has_value());
  for (auto& one : all) BOOST_TEST(one.get().has_value());
}

BOOST_AUTO_TEST_CASE(a_fault_is_everybodys) {
  for (const bool at_begin : {false, true}) {
    Scripted scripted(10);
    scripted.script->begin_fails = at_begin;
    scripted.script->commit_fails = !at_begin;
    KEYWARD_TEST_FAILS(scripted.commits.Commit(Batch().Put("a", {}, 0)), kFault);
  }
  Scripted scripted(10);
  scripted.script->held = true;
  auto first = scripted.Begin("first");
  scripted.script->committing.acquire();
  auto good = scripted.Begin("good");
  scripted.AwaitQueued(1);
  auto full = scripted.Begin("full");
  scripted.AwaitQueued(2);
  scripted.script->held = false;
  scripted.script->go.release();
  BOOST_TEST(first.get().has_value());
  KEYWARD_TEST_FAILS(good.get(), kNoSpace);
  KEYWARD_TEST_FAILS(full.get(), kNoSpace);
  BOOST_TEST(scripted.commits.Commit(Batch().Put("later", {}, 0)).has_value());
}

BOOST_AUTO_TEST_CASE(with_a_limit_of_one_each_commits_by_itself) {
  Scripted scripted(1);
  std::vector<std::future<Result<Committed>>> all;
  for (int i = 0; i < 8; ++i) all.push_back(scripted.Begin(std::to_string(i)));
  for (auto& one : all) BOOST_TEST(one.get().has_value());
  BOOST_TEST(scripted.script->groups.size() == 8u);
}

BOOST_AUTO_TEST_CASE(every_caller_of_many_has_its_own_answer) {
  Scripted scripted(5, 3);
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<uint64_t> versions;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const auto committed = scripted.commits.Commit(Batch().Put("k", {}, 0));
        const std::lock_guard lock(mutex);
        versions.push_back(committed ? committed->first : 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(versions.begin(), versions.end());
  BOOST_REQUIRE(versions.size() == 800u);
  for (size_t i = 0; i < versions.size(); ++i) BOOST_REQUIRE(versions[i] == i + 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
