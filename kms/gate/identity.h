// IdentityOf: the userIdentity of an audit record from the caller (K8.2).
#pragma once

#include "kms/audit/user_identity.h"
#include "kms/call.h"

namespace keyward::kms {

// IdentityOf reads who called from a call.
UserIdentity IdentityOf(const Call& call);

}  // namespace keyward::kms
