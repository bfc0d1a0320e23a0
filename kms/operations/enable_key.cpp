// EnableKey (K4.2, K4.5).
#include "kms/operations/steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (subject.record().state == crypto::KeyState::kEnabled) return Document();
  if (auto moved = Move(work, Change(work, subject), crypto::KeyEvent::kEnableKey); !moved) {
    return tl::unexpected(moved.error());
  }
  return Document();
}

}  // namespace

extern const OperationCode kEnableKeyCode;
const OperationCode kEnableKeyCode = {PrepareKey, Run};

}  // namespace keyward::kms
