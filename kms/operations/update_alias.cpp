// UpdateAlias (K1.37, K4.8, K5.91): the alias, its key of now and its next key.
#include <fmt/format.h>

#include "kms/operations/alias_steps.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  const auto alias = AskAlias(work);
  if (!alias) return tl::unexpected(alias.error());
  const auto found = FindOwnAlias(work, *alias);
  if (!found) return tl::unexpected(found.error());
  work.alias = *found;
  AskFormer(work, work.alias->record);
  const auto target = AskTarget(work);
  if (!target) return tl::unexpected(target.error());
  return {};
}

// AdmitKind: both keys are symmetric, asymmetric or HMAC keys, and have one usage. The usage tells
// all but symmetric from asymmetric encryption keys.
Answer<void> AdmitKind(const std::string& name, const KeyRecord& former, const KeyRecord& next) {
  if (former.usage != next.usage) {
    return Refuse(
        Exception::kValidationException,
        fmt::format("Alias {} cannot be changed from a CMK with key usage {} to a CMK with key "
                    "usage {}. The key usage of the current CMK and the new CMK must be the same.",
                    name, Name(former.usage), Name(next.usage)));
  }
  const bool was = former.spec == crypto::KeySpec::kSymmetricDefault;
  if (was == (next.spec == crypto::KeySpec::kSymmetricDefault)) return {};
  return Refuse(
      Exception::kValidationException,
      fmt::format("Alias {} cannot be changed between symmetric and asymmetric keys.", name));
}

Answer<Document> Run(Work& work) {
  const Subject& target = work.subjects.back();
  const std::string name(*work.request.String("AliasName"));
  if (work.subjects.size() == 2) {
    const Subject& former = work.subjects.front();
    if (auto admitted = Admit(work, former, crypto::KeyRole::kFormerTarget); !admitted) {
      return tl::unexpected(admitted.error());
    }
  }
  if (auto admitted = Admit(work, target); !admitted) return tl::unexpected(admitted.error());
  if (work.subjects.size() == 2) {
    const KeyRecord& former = work.subjects.front().record();
    if (auto admitted = AdmitKind(name, former, target.record()); !admitted) {
      return tl::unexpected(admitted.error());
    }
  }
  if (target.entry->aliases->size() >= kMaxAliases) {
    return Refuse(Exception::kLimitExceededException, "The KMS key has 50 aliases already.");
  }
  AliasRecord changed = work.alias->record;
  changed.key_id = target.record().key_id;
  changed.updated = work.now;
  work.changes.aliases.push_back({std::move(changed), work.alias->version});
  return Document();
}

}  // namespace

extern const OperationCode kUpdateAliasCode;
const OperationCode kUpdateAliasCode = {Prepare, Run};

}  // namespace keyward::kms
