// GenerateMac (K5.35).
#include "kms/operations/mac_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kGenerateMac); }

Answer<Document> Run(Work& work) {
  const auto admitted = AdmitMac(work);
  if (!admitted) return tl::unexpected(admitted.error());
  if (auto dry = AdmitDryRun(work); !dry) return tl::unexpected(dry.error());
  auto mac = crypto::GenerateMac(*work.permit, *admitted->key, admitted->algorithm,
                                 ViewOf(work.request, "Message"));
  if (!mac) return Fault(work, mac.error());
  Document answer;
  answer.Set("Mac", std::move(*mac));
  answer.Set("MacAlgorithm", Name(admitted->algorithm));
  answer.Set("KeyId", work.subjects.front().arn);
  return answer;
}

}  // namespace

extern const OperationCode kGenerateMacCode;
const OperationCode kGenerateMacCode = {Prepare, Run};

}  // namespace keyward::kms
