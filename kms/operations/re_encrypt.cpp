// ReEncrypt (K1.36, K4.8, K5.13, K5.15): two keys, two permissions, all or nothing.
#include "kms/operations/cipher_steps.h"

namespace keyward::kms {
namespace {

using compiler::KmsAction;

Answer<void> Prepare(Work& work) {
  const auto source = ResolveCiphertextKey(work, kSourceMembers);
  if (!source) return tl::unexpected(source.error());
  const auto destination =
      ResolveKey(work, *work.request.String("DestinationKeyId"), IdentifierRule::kKeyOrAlias);
  if (!destination) return tl::unexpected(destination.error());
  const std::string same = (*source)->arn == (*destination)->arn ? "true" : "false";
  AskCipher(work, **source, KmsAction::kReEncryptFrom, crypto::Use::kDecrypt, kSourceMembers)
      .context.emplace_back("kms:ReEncryptOnSameKey", same);
  AskCipher(work, **destination, KmsAction::kReEncryptTo, crypto::Use::kEncrypt,
            kDestinationMembers)
      .context.emplace_back("kms:ReEncryptOnSameKey", same);
  return {};
}

Answer<Document> Run(Work& work) {
  const Subject& source = work.subjects[0];
  const Subject& destination = work.subjects[1];
  auto decrypted = DecryptBlob(work, source, kSourceMembers);
  if (!decrypted) return tl::unexpected(decrypted.error());
  if (auto admitted = Admit(work, destination); !admitted) return tl::unexpected(admitted.error());
  const bool dry = work.request.Boolean("DryRun").value_or(false);
  auto blob =
      EncryptUnder(work, destination, kDestinationMembers, decrypted->plaintext.view(), dry);
  if (!blob) return tl::unexpected(blob.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  Document answer;
  answer.Set("CiphertextBlob", std::move(*blob));
  answer.Set("SourceKeyId", source.arn);
  answer.Set("KeyId", destination.arn);
  answer.Set("SourceEncryptionAlgorithm", AlgorithmOf(work, kSourceMembers));
  answer.Set("DestinationEncryptionAlgorithm", AlgorithmOf(work, kDestinationMembers));
  if (!decrypted->material_id.empty()) {
    work.event_data.emplace_back("sourceKeyMaterialId", decrypted->material_id);
    answer.Set("SourceKeyMaterialId", std::move(decrypted->material_id));
  }
  const StoredMaterial* current = destination.record().Current();
  if (current != nullptr && current->id != kOnlyMaterial) {
    work.event_data.emplace_back("destinationKeyMaterialId", current->id);
    answer.Set("DestinationKeyMaterialId", current->id);
  }
  return answer;
}

}  // namespace

extern const OperationCode kReEncryptCode;
const OperationCode kReEncryptCode = {Prepare, Run};

}  // namespace keyward::kms
