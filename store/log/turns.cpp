#include "store/log/turns.h"

namespace keyward::store {
namespace {

// kMostRounds: how often one thread works for others before it goes on with its own. A thread that
// is woken to work comes late, and nobody writes until then: few rounds cost throughput, many cost
// one thread its time.
constexpr int kMostRounds = 32;

}  // namespace

void Turns::Do(Ticket& ticket) {
  std::unique_lock lock(mutex_);
  waiting_.push_back(&ticket);
  if (taken_ && !Await(lock, ticket)) return;
  taken_ = true;
  for (int round = 1;; ++round) {
    worked_on_.swap(waiting_);
    lock.unlock();
    Work(worked_on_);
    lock.lock();
    for (Ticket* done : worked_on_) {
      if (done != &ticket) Tell(*done, Ticket::State::kDone);
    }
    worked_on_.clear();
    if (waiting_.empty()) break;
    if (round < kMostRounds) continue;
    Tell(*waiting_.front(), Ticket::State::kWorks);
    return;
  }
  taken_ = false;
}

// Await returns whether the turn is the ticket's; if not, its work is done.
bool Turns::Await(std::unique_lock<std::mutex>& lock, Ticket& ticket) {
  ticket.wake_.wait(lock, [&] { return ticket.state_ != Ticket::State::kWaits; });
  return ticket.state_ == Ticket::State::kWorks;
}

// Tell is called under the mutex: who is told cannot leave, and end the ticket, before it is free.
void Turns::Tell(Ticket& ticket, Ticket::State state) {
  ticket.state_ = state;
  ticket.wake_.notify_one();
}

}  // namespace keyward::store
