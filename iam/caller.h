// Caller: who calls, and which programs apply to the caller.
//
// Flow      ARN of the credentials + SessionFacts --Directory::FindCaller--> Caller
//           Caller --Apply…--> Request and AppliedPolicies --Authorize--> Decision
// Promise   holds its Directory, so that the programs live as long as the Caller does. What Apply
//           writes points into it: keep the Caller, and the Directory of a resource's account,
//           until the decision is made and explained.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/source.h"
#include "evaluator/applied_policies.h"
#include "evaluator/request.h"
#include "iam/entities.h"

namespace keyward::iam {

class Directory;

// SessionPolicies: what was passed to AssumeRole, GetFederationToken or AssumeRoot, compiled by
// Directory::CompileSessionPolicies; null where none was passed.
using SessionPolicies = std::shared_ptr<const PolicyLevel>;

// SessionFacts: what temporary credentials say that no file does.
struct SessionFacts {
  std::string federating_arn;  // who called GetFederationToken: a user, or `…:root`
  SessionPolicies policies;
  evaluator::Pairs tags;        // session tags; they override the role's or user's (R4.6)
  std::string source_identity;  // of a role session
};

struct Caller {
  evaluator::Principal principal;  // prepared
  std::string source_identity;
  SessionPolicies session;
  const PolicyLevel* identity = nullptr;
  const CompiledPolicy* boundary = nullptr;    // null: none
  const Membership* organization = nullptr;    // null: the account is in none
  std::shared_ptr<const Directory> directory;  // null for a service

  // Apply writes the caller's side over `policies`: identity, boundary, session and service control
  // (R5.4). The resource's side is left alone.
  void Apply(evaluator::AppliedPolicies& policies) const;

  // Apply sets the principal, and the keys that only the directory knows, unless they are set:
  // aws:PrincipalOrgID, aws:PrincipalOrgPaths (absent outside an organization, R4.5) and
  // aws:SourceIdentity. Derive is due behind it.
  void Apply(evaluator::Request& request) const;

  // SourceOf finds the text of a program that Apply named; null for another's.
  SourcePtr SourceOf(const compiler::Program& program) const;
};

}  // namespace keyward::iam
