// UpdateKeyDescription (K5.95).
#include "kms/operations/steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  Change(work, subject).description = work.request.String("Description").value_or("");
  return Document();
}

}  // namespace

extern const OperationCode kUpdateKeyDescriptionCode;
const OperationCode kUpdateKeyDescriptionCode = {PrepareKey, Run};

}  // namespace keyward::kms
