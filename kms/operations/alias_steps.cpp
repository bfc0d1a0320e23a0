#include "kms/operations/alias_steps.h"

#include "kms/refusals.h"

namespace keyward::kms {

Answer<AliasRecord> AskAlias(Work& work) {
  const auto name = ParseAliasName(*work.request.String("AliasName"));
  if (!name) return tl::unexpected(name.error());
  AliasRecord alias;
  alias.partition = work.call.partition;
  alias.region = work.call.region;
  alias.account = work.call.caller.principal.account;
  alias.name = *name;
  Check check;
  check.action = FactsOf(work.operation()).action;
  check.resource = alias.Arn();
  work.checks.push_back(std::move(check));
  work.resources.emplace_back(alias.account, alias.Arn());
  return alias;
}

Answer<Subject*> AskTarget(Work& work) {
  const auto subject =
      ResolveKey(work, *work.request.String("TargetKeyId"), IdentifierRule::kAliasTarget);
  if (subject) Ask(work, **subject);
  return subject;
}

Answer<StoredAliasPtr> FindOwnAlias(const Work& work, const AliasRecord& alias) {
  StoredAliasPtr found = work.keys.FindAlias(alias.Arn());
  if (found == nullptr) return Refused(AliasNotFound(alias.Arn()));
  return found;
}

Subject* AskFormer(Work& work, const AliasRecord& alias) {
  Subject subject;
  subject.entry = work.keys.FindKey(alias.KeyArn());
  if (subject.entry == nullptr) return nullptr;
  subject.arn = subject.key().arn();
  subject.account = subject.record().account;
  work.subjects.push_back(std::move(subject));
  Ask(work, work.subjects.back());
  return &work.subjects.back();
}

}  // namespace keyward::kms
