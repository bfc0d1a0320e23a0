#include "evaluator/authorize.h"

#include <new>

#include "evaluator/match/applicability.h"
#include "evaluator/match/evaluation.h"
#include "evaluator/match/grants.h"
#include "evaluator/match/verdict.h"

namespace keyward::evaluator {
namespace {

// Authorization: one call of Authorize.
class Authorization {
 public:
  Authorization(const AppliedPolicies& policies, const Request& request,
                const AuthorizeOptions& options, Workspace& workspace, Decision& decision)
      : policies_(policies),
        request_(request),
        options_(options),
        decision_(decision),
        evaluation_(request, options, workspace, decision),
        facts_(FindApplicability(policies, request)) {}

  void Run() {
    Reset();
    RegisterAll();
    evaluation_.Allot();
    EvaluateAll();
    MatchAllGrants();
    Conclude(policies_, request_, facts_, decision_);
  }

 private:
  void Reset() {
    const Decision fresh;
    decision_.outcome = fresh.outcome;
    decision_.by = fresh.by;
    decision_.allowed_by = 0;
    decision_.steps.fill(StepOutcome::kNone);
    decision_.same_account = decision_.foreign_operation = decision_.internal_error = false;
    decision_.core = Truth::kFalse;
    decision_.not_principal = options_.not_principal;
    decision_.type_errors = options_.type_errors;
    decision_.programs.clear();
    decision_.grants.assign(policies_.grants.size(), Truth::kFalse);
  }

  void RegisterList(const Programs& programs, Step step, size_t level, bool applicable) {
    for (size_t i = 0; i < programs.size(); ++i) {
      evaluation_.Register(*programs[i], step, level, i, applicable);
    }
  }

  void RegisterLevels(const std::optional<std::vector<Programs>>& levels, Step step,
                      bool applicable) {
    if (!levels) return;
    for (size_t i = 0; i < levels->size(); ++i) RegisterList((*levels)[i], step, i, applicable);
  }

  void RegisterAll() {
    const Applicability& applies = facts_.applies;
    RegisterLevels(policies_.resource_control, Step::kResourceControl, applies.resource_control);
    RegisterLevels(policies_.service_control, Step::kServiceControl, applies.service_control);
    RegisterList(policies_.vpc_endpoint, Step::kVpcEndpoint, 0, applies.vpc_endpoint);
    RegisterList(policies_.resource, Step::kResource, 0, applies.resource);
    RegisterList(policies_.identity, Step::kIdentity, 0, applies.identity);
    RegisterList(policies_.permissions_boundary, Step::kPermissionsBoundary, 0,
                 applies.permissions_boundary);
    if (policies_.session) RegisterList(*policies_.session, Step::kSession, 0, applies.session);
  }

  void EvaluateAll() {
    PrincipalRules rules;
    rules.not_principal = options_.not_principal;
    rules.has_boundary = !policies_.permissions_boundary.empty();
    PrincipalRules endpoint = rules;
    endpoint.gateway_endpoint = policies_.gateway_endpoint;
    for (size_t i = 0; i < decision_.programs.size(); ++i) {
      const ProgramTrace place = decision_.programs[i];
      if (!place.applicable) continue;
      const ProgramResult result =
          evaluation_.Run(i, place.step == Step::kVpcEndpoint ? endpoint : rules);
      facts_.Add(place, result);
    }
    facts_.CloseLevels(policies_.service_control ? policies_.service_control->size() : 0);
  }

  void MatchAllGrants() {
    if (!facts_.applies.key_mode || !request_.action.kms) return;
    if (!FactsOf(*request_.action.kms).grant_operation) return;
    facts_.grants_considered = true;
    facts_.grants = MatchGrants(policies_.grants, request_, decision_.grants);
  }

  const AppliedPolicies& policies_;
  const Request& request_;
  const AuthorizeOptions& options_;
  Decision& decision_;
  Evaluation evaluation_;
  Facts facts_;
};

// Deny records that the evaluation could not be finished (R5.47).
void Deny(Decision& decision) noexcept {
  decision.outcome = Outcome::kImplicitDeny;
  decision.by = Step::kIdentity;
  decision.allowed_by = 0;
  decision.internal_error = true;
  decision.programs.clear();
}

}  // namespace

void Authorize(const AppliedPolicies& policies, const Request& request,
               const AuthorizeOptions& options, Workspace& workspace, Decision& decision) noexcept {
  try {
    Authorization(policies, request, options, workspace, decision).Run();
  } catch (const std::bad_alloc&) {
    Deny(decision);
  }
}

}  // namespace keyward::evaluator
