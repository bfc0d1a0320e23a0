#include "kms/gate/identity.h"

namespace keyward::kms {
namespace {

using evaluator::Principal;
using evaluator::PrincipalKind;

IdentityKind KindOf(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kAssumedRole: return IdentityKind::kAssumedRole;
    case PrincipalKind::kFederatedUser: return IdentityKind::kFederatedUser;
    case PrincipalKind::kAccount: return IdentityKind::kRoot;
    case PrincipalKind::kService: return IdentityKind::kAwsService;
    case PrincipalKind::kUser:
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kIdentityProvider: break;
  }
  return IdentityKind::kIamUser;
}

std::string AfterLastSlash(const std::string& arn) { return arn.substr(arn.rfind('/') + 1); }

}  // namespace

UserIdentity IdentityOf(const Call& call) {
  const Principal& principal = call.caller.principal;
  UserIdentity identity;
  identity.kind = KindOf(principal.kind);
  identity.access_key_id = call.access_key_id;
  identity.invoked_by = call.via_service;
  if (principal.kind == PrincipalKind::kService) {
    if (!principal.service_names.empty()) identity.invoked_by = principal.service_names.front();
    return identity;
  }
  identity.arn = principal.arn;
  identity.account_id = principal.account;
  identity.principal_id = principal.id;
  if (principal.kind == PrincipalKind::kAccount) identity.principal_id = principal.account;
  if (principal.kind == PrincipalKind::kUser) identity.user_name = AfterLastSlash(principal.arn);
  if (principal.kind == PrincipalKind::kAssumedRole) {
    if (principal.id == principal.role_id) {
      identity.principal_id += ":" + AfterLastSlash(principal.arn);
    }
    identity.issuer = SessionIssuer{"Role", principal.role_id, principal.role_arn,
                                    principal.account, AfterLastSlash(principal.role_arn)};
  }
  return identity;
}

}  // namespace keyward::kms
