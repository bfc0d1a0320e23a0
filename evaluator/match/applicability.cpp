#include "evaluator/match/applicability.h"

#include <algorithm>

namespace keyward::evaluator {
namespace {

constexpr std::string_view kRcpServices[] = {
#define RCP_SERVICE(name) name,
#include "evaluator/rcp_services.def"
#undef RCP_SERVICE
};

bool IsIamEntity(PrincipalKind kind) {
  return kind == PrincipalKind::kUser || kind == PrincipalKind::kAssumedRole ||
         kind == PrincipalKind::kFederatedUser;
}

// IsTrustAction: the actions that a role's trust policy decides about; others, such as iam:GetRole,
// are ordinary actions on the role (R5.32).
bool IsTrustAction(const Action& action) {
  return action.service == "sts" &&
         (action.name.starts_with("assumerole") || action.name == "tagsession" ||
          action.name == "setsourceidentity");
}

bool UnderServiceControl(const Principal& principal) {
  const bool member = IsIamEntity(principal.kind) || principal.kind == PrincipalKind::kAccount;
  return member && !principal.service_linked_role && !principal.management_account;  // R5.8
}

// IsLinkedRole: the resource is a service-linked role, whose trust policy RCPs leave alone.
bool IsLinkedRole(const Resource& resource) {
  return resource.arn.find(":role/aws-service-role/") != std::string::npos;
}

bool UnderResourceControl(const Request& request) {
  return !IsLinkedRole(request.resource) && IsRcpService(request.action.service) &&
         !request.resource.management_account && !request.resource.aws_managed_key &&
         !request.principal.service_linked_role &&
         request.action.kms != compiler::KmsAction::kRetireGrant;  // R5.11
}

}  // namespace

bool FederatedByRoot(const Principal& principal) {
  return principal.kind == PrincipalKind::kFederatedUser &&
         principal.federating_user_arn.ends_with(":root");
}

bool IsRcpService(std::string_view service) {
  return std::binary_search(std::begin(kRcpServices), std::end(kRcpServices), service);
}

Applicability FindApplicability(const AppliedPolicies& policies, const Request& request) {
  const PrincipalKind kind = request.principal.kind;
  Applicability a;
  a.identity = IsIamEntity(kind) && !FederatedByRoot(request.principal);
  a.permissions_boundary = a.identity;
  a.session = kind == PrincipalKind::kAssumedRole || kind == PrincipalKind::kFederatedUser ||
              kind == PrincipalKind::kAccount;
  a.service_control = UnderServiceControl(request.principal);
  a.resource_control = UnderResourceControl(request);
  a.vpc_endpoint = kind != PrincipalKind::kService;
  const bool no_policy = request.resource.any || request.resource.is_kms_alias;  // R5.33
  a.key_mode = policies.resource_mode == ResourceMode::kKey && !no_policy;
  a.trust_mode = policies.resource_mode == ResourceMode::kTrust && IsTrustAction(request.action);
  a.resource = policies.resource_mode == ResourceMode::kNormal || a.key_mode || a.trust_mode;
  return a;
}

}  // namespace keyward::evaluator
