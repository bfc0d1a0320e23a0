// GroupCommit: writes of many threads, made durable together.
//
// Flow      threads --Commit--> queue --one committer thread--> Transactor: Begin, Apply…, Commit
//           --> each caller with its own Result
// Promise   first come, first applied. A batch that conflicts fails alone; a fault fails the whole
//           group. Nobody is answered before the commit returned. There is no waiting for company:
//           a batch that comes alone is committed at once, and those that come meanwhile are the
//           next group.
// Limits    at most `queue_limit` batches wait; further callers are held until there is room.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <semaphore.h>
#include <thread>
#include <vector>

#include "store/record_store.h"

namespace keyward::store {

// Transactor: one transaction at a time, and the batches inside it. Used by one thread at a time.
class Transactor {
 public:
  virtual ~Transactor() = default;
  virtual Result<void> Begin() = 0;
  // Apply writes `batch` inside the transaction. After kConflict nothing of it is left and the
  // transaction goes on; any other error ends the transaction's chances.
  virtual Result<Committed> Apply(const Batch& batch) = 0;
  // Commit returns when the transaction is durable. After an error it is rolled back.
  virtual Result<void> Commit() = 0;
  virtual void Rollback() = 0;
};

// Signal is given once and waited for once, by a thread that sleeps at once: a commit is long.
class Signal {
 public:
  Signal() { sem_init(&semaphore_, 0, 0); }
  ~Signal() { sem_destroy(&semaphore_); }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  void Give() { sem_post(&semaphore_); }
  void Wait() {
    while (sem_wait(&semaphore_) != 0) {
    }
  }

 private:
  sem_t semaphore_;
};

class GroupCommit {
 public:
  // GroupCommit with a `group_limit` of 1 has no thread: each caller commits by itself.
  GroupCommit(std::unique_ptr<Transactor> transactor, size_t group_limit, size_t queue_limit);
  // The destructor commits what waits. No call may be under way or begin.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Commit returns when the batch is durable or refused: the Transactor's errors.
  Result<Committed> Commit(const Batch& batch);

  // groups counts the transactions that were begun.
  uint64_t groups() const { return groups_; }
  // waiting counts the batches in the queue.
  size_t waiting() const;

 private:
  struct Waiting {
    const Batch* batch = nullptr;
    Result<Committed> result;
    Signal answered;
    std::array<std::shared_ptr<Waiting>, 2> next;  // whom the caller wakes when it is woken
  };
  using Group = std::vector<std::shared_ptr<Waiting>>;

  void Run();
  void Take(Group& group);
  bool ApplyNew(Group& group, size_t& applied);
  void CommitGroup(Group& group);
  static void Answer(const Group& group);

  const std::unique_ptr<Transactor> transactor_;
  const size_t group_limit_;
  const size_t queue_limit_;
  std::atomic<uint64_t> groups_{0};
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable room_;
  std::deque<std::shared_ptr<Waiting>> queue_;
  bool stopping_ = false;
  size_t last_group_ = 1;
  std::thread thread_;
};

}  // namespace keyward::store
