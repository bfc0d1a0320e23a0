// PutKeyPolicy (K1.31 to K1.35).
#include "kms/operations/policy_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (work.request.String("PolicyName").value_or("default") != "default") {
    return Refuse(Exception::kUnsupportedOperationException);
  }
  KeyRecord& key = Change(work, subject);
  if (auto set = SetPolicy(work, key); !set) return tl::unexpected(set.error());
  return Document();
}

}  // namespace

extern const OperationCode kPutKeyPolicyCode;
const OperationCode kPutKeyPolicyCode = {PrepareKey, Run};

}  // namespace keyward::kms
