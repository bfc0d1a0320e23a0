// Grants as an allow source (kms.md K3.10 to K3.15, K3.51).
#pragma once

#include <optional>

#include "evaluator/applied_policies.h"
#include "evaluator/match/evaluation.h"

namespace keyward::evaluator {

// GrantResult: which kinds of grantee match a grant that allows the request.
struct GrantResult {
  Truth direct = Truth::kFalse;
  Truth entity = Truth::kFalse;
  Truth account = Truth::kFalse;
  bool owner_relation = false;  // RetireGrant: the caller's account may delegate (K3.51)

  Truth Any() const { return Or(direct, Or(entity, account)); }
};

// MatchGrants looks at every grant for one operation of a key; `matched` gets a Truth per grant.
// RetireGrant has its own rule: `policies.grants` are then the grants that may be retired.
GrantResult MatchGrants(const std::vector<Grant>& grants, const Request& request,
                        std::vector<Truth>& matched);

}  // namespace keyward::evaluator
