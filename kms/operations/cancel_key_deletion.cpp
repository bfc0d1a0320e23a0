// CancelKeyDeletion (K4.2, K5.61).
#include "kms/operations/steps.h"

namespace keyward::kms {
namespace {

// HasMaterial: an EXTERNAL key without it goes back to PendingImport.
bool HasMaterial(const KeyRecord& key) {
  const StoredMaterial* current = key.Current();
  return current != nullptr && !current->sealed.empty();
}

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  KeyRecord& key = Change(work, subject);
  const auto event = HasMaterial(key) ? crypto::KeyEvent::kCancelKeyDeletion
                                      : crypto::KeyEvent::kCancelKeyDeletionWithoutMaterial;
  if (auto moved = Move(work, key, event); !moved) return tl::unexpected(moved.error());
  key.deletion_date.reset();
  key.pending_window_in_days.reset();
  Document answer;
  answer.Set("KeyId", subject.arn);
  return answer;
}

}  // namespace

extern const OperationCode kCancelKeyDeletionCode;
const OperationCode kCancelKeyDeletionCode = {PrepareKey, Run};

}  // namespace keyward::kms
