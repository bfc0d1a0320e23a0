#include "kms/operations/mac_steps.h"

#include "kms/refusals.h"

namespace keyward::kms {

Answer<Authentication> AdmitMac(Work& work) {
  const Subject& subject = work.subjects.front();
  const KeyRecord& key = subject.record();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto admitted = AdmitUsage(work, key, crypto::KeyUsage::kGenerateVerifyMac); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const std::string_view name = *work.request.String("MacAlgorithm");
  const auto algorithm = crypto::MacAlgorithmFromName(name);
  if (!algorithm || !crypto::Supports(key.spec, *algorithm)) {
    return Refused(AlgorithmIncompatible(name, Name(key.spec)));
  }
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  return Authentication{*algorithm, *ready};
}

}  // namespace keyward::kms
