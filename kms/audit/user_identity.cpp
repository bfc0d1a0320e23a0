#include "kms/audit/user_identity.h"

#include <string_view>

#include "kms/audit/member_writer.h"
#include "kms/audit/time_text.h"

namespace keyward::kms {
namespace {

std::string_view TypeName(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::kIamUser: return "IAMUser";
    case IdentityKind::kAssumedRole: return "AssumedRole";
    case IdentityKind::kRoot: return "Root";
    case IdentityKind::kFederatedUser: return "FederatedUser";
    case IdentityKind::kAwsService: return "AWSService";
    case IdentityKind::kAwsAccount: return "AWSAccount";
  }
  return "";
}

void AppendSession(const UserIdentity& identity, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  if (identity.issuer) {
    writer.Raw("sessionIssuer");
    out += '{';
    MemberWriter issuer(out);
    issuer.Text("type", identity.issuer->type);
    issuer.Text("principalId", identity.issuer->principal_id);
    issuer.Text("arn", identity.issuer->arn);
    issuer.Text("accountId", identity.issuer->account_id);
    issuer.Text("userName", identity.issuer->user_name);
    out += '}';
  }
  writer.Raw("webIdFederationData");
  out += "{}";
  writer.Raw("attributes");
  out += '{';
  MemberWriter attributes(out);
  if (identity.session_created) {
    attributes.Raw("creationDate");
    out += '"';
    AppendIsoTime(*identity.session_created, out);
    out += '"';
  }
  attributes.Text("mfaAuthenticated", identity.mfa_authenticated ? "true" : "false");
  out += "}}";
}

}  // namespace

void AppendUserIdentity(const UserIdentity& identity, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  writer.Text("type", TypeName(identity.kind));
  writer.Text("principalId", identity.principal_id);
  writer.Text("arn", identity.arn);
  writer.Text("accountId", identity.account_id);
  writer.Text("accessKeyId", identity.access_key_id);
  writer.Text("userName", identity.user_name);
  if (identity.issuer || identity.session_created) {
    writer.Raw("sessionContext");
    AppendSession(identity, out);
  }
  writer.Text("invokedBy", identity.invoked_by);
  out += '}';
}

UserIdentity ReducedIdentity(const UserIdentity& identity) {
  UserIdentity reduced;
  if (!identity.invoked_by.empty()) {
    reduced.kind = IdentityKind::kAwsService;
    reduced.invoked_by = identity.invoked_by;
    return reduced;
  }
  reduced.kind = IdentityKind::kAwsAccount;
  reduced.principal_id = identity.principal_id;
  reduced.account_id = identity.account_id;
  return reduced;
}

}  // namespace keyward::kms
