// Faults: what the disk does wrong, on order; for tests.
//
// Flow      InjectFault --> the page files' next writes, syncs or reads --> how the store takes it
// Promise   without an order nothing changes, at the cost of one relaxed load for each call of the
//           operating system.
// Limits    one order at a time for the whole process. From the n-th call of its kind on, every
//           call of that kind fails until ClearFaults.
#pragma once

#include <cstdint>

namespace keyward::store {

// FaultKind: kTornWrite writes the first half of the n-th write and fails every write and sync from
// there on, as if the power had failed; kFlippedRead changes one bit of what is read.
enum class FaultKind : uint8_t {
  kNone,
  kNoSpace,
  kWriteError,
  kTornWrite,
  kSyncError,
  kReadError,
  kFlippedRead
};

// InjectFault orders `kind` for the n-th call from now (1: the next one).
void InjectFault(FaultKind kind, uint64_t nth);

// ClearFaults takes the order back.
void ClearFaults();

// SyncsSeen counts the syncs that succeeded in this process.
uint64_t SyncsSeen();

// NextFault is asked by the page files before a call of the operating system and says what goes
// wrong with it. `call` is kWriteError, kSyncError or kReadError: the kind of call.
FaultKind NextFault(FaultKind call);

// CountSync notes a sync that succeeded.
void CountSync();

}  // namespace keyward::store
