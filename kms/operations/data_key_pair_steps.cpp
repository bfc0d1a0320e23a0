#include "kms/operations/data_key_pair_steps.h"

namespace keyward::kms {

Answer<void> PrepareDataKeyPair(Work& work) {
  const auto subject = ResolveKey(work, *work.request.String("KeyId"), IdentifierRule::kKeyOrAlias);
  if (!subject) return tl::unexpected(subject.error());
  AskCipher(work, **subject, FactsOf(work.operation()).action, crypto::Use::kGenerateDataKeyPair,
            kPlainMembers);
  return {};
}

Answer<MadeDataKeyPair> MakeDataKeyPair(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto admitted = AdmitCipher(work, subject.record(), kPlainMembers); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const std::string_view name = *work.request.String("KeyPairSpec");
  const auto spec = crypto::KeySpecFromName(name);
  if (!spec) return Refuse(Exception::kUnsupportedOperationException);
  const auto context = ContextOf(work, work.request.Map("EncryptionContext"));
  if (!context) return tl::unexpected(context.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  auto made = crypto::GenerateDataKeyPair(*work.permit, **ready, *context, *spec);
  if (!made) return Fault(work, made.error());
  work.event_data.emplace_back("keyMaterialId", (*ready)->material_id());
  MadeDataKeyPair pair;
  pair.private_key = std::move(made->private_key);
  pair.answer.Set("PrivateKeyCiphertextBlob", std::move(made->private_key_ciphertext));
  pair.answer.Set("PublicKey", std::move(made->public_key));
  pair.answer.Set("KeyId", subject.arn);
  pair.answer.Set("KeyPairSpec", name);
  pair.answer.Set("KeyMaterialId", (*ready)->material_id());
  return pair;
}

}  // namespace keyward::kms
