// Conclude: from what the policies of each kind said to the decision (iam.md section 5.1).
//
// Flow      ProgramResults, grants --Facts--> Conclude --> outcome, by, steps of the Decision
// Promise   Kleene logic throughout: a question that an unknown key leaves open stays open.
#pragma once

#include "evaluator/match/applicability.h"
#include "evaluator/match/evaluation.h"
#include "evaluator/match/grants.h"

namespace keyward::evaluator {

// Facts: what the evaluation of all applicable programs amounts to.
class Facts {
 public:
  explicit Facts(const Applicability& applicability) : applies(applicability) {}

  Applicability applies;
  std::array<Truth, kStepCount> deny{};   // an applying Deny per kind
  std::array<Truth, kStepCount> allow{};  // an applying Allow per kind
  ProgramResult resource;
  GrantResult grants;
  bool grants_considered = false;

  // Service control policies, added up level by level (R5.6): all closed levels, the open one, and
  // how many are closed.
  Truth scp_levels = Truth::kTrue;
  Truth scp_level = Truth::kFalse;
  size_t scp_open = 0;

  // Add takes one program's result; programs of levels come in the order of their levels.
  void Add(const ProgramTrace& place, const ProgramResult& result);
  // CloseLevels ends all `count` levels of service control policies.
  void CloseLevels(size_t count);

 private:
  void CloseLevel();
};

// Conclude fills outcome, by, allowed_by, steps, same_account, foreign_operation, core.
void Conclude(const AppliedPolicies& policies, const Request& request, const Facts& facts,
              Decision& decision);

}  // namespace keyward::evaluator
