// GetPublicKey (K5.37).
#include "crypto/engine.h"
#include "kms/operations/key_metadata.h"
#include "kms/operations/steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kGetPublicKey); }

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  const KeyRecord& key = subject.record();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  const crypto::KeyFamily family = crypto::Traits(key.spec).family;
  if (family == crypto::KeyFamily::kSymmetric || family == crypto::KeyFamily::kHmac) {
    return Refuse(Exception::kUnsupportedOperationException);
  }
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  auto public_key = crypto::GetPublicKey(*work.permit, **ready);
  if (!public_key) return Fault(work, public_key.error());
  Document answer;
  answer.Set("KeyId", subject.arn);
  answer.Set("PublicKey", std::move(*public_key));
  answer.Set("CustomerMasterKeySpec", Name(key.spec));
  answer.Set("KeySpec", Name(key.spec));
  answer.Set("KeyUsage", Name(key.usage));
  SetAlgorithms(key, answer);
  return answer;
}

}  // namespace

extern const OperationCode kGetPublicKeyCode;
const OperationCode kGetPublicKeyCode = {Prepare, Run};

}  // namespace keyward::kms
