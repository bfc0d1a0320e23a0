// Turns: many threads bring work, one at a time does it for all that wait (flat combining).
//
// Flow      Do(ticket) --> Work(tickets of everyone who waits) --> each Do returns
// Promise   in order of arrival; Do returns when the ticket's work is done; a thread works for others
//           a few times at most before it hands the turn on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace keyward::store {

// Ticket: one thread's wait. It lives on that thread's stack.
class Ticket {
 public:
  Ticket() = default;
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

 protected:
  ~Ticket() = default;

 private:
  friend class Turns;
  enum class State : uint8_t { kWaits, kWorks, kDone };
  State state_ = State::kWaits;  // under the mutex
  std::condition_variable wake_;
};

class Turns {
 public:
  Turns() = default;
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // Do brings a ticket and returns when its work is done.
  void Do(Ticket& ticket);

 protected:
  ~Turns() = default;

  // Work does the work of all tickets; never called by two threads at once. It must not throw: the
  // others would wait for ever.
  virtual void Work(std::span<Ticket* const> tickets) noexcept = 0;

 private:
  bool Await(std::unique_lock<std::mutex>& lock, Ticket& ticket);
  static void Tell(Ticket& ticket, Ticket::State state);

  std::mutex mutex_;
  bool taken_ = false;              // under mutex_
  std::vector<Ticket*> waiting_;    // under mutex_
  std::vector<Ticket*> worked_on_;  // by whoever has the turn
};

}  // namespace keyward::store
