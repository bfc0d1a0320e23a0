// Statement parts: does a statement's action, principal, resource element match the request.
//
// Flow      StatementCode × Request --Match…--> Truth, MatchKind
// Promise   pure comparisons of prepared values; allocates nothing.
#pragma once

#include "evaluator/decision.h"
#include "evaluator/match/pattern.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

// PrincipalRules: what changes how principal elements are read.
struct PrincipalRules {
  NotPrincipalMode not_principal = NotPrincipalMode::kStrict;  // R2.31
  bool has_boundary = false;                                   // R2.32
  bool gateway_endpoint = false;                               // R5.14
};

// NamesAction: R2.2 to R2.6.
bool NamesAction(const compiler::Program& program, const compiler::StatementCode& code,
                 const Action& action, const PatternMatcher& matcher);

// MatchPrincipal: R2.20 to R2.35; kNone where the element does not match. Statements of kinds
// without principals match directly.
MatchKind MatchPrincipal(const compiler::Program& program, const compiler::StatementCode& code,
                         const Principal& principal, const PrincipalRules& rules);

// MatchResource: R2.10 to R2.16, R3.45, K1.62.
Truth MatchResource(const compiler::Program& program, const compiler::StatementCode& code,
                    const Request& request, const PatternMatcher& matcher);

// CoversParty: how a grant's grantee or retiring principal covers the caller (K3.10).
MatchKind CoversParty(const compiler::PrincipalMatch match, uint64_t account, uint64_t hash,
                      std::string_view text, const Principal& principal);

}  // namespace keyward::evaluator
