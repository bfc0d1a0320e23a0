#include "report/simulation_json.h"

#include "report/json_writer.h"

namespace keyward::report {
namespace {

using evaluator::Outcome;
using evaluator::PrincipalKind;
using evaluator::Step;
using evaluator::StepOutcome;

StepOutcome OutcomeOf(const evaluator::Decision& decision, Step step) {
  return decision.steps[static_cast<size_t>(step)];
}

// EvalDecision has no word for an open answer: what is not allowed for certain is denied.
std::string_view EvalDecision(Outcome outcome) {
  return outcome == Outcome::kUnknown ? "implicitDeny" : OutcomeName(outcome);
}

std::string_view EvalDecision(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::kAllow: return "allowed";
    case StepOutcome::kDeny: return "explicitDeny";
    default: return "implicitDeny";
  }
}

// SourcePolicyType is the IAM API's word for where a policy comes from.
std::string_view SourcePolicyType(Step step, PrincipalKind kind) {
  switch (step) {
    case Step::kIdentity: return kind == PrincipalKind::kAssumedRole ? "role" : "user";
    case Step::kPermissionsBoundary: return "user-managed";
    case Step::kResource: return "resource";
    default: return "none";
  }
}

void WritePosition(std::string_view name, const Position& position, JsonWriter& json) {
  json.MemberObject(name);
  json.MemberNumber("Line", position.line);
  json.MemberNumber("Column", position.column);
  json.EndObject();
}

// Positions are those in the policy document itself, as AWS has them.
void WriteMatched(const evaluator::Request& request, const evaluator::Decision& decision,
                  const evaluator::SourceOf& source_of, JsonWriter& json) {
  json.MemberArray("MatchedStatements");
  for (const evaluator::StatementRef& ref : DeterminingStatements(decision, source_of)) {
    json.BeginObject();
    json.Member("SourcePolicyId", ref.policy);
    json.Member("SourcePolicyType", SourcePolicyType(ref.step, request.principal.kind));
    if (ref.source != nullptr) {
      WritePosition("StartPosition", ref.source->PositionAt(ref.span.begin), json);
      WritePosition("EndPosition", ref.source->PositionAt(ref.span.end), json);
    }
    json.EndObject();
  }
  json.EndArray();
}

bool Passes(StepOutcome outcome) {
  return outcome == StepOutcome::kAllow || outcome == StepOutcome::kNone ||
         outcome == StepOutcome::kNotApplicable;
}

void WriteLimits(const evaluator::Decision& decision, JsonWriter& json) {
  const StepOutcome scp = OutcomeOf(decision, Step::kServiceControl);
  const StepOutcome rcp = OutcomeOf(decision, Step::kResourceControl);
  if (scp != StepOutcome::kNone || rcp != StepOutcome::kNone) {
    json.MemberObject("OrganizationsDecisionDetail");
    json.MemberBool("AllowedByOrganizations", Passes(scp) && Passes(rcp));
    json.EndObject();
  }
  const StepOutcome boundary = OutcomeOf(decision, Step::kPermissionsBoundary);
  if (boundary != StepOutcome::kNone && boundary != StepOutcome::kNotApplicable) {
    json.MemberObject("PermissionsBoundaryDecisionDetail");
    json.MemberBool("AllowedByPermissionsBoundary", boundary == StepOutcome::kAllow);
    json.EndObject();
  }
}

// WriteDetails: AWS leaves the map empty within one account, and out where the action has no
// resource.
void WriteDetails(const evaluator::Request& request, const evaluator::Decision& decision,
                  JsonWriter& json) {
  const bool open = decision.outcome == Outcome::kUnknown;
  if (request.resource.any && !open) return;
  json.MemberObject("EvalDecisionDetails");
  if (!decision.same_account && !request.resource.any) {
    for (const Step step : {Step::kIdentity, Step::kResource}) {
      json.Member(StepName(step), EvalDecision(OutcomeOf(decision, step)));
    }
  }
  if (open) json.Member("keyward", "unknown");
  json.EndObject();
}

}  // namespace

void AppendSimulationJson(const evaluator::Request& request, const evaluator::Decision& decision,
                          const evaluator::SourceOf& source_of, std::string& out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Member("EvalActionName", request.action.text);
  json.Member("EvalResourceName", request.resource.arn);
  json.Member("EvalDecision", EvalDecision(decision.outcome));
  WriteMatched(request, decision, source_of, json);
  json.MemberArray("MissingContextValues");
  for (const std::string& key : MissingContextKeys(decision)) json.String(key);
  json.EndArray();
  WriteLimits(decision, json);
  WriteDetails(request, decision, json);
  json.EndObject();
}

}  // namespace keyward::report
