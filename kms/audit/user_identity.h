// UserIdentity: who called, as an audit record says it (K8.2).
//
// Flow      the caller of a request --> UserIdentity --> AuditRecord
// Promise   plain values, made once for a session and used for many records.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace keyward::kms {

// IdentityKind: the values of userIdentity.type.
enum class IdentityKind : uint8_t {
  kIamUser,
  kAssumedRole,
  kRoot,
  kFederatedUser,
  kAwsService,
  kAwsAccount,
};

// SessionIssuer: whose credentials a session stems from.
struct SessionIssuer {
  std::string type;  // "Role", "IAMUser", "Root"
  std::string principal_id;
  std::string arn;
  std::string account_id;
  std::string user_name;
};

// UserIdentity: see above. Empty strings are left out.
struct UserIdentity {
  IdentityKind kind = IdentityKind::kIamUser;
  std::string principal_id;  // "AROA…:session" for a role session
  std::string arn;
  std::string account_id;
  std::string access_key_id;
  std::string user_name;
  std::optional<SessionIssuer> issuer;  // of an assumed role or federated user
  std::optional<std::chrono::sys_seconds> session_created;
  bool mfa_authenticated = false;
  std::string invoked_by;  // the service, for a call on someone's behalf (K8.3) or its own
};

// AppendUserIdentity writes it as JSON.
void AppendUserIdentity(const UserIdentity& identity, std::string& out);

// ReducedIdentity is what the key owner's copy of a cross-account record tells of the caller (K8.7):
// principal id and account, or the service that called.
UserIdentity ReducedIdentity(const UserIdentity& identity);

}  // namespace keyward::kms
