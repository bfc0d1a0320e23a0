// Verify (K5.33, K5.45).
#include "kms/operations/sign_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kVerify); }

Answer<Document> Run(Work& work) {
  const auto signing = AdmitSigning(work);
  if (!signing) return tl::unexpected(signing.error());
  const auto valid =
      crypto::Verify(*work.permit, *signing->key, signing->algorithm, signing->type,
                     ViewOf(work.request, "Message"), ViewOf(work.request, "Signature"));
  if (!valid) return Fault(work, valid.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  Document answer;
  answer.Set("KeyId", work.subjects.front().arn);
  answer.Set("SignatureValid", true);
  answer.Set("SigningAlgorithm", Name(signing->algorithm));
  return answer;
}

}  // namespace

extern const OperationCode kVerifyCode;
const OperationCode kVerifyCode = {Prepare, Run};

}  // namespace keyward::kms
