// VerifyMac (K5.35, K5.45).
#include "kms/operations/mac_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kVerifyMac); }

Answer<Document> Run(Work& work) {
  const auto admitted = AdmitMac(work);
  if (!admitted) return tl::unexpected(admitted.error());
  const auto valid =
      crypto::VerifyMac(*work.permit, *admitted->key, admitted->algorithm,
                        ViewOf(work.request, "Message"), ViewOf(work.request, "Mac"));
  if (!valid) return Fault(work, valid.error());
  if (auto dry = AdmitDryRun(work); !dry) return tl::unexpected(dry.error());
  Document answer;
  answer.Set("KeyId", work.subjects.front().arn);
  answer.Set("MacValid", true);
  answer.Set("MacAlgorithm", Name(admitted->algorithm));
  return answer;
}

}  // namespace

extern const OperationCode kVerifyMacCode;
const OperationCode kVerifyMacCode = {Prepare, Run};

}  // namespace keyward::kms
