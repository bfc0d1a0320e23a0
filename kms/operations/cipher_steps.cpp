#include "kms/operations/cipher_steps.h"

#include <algorithm>
#include <fmt/format.h>

#include "crypto/ciphertext.h"
#include "crypto/engine.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kSymmetric = "SYMMETRIC_DEFAULT";

// SubjectOfHeader is the key that a blob's header names, in this Region, whosever it is.
Subject& SubjectOfHeader(Work& work, const crypto::CiphertextHeader& header) {
  const std::string id = header.key.Text();
  Subject subject;
  subject.by_ciphertext = true;
  subject.entry = work.keys.FindKeyById(work.call.region, id);
  if (subject.entry != nullptr) {
    subject.arn = subject.key().arn();
    subject.account = subject.record().account;
  } else {
    subject.arn = KeyArn(work.endpoint(), id);
    subject.account = work.call.caller.principal.account;
  }
  work.subjects.push_back(std::move(subject));
  return work.subjects.back();
}

// MaterialOf finds what a symmetric blob was encrypted under. Errors: IncorrectKeyException where it
// is another key's (K5.13).
Answer<const StoredMaterial*> MaterialOf(const Work& work, const KeyRecord& key) {
  const auto header = crypto::ParseCiphertext(ViewOf(work.request, "CiphertextBlob"));
  if (!header) return Refuse(Exception::kInvalidCiphertextException);
  if (header->key.Text() != key.key_id) return Refuse(Exception::kIncorrectKeyException);
  const StoredMaterial* material = key.FindMaterial(header->MaterialId());
  if (material == nullptr) return Refuse(Exception::kInvalidCiphertextException);
  return material;
}

}  // namespace

std::string_view AlgorithmOf(const Work& work, const CipherMembers& members) {
  return work.request.String(members.algorithm).value_or(kSymmetric);
}

Check& AskCipher(Work& work, const Subject& subject, compiler::KmsAction action, crypto::Use use,
                 const CipherMembers& members) {
  Check& check = Ask(work, subject);
  check.action = action;
  check.use = use;
  check.used_key = subject.arn;
  check.encryption_algorithm = AlgorithmOf(work, members);
  check.encryption_context = work.request.Map(members.context);
  return check;
}

bool WithoutCiphertext(const Work& work) {
  const List* modifiers = work.request.Elements("DryRunModifiers");
  return modifiers != nullptr &&
         std::any_of(modifiers->begin(), modifiers->end(), [](const Value& modifier) {
           const auto* text = modifier.As<std::string>();
           return text != nullptr && *text == "IGNORE_CIPHERTEXT";
         });
}

Answer<Subject*> ResolveCiphertextKey(Work& work, const CipherMembers& members) {
  const auto named = work.request.String(members.key_id);
  if (WithoutCiphertext(work)) {
    if (!work.request.Boolean("DryRun").value_or(false)) {
      return Refuse(Exception::kValidationException, "DryRunModifiers is valid only with DryRun.");
    }
    if (!named) {
      return Refuse(Exception::kValidationException,
                    fmt::format("{} is required with IGNORE_CIPHERTEXT.", members.key_id));
    }
    return ResolveKey(work, *named, IdentifierRule::kKeyOrAlias);
  }
  if (AlgorithmOf(work, members) == kSymmetric) {
    const auto header = crypto::ParseCiphertext(ViewOf(work.request, "CiphertextBlob"));
    if (!header) return Refuse(Exception::kInvalidCiphertextException);
    if (!named) return &SubjectOfHeader(work, *header);
  }
  if (!named) {
    return Refuse(Exception::kValidationException,
                  fmt::format("{} is required for asymmetric algorithms.", members.key_id));
  }
  return ResolveKey(work, *named, IdentifierRule::kKeyOrAlias);
}

Answer<crypto::EncryptionAlgorithm> AdmitCipher(const Work& work, const KeyRecord& key,
                                                const CipherMembers& members) {
  if (auto admitted = AdmitUsage(work, key, crypto::KeyUsage::kEncryptDecrypt); !admitted) {
    return tl::unexpected(admitted.error());
  }
  const std::string_view name = AlgorithmOf(work, members);
  const auto algorithm = crypto::EncryptionAlgorithmFromName(name);
  if (!algorithm || !crypto::Supports(key.spec, *algorithm)) {
    return Refused(AlgorithmIncompatible(name, Name(key.spec)));
  }
  const StringMap* context = work.request.Map(members.context);
  const bool symmetric = *algorithm == crypto::EncryptionAlgorithm::kSymmetricDefault;
  if (!symmetric && context != nullptr && !context->empty()) {
    return Refuse(Exception::kValidationException,
                  "EncryptionContext is not supported by asymmetric KMS keys.");
  }
  return *algorithm;
}

Answer<Decrypted> DecryptBlob(Work& work, const Subject& subject, const CipherMembers& members) {
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  const KeyRecord& key = subject.record();
  const bool ignore = WithoutCiphertext(work);
  const StoredMaterial* material = nullptr;
  if (!ignore && AlgorithmOf(work, members) == kSymmetric) {
    const auto found = MaterialOf(work, key);  // before the usage (K1.55)
    if (!found) return tl::unexpected(found.error());
    material = *found;
  }
  const auto algorithm = AdmitCipher(work, key, members);
  if (!algorithm) return tl::unexpected(algorithm.error());
  if (ignore) return Decrypted{};
  const auto context = ContextOf(work, work.request.Map(members.context));
  if (!context) return tl::unexpected(context.error());
  const auto ready = Ready(work, subject, material);
  if (!ready) return tl::unexpected(ready.error());
  auto plaintext = crypto::Decrypt(*work.permit, **ready, *algorithm, *context,
                                   ViewOf(work.request, "CiphertextBlob"));
  if (!plaintext) return Fault(work, plaintext.error());
  return Decrypted{std::move(*plaintext), (*ready)->material_id()};
}

Answer<Bytes> EncryptUnder(Work& work, const Subject& subject, const CipherMembers& members,
                           ByteView plaintext, bool dry) {
  const KeyRecord& key = subject.record();
  const auto algorithm = AdmitCipher(work, key, members);
  if (!algorithm) return tl::unexpected(algorithm.error());
  const size_t limit = crypto::MaxPlaintextSize(key.spec, *algorithm);
  if (plaintext.size() > limit) {
    return Refuse(Exception::kValidationException,
                  fmt::format("Algorithm {} and key spec {} cannot encrypt data larger than {} "
                              "bytes.",
                              Name(*algorithm), Name(key.spec), limit));
  }
  const auto context = ContextOf(work, work.request.Map(members.context));
  if (!context) return tl::unexpected(context.error());
  if (dry) return Bytes();
  const auto ready = Ready(work, subject);
  if (!ready) return tl::unexpected(ready.error());
  auto blob = crypto::Encrypt(*work.permit, **ready, *algorithm, *context, plaintext);
  if (!blob) return Fault(work, blob.error());
  return std::move(*blob);
}

}  // namespace keyward::kms
