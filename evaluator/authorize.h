// Authorize: Program × Request to Decision.
//
// Flow      AppliedPolicies + Request --Authorize--> Decision (with its trace)
// Promise   total: it cannot fail, it can only deny (R5.47). Does no I/O, allocates nothing once the
//           Decision and the Workspace are warm, never throws. Thread-safe: shares nothing mutable.
#pragma once

#include <vector>

#include "compiler/glob.h"
#include "evaluator/applied_policies.h"
#include "evaluator/decision.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

struct AuthorizeOptions {
  NotPrincipalMode not_principal = NotPrincipalMode::kStrict;  // R2.31
  TypeErrors type_errors = TypeErrors::kAwsLike;               // R3.9
  // full_trace looks at every part of every statement, so that an explanation can say all that
  // failed; the answer is the same.
  bool full_trace = false;
};

// Workspace: buffers that a thread reuses from decision to decision.
struct Workspace {
  std::vector<compiler::GlobToken> tokens;
};

// Authorize decides by iam.md section 5 and kms.md sections 1 to 3; `decision` is overwritten.
void Authorize(const AppliedPolicies& policies, const Request& request,
               const AuthorizeOptions& options, Workspace& workspace, Decision& decision) noexcept;

}  // namespace keyward::evaluator
