// Encrypt (K5.10 to K5.17).
#include "kms/operations/cipher_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  const auto subject = ResolveKey(work, *work.request.String("KeyId"), IdentifierRule::kKeyOrAlias);
  if (!subject) return tl::unexpected(subject.error());
  AskCipher(work, **subject, compiler::KmsAction::kEncrypt, crypto::Use::kEncrypt, kPlainMembers);
  return {};
}

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  const bool dry = work.request.Boolean("DryRun").value_or(false);
  auto blob = EncryptUnder(work, subject, kPlainMembers, ViewOf(work.request, "Plaintext"), dry);
  if (!blob) return tl::unexpected(blob.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  const StoredMaterial* current = subject.record().Current();
  if (current != nullptr && current->id != kOnlyMaterial) {
    work.event_data.emplace_back("keyMaterialId", current->id);
  }
  Document answer;
  answer.Set("CiphertextBlob", std::move(*blob));
  answer.Set("KeyId", subject.arn);
  answer.Set("EncryptionAlgorithm", AlgorithmOf(work, kPlainMembers));
  return answer;
}

}  // namespace

extern const OperationCode kEncryptCode;
const OperationCode kEncryptCode = {Prepare, Run};

}  // namespace keyward::kms
