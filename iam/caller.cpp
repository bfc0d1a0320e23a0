#include "iam/caller.h"

#include <algorithm>

#include "iam/directory.h"

namespace keyward::iam {
namespace {

constexpr evaluator::ContextKey kOrganizationId("aws:PrincipalOrgID");
constexpr evaluator::ContextKey kResourceOrganizationId("aws:ResourceOrgID");
constexpr evaluator::ContextKey kSourceIdentity("aws:SourceIdentity");
constexpr std::string_view kOrganizationPaths = "aws:PrincipalOrgPaths";
constexpr std::string_view kResourceOrganizationPaths = "aws:ResourceOrgPaths";

void FillPrograms(const PolicyLevel& level, evaluator::Programs& programs) {
  programs.clear();
  for (const CompiledPolicy& policy : level) programs.push_back(policy.program.get());
}

void FillLevels(const std::optional<Levels>& levels,
                std::optional<std::vector<evaluator::Programs>>& programs) {
  if (!levels) return programs.reset();
  if (!programs) programs.emplace();
  programs->resize(levels->size());
  for (size_t i = 0; i < levels->size(); ++i) FillPrograms(*(*levels)[i], (*programs)[i]);
}

// SetOrganization sets the id and the path list of an organization (R4.5).
void SetOrganization(const Membership& organization, const evaluator::ContextKey& id,
                     std::string_view paths, evaluator::Context& context) {
  context.SetDefault(id, organization.organization_id);
  if (!context.Has(paths)) context.SetMultivalued(paths, {organization.path});
}

SourcePtr FindSource(const PolicyLevel& level, const compiler::Program& program) {
  const auto found = std::find_if(level.begin(), level.end(), [&program](const auto& policy) {
    return policy.program.get() == &program;
  });
  return found == level.end() ? nullptr : found->source;
}

SourcePtr FindSource(const std::optional<Levels>& levels, const compiler::Program& program) {
  if (!levels) return nullptr;
  for (const auto& level : *levels) {
    if (SourcePtr source = FindSource(*level, program)) return source;
  }
  return nullptr;
}

}  // namespace

void Caller::Apply(evaluator::AppliedPolicies& policies) const {
  policies.identity.clear();
  if (identity != nullptr) FillPrograms(*identity, policies.identity);
  policies.permissions_boundary.clear();
  if (boundary != nullptr) policies.permissions_boundary.push_back(boundary->program.get());
  policies.session.reset();
  if (session != nullptr) FillPrograms(*session, policies.session.emplace());
  if (organization == nullptr) return policies.service_control.reset();
  FillLevels(organization->service_control, policies.service_control);
}

void Caller::Apply(evaluator::Request& request) const {
  request.principal = principal;
  if (organization != nullptr) {
    SetOrganization(*organization, kOrganizationId, kOrganizationPaths, request.context);
  }
  if (!source_identity.empty()) request.context.SetDefault(kSourceIdentity, source_identity);
}

SourcePtr Caller::SourceOf(const compiler::Program& program) const {
  if (identity != nullptr) {
    if (SourcePtr source = FindSource(*identity, program)) return source;
  }
  if (boundary != nullptr && boundary->program.get() == &program) return boundary->source;
  if (session != nullptr) {
    if (SourcePtr source = FindSource(*session, program)) return source;
  }
  return organization == nullptr ? nullptr : FindSource(organization->service_control, program);
}

void Directory::ApplyResourceAccount(evaluator::Request& request,
                                     evaluator::AppliedPolicies& policies) const {
  const Account* account = FindAccount(request.resource.account);
  request.resource.management_account = false;
  if (account == nullptr || !account->organization) return policies.resource_control.reset();
  const Membership& organization = *account->organization;
  request.resource.management_account = organization.management_account;
  FillLevels(organization.resource_control, policies.resource_control);
  SetOrganization(organization, kResourceOrganizationId, kResourceOrganizationPaths,
                  request.context);
}

SourcePtr Directory::ResourceSourceOf(std::string_view account,
                                      const compiler::Program& program) const {
  const Account* owner = FindAccount(account);
  if (owner == nullptr || !owner->organization) return nullptr;
  return FindSource(owner->organization->resource_control, program);
}

}  // namespace keyward::iam
