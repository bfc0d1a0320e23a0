// ScheduleKeyDeletion (K5.60).
#include "kms/operations/steps.h"
#include "kms/validate.h"

namespace keyward::kms {
namespace {

constexpr int64_t kShortest = 7;
constexpr int64_t kLongest = 30;

Answer<void> Prepare(Work& work) {
  const int64_t days = work.request.Integer("PendingWindowInDays").value_or(kLongest);
  if (days < kShortest || days > kLongest) {
    return Refused(
        ValidationError({ValueOutOfRange("pendingWindowInDays", days, kShortest, kLongest)}));
  }
  return PrepareKey(work);
}

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  const int64_t days = work.request.Integer("PendingWindowInDays").value_or(kLongest);
  KeyRecord& key = Change(work, subject);
  const bool replicas = key.IsPrimary() && !key.multi_region->replica_regions.empty();
  const auto event = replicas ? crypto::KeyEvent::kScheduleKeyDeletionWithReplicas
                              : crypto::KeyEvent::kScheduleKeyDeletion;
  if (auto moved = Move(work, key, event); !moved) return tl::unexpected(moved.error());
  key.pending_window_in_days = static_cast<uint32_t>(days);
  if (!replicas) key.deletion_date = work.now + std::chrono::hours(24) * days;
  Document answer;
  answer.Set("KeyId", subject.arn);
  if (key.deletion_date) answer.Set("DeletionDate", *key.deletion_date);
  answer.Set("KeyState", crypto::KeyStateName(key.state));
  answer.Set("PendingWindowInDays", days);
  return answer;
}

}  // namespace

extern const OperationCode kScheduleKeyDeletionCode;
const OperationCode kScheduleKeyDeletionCode = {Prepare, Run};

}  // namespace keyward::kms
