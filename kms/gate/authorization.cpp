#include "kms/gate/authorization.h"

#include <fmt/format.h>

#include "evaluator/authorize.h"
#include "evaluator/derive.h"
#include "evaluator/explain.h"

namespace keyward::kms {
namespace {

using evaluator::Step;

constexpr std::string_view kOpaque =
    "because the resource does not exist in this Region, no resource-based policies allow access, "
    "or a resource-based policy explicitly denies access";

// AddKeyFacts writes what the key is; nothing of a key that is not there.
void AddKeyFacts(const Subject& subject, evaluator::Resource& resource) {
  resource.arn = subject.arn;
  resource.account = subject.account;
  if (subject.entry == nullptr) return;
  const KeyRecord& key = subject.record();
  resource.aws_managed_key = key.aws_managed;
  resource.tags = key.tags;
  resource.aliases = *subject.entry->aliases;
  resource.key_spec = Name(key.spec);
  resource.key_usage = Name(key.usage);
  resource.origin = crypto::KeyOriginName(key.origin);
  resource.multi_region = key.multi_region.has_value();
  if (key.multi_region) resource.multi_region_key_type = key.IsPrimary() ? "PRIMARY" : "REPLICA";
}

void AddResource(const Work& work, const Check& check, evaluator::Resource& resource) {
  if (check.subject != nullptr) {
    AddKeyFacts(*check.subject, resource);
  } else {
    resource.arn = check.resource;
    resource.account = work.call.caller.principal.account;
    if (work.created && check.action == compiler::KmsAction::kCreateKey) {
      resource.key_spec = Name(work.created->spec);
      resource.key_usage = Name(work.created->usage);
      resource.origin = crypto::KeyOriginName(work.created->origin);
      resource.multi_region = work.created->multi_region.has_value();
      if (*resource.multi_region) resource.multi_region_key_type = "PRIMARY";
    }
  }
  Prepare(resource);
}

void AddResourcePolicies(const Subject& subject, evaluator::AppliedPolicies& policies) {
  policies.resource_mode = evaluator::ResourceMode::kKey;
  if (subject.entry == nullptr) return;
  if (const compiler::Program* program = subject.key().policy()) {
    policies.resource.push_back(program);
  }
  for (const auto& grant : *subject.entry->grants) policies.grants.push_back(grant->grant);
}

void ReplaceFirst(std::string& text, std::string_view what, std::string_view with) {
  const size_t at = text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), with);
}

}  // namespace

void Decide(const Work& work, const Check& check, Authorization& authorization) {
  thread_local evaluator::Workspace workspace;
  authorization.check = &check;
  evaluator::Request& request = authorization.request;
  evaluator::AppliedPolicies& policies = authorization.policies;
  auto action = evaluator::MakeAction(fmt::format("kms:{}", FactsOf(check.action).name));
  if (!action) return;  // the decision stays an implicit deny
  request.action = std::move(*action);
  work.call.caller.Apply(policies);
  for (const auto& [key, value] : work.call.context) request.context.SetSingle(key, value);
  request.context.SetSingle("aws:RequestedRegion", work.call.region);
  work.call.caller.Apply(request);
  AddResource(work, check, request.resource);
  if (check.subject != nullptr) AddResourcePolicies(*check.subject, policies);
  AddCarriedKeys(work, check, request);
  work.call.directory->ApplyResourceAccount(request, policies);
  Derive(request, work.now);
  Authorize(policies, request, {}, workspace, authorization.decision);
}

std::string DeniedMessage(const Authorization& authorization) {
  std::string message = AccessDeniedMessage(authorization.decision, authorization.request);
  const Check& check = *authorization.check;
  if (check.subject == nullptr) return message;
  const Subject& subject = *check.subject;
  const std::string on = " on resource: " + authorization.request.resource.arn;
  if (subject.by_ciphertext) {
    const Step by = authorization.decision.by;
    ReplaceFirst(message, on, " on the resource associated with this ciphertext");
    ReplaceFirst(message, " on this resource ",
                 " on the resource associated with this ciphertext ");
    const size_t reason = message.find(" because ");
    const size_t deny = message.find(" with an explicit deny ");
    if (by == Step::kResource || by == Step::kGrant) {
      message.resize(std::min({reason, deny, message.size()}));
      message.append(" ").append(kOpaque);
    }
  } else if (!subject.shown.empty()) {
    ReplaceFirst(message, on, " on resource: " + subject.shown);
  }
  return message;
}

}  // namespace keyward::kms
