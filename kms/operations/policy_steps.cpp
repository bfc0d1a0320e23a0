#include "kms/operations/policy_steps.h"

#include "kms/bound_policy.h"
#include "kms/gate/authorization.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

// MayPutPolicy asks whether the caller could put a policy under the one that `key` has now.
bool MayPutPolicy(const Work& work, const KeyRecord& key) {
  Subject subject;
  KeyEntry entry;
  entry.key = std::make_shared<const StoredKey>(key, 0);
  entry.grants = std::make_shared<const Grants>();
  entry.aliases = std::make_shared<const AliasNames>();
  for (const Subject& now : work.subjects) {
    if (now.entry != nullptr && now.arn == entry.key->arn()) entry.aliases = now.entry->aliases;
  }
  subject.arn = entry.key->arn();
  subject.account = key.account;
  subject.entry = std::make_shared<const KeyEntry>(std::move(entry));
  Check check;
  check.action = compiler::KmsAction::kPutKeyPolicy;
  check.subject = &subject;
  Authorization authorization;
  Decide(work, check, authorization);
  return authorization.Allowed();
}

}  // namespace

Answer<void> SetPolicy(const Work& work, KeyRecord& key) {
  const auto text = work.request.String("Policy");
  if (!text) {
    key.policy = DefaultPolicy(key.partition, key.account);
    return {};
  }
  auto bound = BindPolicy(std::string(*text), *work.call.directory);
  if (!bound) return tl::unexpected(bound.error());
  key.policy = std::move(*bound);
  const bool bypass = work.request.Boolean("BypassPolicyLockoutSafetyCheck").value_or(false);
  if (!bypass && !MayPutPolicy(work, key)) return Refused(PolicyLocksOut());
  return {};
}

}  // namespace keyward::kms
