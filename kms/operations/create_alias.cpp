// CreateAlias (K1.37, K5.90).
#include "kms/operations/alias_steps.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  const auto alias = AskAlias(work);
  if (!alias) return tl::unexpected(alias.error());
  const auto target = AskTarget(work);
  if (!target) return tl::unexpected(target.error());
  return {};
}

Answer<Document> Run(Work& work) {
  const Subject& target = work.subjects.front();
  if (auto admitted = Admit(work, target); !admitted) return tl::unexpected(admitted.error());
  const KeyRecord& key = target.record();
  AliasRecord alias{
      key.partition, key.region, key.account, std::string(*work.request.String("AliasName")),
      key.key_id,    work.now,   work.now};
  if (work.keys.FindAlias(alias.Arn()) != nullptr) return Refused(AliasExists(alias.Arn()));
  if (target.entry->aliases->size() >= kMaxAliases) {
    return Refuse(Exception::kLimitExceededException, "The KMS key has 50 aliases already.");
  }
  work.changes.aliases.push_back({std::move(alias)});
  return Document();
}

}  // namespace

extern const OperationCode kCreateAliasCode;
const OperationCode kCreateAliasCode = {Prepare, Run};

}  // namespace keyward::kms
