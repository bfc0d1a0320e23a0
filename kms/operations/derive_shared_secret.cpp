// DeriveSharedSecret (K5.34, K5.36).
#include "crypto/engine.h"
#include "kms/operations/steps.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) { return PrepareUse(work, crypto::Use::kDeriveSharedSecret); }

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  const KeyRecord& key = subject.record();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto admitted = AdmitUsage(work, key, crypto::KeyUsage::kKeyAgreement); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const std::string_view name = *work.request.String("KeyAgreementAlgorithm");
  const auto algorithm = crypto::KeyAgreementAlgorithmFromName(name);
  if (!algorithm || !crypto::Supports(key.spec, *algorithm)) {
    return Refused(AlgorithmIncompatible(name, Name(key.spec)));
  }
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  auto secret = crypto::DeriveSharedSecret(*work.permit, **ready, *algorithm,
                                           ViewOf(work.request, "PublicKey"));
  if (!secret) {
    const bool peer = secret.error().code == ErrorCode::kInvalidInput ||
                      secret.error().code == ErrorCode::kBadMaterial;
    if (peer) return Refuse(Exception::kValidationException);  // recorded without words
    return Fault(work, secret.error());
  }
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  Document answer;
  answer.Set("KeyId", subject.arn);
  answer.Set("SharedSecret", std::move(*secret));
  answer.Set("KeyAgreementAlgorithm", name);
  answer.Set("KeyOrigin", crypto::KeyOriginName(key.origin));
  return answer;
}

}  // namespace

extern const OperationCode kDeriveSharedSecretCode;
const OperationCode kDeriveSharedSecretCode = {Prepare, Run};

}  // namespace keyward::kms
