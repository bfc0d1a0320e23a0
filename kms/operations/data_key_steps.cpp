#include "kms/operations/data_key_steps.h"

#include "kms/refusals.h"

namespace keyward::kms {
namespace {

size_t SizeOf(const Document& request) {
  if (const auto bytes = request.Integer("NumberOfBytes")) return static_cast<size_t>(*bytes);
  return request.String("KeySpec") == "AES_128" ? 16 : 32;
}

}  // namespace

Answer<void> PrepareDataKey(Work& work) {
  if (work.request.Has("KeySpec") == work.request.Has("NumberOfBytes")) {
    return Refused(BytesOrKeySpec());
  }
  const auto subject = ResolveKey(work, *work.request.String("KeyId"), IdentifierRule::kKeyOrAlias);
  if (!subject) return tl::unexpected(subject.error());
  AskCipher(work, **subject, FactsOf(work.operation()).action, crypto::Use::kGenerateDataKey,
            kPlainMembers);
  return {};
}

Answer<MadeDataKey> MakeDataKey(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  if (auto admitted = AdmitCipher(work, subject.record(), kPlainMembers); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const auto context = ContextOf(work, work.request.Map("EncryptionContext"));
  if (!context) return tl::unexpected(context.error());
  if (auto admitted = AdmitDryRun(work); !admitted) return tl::unexpected(admitted.error());
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  auto made = crypto::GenerateDataKey(*work.permit, **ready, *context, SizeOf(work.request));
  if (!made) return Fault(work, made.error());
  work.event_data.emplace_back("keyMaterialId", (*ready)->material_id());
  MadeDataKey key;
  key.plaintext = std::move(made->plaintext);
  key.answer.Set("CiphertextBlob", std::move(made->ciphertext));
  key.answer.Set("KeyId", subject.arn);
  key.answer.Set("KeyMaterialId", (*ready)->material_id());
  return key;
}

}  // namespace keyward::kms
