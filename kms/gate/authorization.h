// Authorization: one Check of a call, put to the evaluator.
//
// Flow      Work + Check --Decide--> Decision, on the request and policies that it was made from
// Promise   the facts of the key, its policy and its grants are those of one moment (KeyEntry); the
//           context keys are those of kms.md section 2 for this action. What is unknown or cannot be
//           said denies.
#pragma once

#include <string>

#include "evaluator/applied_policies.h"
#include "evaluator/decision.h"
#include "evaluator/request.h"
#include "kms/operations/work.h"

namespace keyward::kms {

// Authorization: a decision and what it was made from, so that it can be explained.
struct Authorization {
  const Check* check = nullptr;
  evaluator::Request request;
  evaluator::AppliedPolicies policies;
  evaluator::Decision decision;

  bool Allowed() const { return decision.outcome == evaluator::Outcome::kAllowed; }
};

// Decide fills `authorization` for `check`.
void Decide(const Work& work, const Check& check, Authorization& authorization);

// DeniedMessage is AWS's message for one that is not allowed (K1.46 to K1.53).
std::string DeniedMessage(const Authorization& authorization);

// AddCarriedKeys sets the context keys that the request's parameters give for the check's action
// (kms.md section 2).
void AddCarriedKeys(const Work& work, const Check& check, evaluator::Request& request);

}  // namespace keyward::kms
