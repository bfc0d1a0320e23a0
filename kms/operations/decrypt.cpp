// Decrypt (K1.50, K5.10 to K5.17, K5.46).
#include "kms/operations/cipher_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  const auto subject = ResolveCiphertextKey(work, kPlainMembers);
  if (!subject) return tl::unexpected(subject.error());
  AskCipher(work, **subject, compiler::KmsAction::kDecrypt, crypto::Use::kDecrypt, kPlainMembers);
  return {};
}

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  auto decrypted = DecryptBlob(work, subject, kPlainMembers);
  if (!decrypted) return tl::unexpected(decrypted.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  Document answer;
  answer.Set("KeyId", subject.arn);
  answer.Set("Plaintext", std::move(decrypted->plaintext));
  answer.Set("EncryptionAlgorithm", AlgorithmOf(work, kPlainMembers));
  if (!decrypted->material_id.empty()) {
    work.event_data.emplace_back("keyMaterialId", decrypted->material_id);
    answer.Set("KeyMaterialId", std::move(decrypted->material_id));
  }
  return answer;
}

}  // namespace

extern const OperationCode kDecryptCode;
const OperationCode kDecryptCode = {Prepare, Run};

}  // namespace keyward::kms
