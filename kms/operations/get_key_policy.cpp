// GetKeyPolicy (K1.35, K5.102).
#include "kms/bound_policy.h"
#include "kms/operations/steps.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (work.request.String("PolicyName").value_or("default") != "default") {
    return Refused(NoSuchPolicy());
  }
  Document answer;
  answer.Set("Policy", ShowPolicy(subject.record().policy, *work.call.directory));
  answer.Set("PolicyName", "default");
  return answer;
}

}  // namespace

extern const OperationCode kGetKeyPolicyCode;
const OperationCode kGetKeyPolicyCode = {PrepareKey, Run};

}  // namespace keyward::kms
