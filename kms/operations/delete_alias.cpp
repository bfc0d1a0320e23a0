// DeleteAlias (K1.37).
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
  return {};
}

Answer<Document> Run(Work& work) {
  work.changes.aliases.push_back({work.alias->record, work.alias->version, true});
  return Document();
}

}  // namespace

extern const OperationCode kDeleteAliasCode;
const OperationCode kDeleteAliasCode = {Prepare, Run};

}  // namespace keyward::kms
