#include "kms/operations/sign_steps.h"

#include "kms/refusals.h"

namespace keyward::kms {

Answer<Signing> AdmitSigning(Work& work) {
  const Subject& subject = work.subjects.front();
  const KeyRecord& key = subject.record();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto admitted = AdmitUsage(work, key, crypto::KeyUsage::kSignVerify); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const std::string_view name = *work.request.String("SigningAlgorithm");
  const auto algorithm = crypto::SigningAlgorithmFromName(name);
  if (!algorithm || !crypto::Supports(key.spec, *algorithm)) {
    return Refused(AlgorithmIncompatible(name, Name(key.spec)));
  }
  const auto type = crypto::MessageTypeFromName(work.request.String("MessageType").value_or("RAW"));
  const auto length = type ? crypto::MessageLength(*algorithm, *type) : std::optional<size_t>();
  if (!length) {
    return Refuse(Exception::kValidationException,
                  "MessageType is not valid for the signing algorithm.");
  }
  if (*length != 0 && ViewOf(work.request, "Message").size() != *length) {
    return Refused(DigestLengthInvalid(name));
  }
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  return Signing{*algorithm, *type, *ready};
}

}  // namespace keyward::kms
