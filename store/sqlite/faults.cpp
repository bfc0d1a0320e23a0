#include "store/sqlite/faults.h"

#include <atomic>

namespace keyward::store {
namespace {

std::atomic<FaultKind> ordered{FaultKind::kNone};
std::atomic<int64_t> calls_left{0};
std::atomic<uint64_t> syncs{0};

// CallOf is the kind of call that an order waits for.
FaultKind CallOf(FaultKind kind) {
  switch (kind) {
    case FaultKind::kNoSpace:
    case FaultKind::kTornWrite:
    case FaultKind::kWriteError: return FaultKind::kWriteError;
    case FaultKind::kFlippedRead:
    case FaultKind::kReadError: return FaultKind::kReadError;
    case FaultKind::kSyncError: return FaultKind::kSyncError;
    case FaultKind::kNone: break;
  }
  return FaultKind::kNone;
}

}  // namespace

void InjectFault(FaultKind kind, uint64_t nth) {
  ordered = FaultKind::kNone;
  calls_left = static_cast<int64_t>(nth);
  ordered = kind;
}

void ClearFaults() { ordered = FaultKind::kNone; }

uint64_t SyncsSeen() { return syncs; }

void CountSync() { syncs.fetch_add(1, std::memory_order_relaxed); }

FaultKind NextFault(FaultKind call) {
  const FaultKind kind = ordered.load(std::memory_order_relaxed);
  if (kind == FaultKind::kNone) return FaultKind::kNone;
  if (kind == FaultKind::kTornWrite && call == FaultKind::kSyncError) {
    return calls_left.load() <= 0 ? FaultKind::kSyncError : FaultKind::kNone;
  }
  if (CallOf(kind) != call) return FaultKind::kNone;
  const int64_t left = calls_left.fetch_sub(1);
  if (left > 1) return FaultKind::kNone;
  return kind == FaultKind::kTornWrite && left < 1 ? FaultKind::kWriteError : kind;
}

}  // namespace keyward::store
