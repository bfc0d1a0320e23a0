// Clock: where the time comes from, so that tests and users can move it.
#pragma once

#include <chrono>

namespace keyward {

class Clock {
 public:
  virtual ~Clock() = default;
  // Now is the current instant, UTC.
  virtual std::chrono::system_clock::time_point Now() const = 0;
};

// SystemClock reads the machine's clock.
class SystemClock final : public Clock {
 public:
  std::chrono::system_clock::time_point Now() const override {
    return std::chrono::system_clock::now();
  }
};

// FixedClock always says the same; for tests and for scenarios that give a time.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::chrono::system_clock::time_point now) : now_(now) {}
  std::chrono::system_clock::time_point Now() const override { return now_; }

 private:
  std::chrono::system_clock::time_point now_;
};

}  // namespace keyward
