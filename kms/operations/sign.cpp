// Sign (K5.30 to K5.34).
#include "kms/operations/sign_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kSign); }

Answer<Document> Run(Work& work) {
  const auto signing = AdmitSigning(work);
  if (!signing) return tl::unexpected(signing.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  auto signature = crypto::Sign(*work.permit, *signing->key, signing->algorithm, signing->type,
                                ViewOf(work.request, "Message"));
  if (!signature) return Fault(work, signature.error());
  Document answer;
  answer.Set("KeyId", work.subjects.front().arn);
  answer.Set("Signature", std::move(*signature));
  answer.Set("SigningAlgorithm", Name(signing->algorithm));
  return answer;
}

}  // namespace

extern const OperationCode kSignCode;
const OperationCode kSignCode = {Prepare, Run};

}  // namespace keyward::kms
