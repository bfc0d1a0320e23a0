#include "store/sqlite/group_commit.h"

#include <algorithm>
#include <utility>

namespace keyward::store {

GroupCommit::GroupCommit(std::unique_ptr<Transactor> transactor, size_t group_limit,
                         size_t queue_limit)
    : transactor_(std::move(transactor)),
      group_limit_(std::max(group_limit, size_t{1})),
      queue_limit_(std::max(queue_limit, size_t{1})) {
  if (group_limit_ > 1) thread_ = std::thread([this] { Run(); });
}

GroupCommit::~GroupCommit() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Result<Committed> GroupCommit::Commit(const Batch& batch) {
  auto waiting = std::make_shared<Waiting>();
  waiting->batch = &batch;
  if (group_limit_ == 1) {
    const std::lock_guard lock(mutex_);
    Group alone{waiting};
    CommitGroup(alone);
    return std::move(waiting->result);
  }
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return queue_.size() < queue_limit_; });
    queue_.push_back(waiting);
  }
  arrived_.notify_one();
  waiting->answered.Wait();
  for (const auto& next : waiting->next) {
    if (next != nullptr) next->answered.Give();
  }
  return std::move(waiting->result);
}

size_t GroupCommit::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void GroupCommit::Run() {
  while (true) {
    Group group;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
    }
    Take(group);
    CommitGroup(group);
    last_group_ = group.size();
    Answer(group);
  }
}

// Take adds what waits to the group.
void GroupCommit::Take(Group& group) {
  {
    const std::lock_guard lock(mutex_);
    while (!queue_.empty() && group.size() < group_limit_) {
      group.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
  }
  room_.notify_all();
}

// ApplyNew applies the group from `applied` on. False: the transaction cannot go on, and everybody
// in the group knows why.
bool GroupCommit::ApplyNew(Group& group, size_t& applied) {
  for (; applied < group.size(); ++applied) {
    Result<Committed>& result = group[applied]->result;
    result = transactor_->Apply(*group[applied]->batch);
    if (result || result.error().code == ErrorCode::kConflict) continue;
    const Error error = result.error();
    transactor_->Rollback();
    for (const auto& waiting : group) waiting->result = tl::unexpected<Error>(error);
    return false;
  }
  return true;
}

void GroupCommit::CommitGroup(Group& group) {
  ++groups_;
  Result<void> done = transactor_->Begin();
  if (done) {
    size_t applied = 0;
    if (!ApplyNew(group, applied)) return;
    // Those whom the last commit woke are on their way back: let them run before this one, which
    // costs a thread that is alone nothing.
    for (bool yielded = last_group_ == 1; group.size() < group_limit_ && thread_.joinable();) {
      const size_t before = group.size();
      Take(group);
      if (!ApplyNew(group, applied)) return;
      if (group.size() > before) continue;
      if (yielded || group.size() >= last_group_) break;
      yielded = true;
      std::this_thread::yield();
    }
    done = transactor_->Commit();
  }
  if (done) return;
  // A conflict is no less true for the others' fault, but what it was with was not made durable.
  for (const auto& waiting : group) waiting->result = tl::unexpected<Error>(done.error());
}

// Answer wakes the first, and everybody wakes two more, so that the committer has its hands free.
void GroupCommit::Answer(const Group& group) {
  for (size_t i = 1; i < group.size(); ++i) group[(i - 1) / 2]->next[(i - 1) % 2] = group[i];
  group[0]->answered.Give();
}

}  // namespace keyward::store
