#include "report/explanation_json.h"

#include "report/json_writer.h"
#include "report/layout/decision_json.h"

namespace keyward::report {
namespace {

using evaluator::Reason;
using evaluator::StatementStory;

constexpr std::string_view kParts[] = {"Statement", "Action", "Principal", "Resource", "Condition"};
constexpr std::string_view kTruths[] = {"false", "unknown", "true"};

void WriteSteps(const Answer& answer, JsonWriter& json) {
  json.MemberArray("steps");
  for (const evaluator::StepStory& step : answer.explanation.steps) {
    json.BeginObject();
    json.Member("step", StepName(step.step));
    json.Member("outcome", StepOutcomeName(step.outcome));
    json.Member("message", step.message);
    json.EndObject();
  }
  json.EndArray();
}

void WriteReason(const Reason& reason, const Source* source, JsonWriter& json) {
  json.BeginObject();
  json.Member("element", kParts[static_cast<size_t>(reason.part)]);
  json.Member("holds", kTruths[static_cast<size_t>(reason.truth)]);
  json.Member("message", reason.message);
  if (!reason.key.empty()) {
    json.Member("key", reason.key);
    json.MemberBool("keyMissing", reason.key_missing);
  }
  if (source != nullptr) WriteRange(source->Locate(reason.span), json);
  json.EndObject();
}

void WriteNearMisses(const Answer& answer, JsonWriter& json) {
  json.MemberArray("nearMisses");
  for (const StatementStory& story : answer.explanation.near_misses) {
    json.BeginObject();
    WriteStatement(story.ref.source.get(), story.ref.policy, story.ref.step, story.ref.sid,
                   story.ref.has_sid, story.ref.index, story.ref.span, json);
    json.Member("effect", EffectWord(story.ref.effect));
    json.MemberArray("reasons");
    for (const Reason& reason : story.reasons) {
      WriteReason(reason, story.ref.source.get(), json);
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

void AppendExplanationJson(const Answer& answer, std::string& out) {
  const evaluator::Explanation& explanation = answer.explanation;
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(*answer.request, *answer.decision, json);
  json.Member("message", explanation.headline);
  WriteSteps(answer, json);
  WriteMatched(explanation.matched, json);
  WriteStrings("missingContextKeys", explanation.missing_context_keys, json);
  WriteResidual(explanation.residual, json);
  WriteRemedies(answer.remedies, json);
  WriteNearMisses(answer, json);
  WriteStrings("notes", explanation.notes, json);
  json.EndObject();
}

void AppendDecisionJson(const evaluator::Request& request, const evaluator::Decision& decision,
                        const evaluator::AppliedPolicies&, const evaluator::SourceOf& source_of,
                        const std::vector<std::string>& notes, std::string& out,
                        const std::vector<evaluator::Remedy>* remedies) {
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(request, decision, json);
  json.Member("message", AccessDeniedMessage(decision, request));
  WriteStepOutcomes(decision, json);
  WriteMatched(decision, source_of, json);
  WriteStrings("missingContextKeys", MissingContextKeys(decision), json);
  WriteResidual(FindResidual(decision, source_of), json);
  WriteRemedies(remedies == nullptr ? std::vector<evaluator::Remedy>() : *remedies, json);
  json.MemberArray("notes");
  for (const std::string& note : DecisionNotes(decision, request)) json.String(note);
  for (const std::string& note : notes) json.String(note);
  json.EndArray();
  json.EndObject();
}

}  // namespace keyward::report
