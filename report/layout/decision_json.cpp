#include "report/layout/decision_json.h"

#include <array>

#include "report/layout/answer_words.h"

namespace keyward::report {
namespace {

using evaluator::Step;

constexpr std::string_view kChangeKinds[] = {"setContext",   "addStatement", "removeStatement",
                                             "useOperation", "addGrant",     "addResource"};

// StepObjects: every step with every outcome as JSON, made once.
constexpr size_t kOutcomeCount = 6;
using StepObjects = std::array<std::array<std::string, kOutcomeCount>, evaluator::kStepCount>;

StepObjects MakeStepObjects() {
  StepObjects objects;
  for (size_t step = 0; step < evaluator::kStepCount; ++step) {
    for (size_t outcome = 0; outcome < kOutcomeCount; ++outcome) {
      JsonWriter json(objects[step][outcome]);
      json.BeginObject();
      json.Member("step", StepName(static_cast<Step>(step)));
      json.Member("outcome", StepOutcomeName(static_cast<evaluator::StepOutcome>(outcome)));
      json.EndObject();
    }
  }
  return objects;
}

void WritePosition(std::string_view name, const Position& position, JsonWriter& json) {
  json.MemberObject(name);
  json.MemberNumber("line", position.line);
  json.MemberNumber("column", position.column);
  json.MemberNumber("offset", position.offset);
  json.EndObject();
}

void WriteValues(const evaluator::Change& change, JsonWriter& json) {
  json.Member("key", change.key);
  WriteStrings("values", change.values, json);
}

// WriteChange writes the members of one change; those of no meaning for its kind are left out.
void WriteChange(const evaluator::Change& change, JsonWriter& json) {
  using evaluator::ChangeKind;
  json.BeginObject();
  json.Member("kind", kChangeKinds[static_cast<size_t>(change.kind)]);
  if (change.kind == ChangeKind::kSetContext) {
    WriteValues(change, json);
  } else if (change.kind == ChangeKind::kAddStatement || change.kind == ChangeKind::kAddGrant) {
    json.Member("policyType", StepName(change.step));
    if (change.level >= 0) json.MemberNumber("level", static_cast<uint64_t>(change.level));
    if (!change.policy.empty()) json.Member("policy", change.policy);
    json.Key(change.kind == ChangeKind::kAddGrant ? "grant" : "statement");
    json.Raw(change.statement);
  } else if (change.kind == ChangeKind::kRemoveStatement ||
             change.kind == ChangeKind::kAddResource) {
    const evaluator::StatementRef& ref = change.target;
    if (change.kind == ChangeKind::kAddResource) {
      json.Key("element");
      json.Raw(change.statement);
    }
    json.MemberObject("statement");
    WriteStatement(ref.source.get(), ref.policy, ref.step, ref.sid, ref.has_sid, ref.index,
                   ref.span, json);
    json.EndObject();
  }
  json.EndObject();
}

void WriteChanges(const std::vector<evaluator::Change>& changes, JsonWriter& json) {
  if (changes.size() == 1) return WriteChange(changes.front(), json);
  json.BeginObject();
  json.Member("kind", "all");
  json.MemberArray("changes");
  for (const evaluator::Change& change : changes) WriteChange(change, json);
  json.EndArray();
  json.EndObject();
}

}  // namespace

std::string_view EffectWord(compiler::Effect effect) {
  return effect == compiler::Effect::kAllow ? "Allow" : "Deny";
}

void WriteHead(const evaluator::Request& request, const evaluator::Decision& decision,
               JsonWriter& json) {
  json.Member("principal", CallerName(request.principal));
  json.Member("action", request.action.text);
  json.Member("resource", request.resource.arn);
  json.Member("decision", OutcomeName(decision.outcome));
  json.Key("by");
  if (decision.outcome == evaluator::Outcome::kUnknown) {
    json.Null();
  } else {
    json.String(StepName(decision.by));
  }
  json.MemberArray("allowedBy");
  for (const Step step : {Step::kResource, Step::kGrant, Step::kIdentity}) {
    if (decision.AllowedBy(step)) json.String(StepName(step));
  }
  json.EndArray();
}

void WriteStepOutcomes(const evaluator::Decision& decision, JsonWriter& json) {
  static const StepObjects kObjects = MakeStepObjects();
  json.MemberArray("steps");
  for (size_t i = 0; i < evaluator::kStepCount; ++i) {
    json.Raw(kObjects[i][static_cast<size_t>(decision.steps[i])]);
  }
  json.EndArray();
}

void WriteRange(const Location& at, JsonWriter& json) {
  WritePosition("start", at.start, json);
  WritePosition("end", at.end, json);
}

void WriteStatement(const Source* source, std::string_view policy, Step step, std::string_view sid,
                    bool has_sid, uint32_t index, Span span, JsonWriter& json) {
  json.Member("policy", policy);
  json.Member("policyType", StepName(step));
  if (has_sid) json.Member("sid", sid);
  json.MemberNumber("index", index);
  if (source == nullptr) return;
  const Location at = source->Locate(span);
  json.Member("file", at.file);
  WriteRange(at, json);
}

void WriteMatched(const std::vector<evaluator::StatementStory>& matched, JsonWriter& json) {
  json.MemberArray("matchedStatements");
  for (const evaluator::StatementStory& story : matched) {
    const evaluator::StatementRef& ref = story.ref;
    json.BeginObject();
    WriteStatement(ref.source.get(), ref.policy, ref.step, ref.sid, ref.has_sid, ref.index,
                   ref.span, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteMatched(const evaluator::Decision& decision, const evaluator::SourceOf& source_of,
                  JsonWriter& json) {
  json.MemberArray("matchedStatements");
  for (const evaluator::StatementRef& ref : DeterminingStatements(decision, source_of)) {
    json.BeginObject();
    WriteStatement(ref.source.get(), ref.policy, ref.step, ref.sid, ref.has_sid, ref.index,
                   ref.span, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteStrings(std::string_view name, const std::vector<std::string>& strings,
                  JsonWriter& json) {
  json.MemberArray(name);
  for (const std::string& text : strings) json.String(text);
  json.EndArray();
}

void WriteResidual(const std::vector<evaluator::Residual>& residual, JsonWriter& json) {
  json.MemberArray("residual");
  for (const evaluator::Residual& one : residual) {
    json.BeginObject();
    json.Member("policy", one.ref.policy);
    json.Key("statement");
    if (one.ref.sid.empty()) {
      json.String("[" + std::to_string(one.ref.index) + "]");
    } else {
      json.String(one.ref.sid);
    }
    json.Member("effect", EffectWord(one.ref.effect));
    json.Member("operator", one.op);
    json.Member("key", one.key);
    WriteStrings("values", one.values, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteRemedies(const std::vector<evaluator::Remedy>& remedies, JsonWriter& json) {
  json.MemberArray("remedies");
  for (const evaluator::Remedy& remedy : remedies) {
    json.BeginObject();
    json.Member("text", remedy.text);
    json.Key("change");
    WriteChanges(remedy.changes, json);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace keyward::report
