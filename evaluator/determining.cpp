#include <algorithm>

#include "compiler/values.h"
#include "evaluator/explain.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;
using compiler::PolicyType;

bool Limits(StepOutcome outcome) {
  return outcome == StepOutcome::kNoAllow || outcome == StepOutcome::kDeny ||
         outcome == StepOutcome::kUnknown;
}

// NeedsDelegation: identity policies count only where this policy lets them (R5.33, R5.32).
bool NeedsDelegation(PolicyType type) {
  return type == PolicyType::kKeyPolicy || type == PolicyType::kRoleTrust;
}

// CarriedAllow: the Allow statement stands on a side that the Allow needed.
bool CarriedAllow(const Decision& decision, const ProgramTrace& place,
                  const StatementTrace& trace) {
  const bool by_identity = decision.AllowedBy(Step::kIdentity);
  if (place.step == Step::kIdentity) return by_identity;
  if (place.step != Step::kResource) return false;
  if (!decision.same_account && by_identity) return true;
  switch (static_cast<MatchKind>(trace.kind)) {
    case MatchKind::kDirect: return decision.AllowedBy(Step::kResource);
    case MatchKind::kEntity:
      return decision.AllowedBy(Step::kResource) &&
             !Limits(decision.steps[static_cast<size_t>(Step::kPermissionsBoundary)]) &&
             !Limits(decision.steps[static_cast<size_t>(Step::kSession)]);
    case MatchKind::kAccount: return by_identity && NeedsDelegation(place.program->type());
    case MatchKind::kNone: break;
  }
  return false;
}

bool Determines(const Decision& decision, const ProgramTrace& place, uint32_t statement) {
  const StatementTrace& trace = decision.statement(place, statement);
  if (Applies(trace) != Truth::kTrue) return false;
  const bool allow = place.program->statements()[statement].effect == Effect::kAllow;
  if (decision.outcome == Outcome::kExplicitDeny) return !allow;
  return decision.outcome == Outcome::kAllowed && allow && CarriedAllow(decision, place, trace);
}

Residual MakeResidual(const Decision& decision, StatementIndex index, const SourceOf& source_of) {
  Residual residual;
  residual.ref = RefTo(decision, index, source_of);
  return residual;
}

Residual MakeResidual(const Decision& decision, StatementIndex index, const SourceOf& source_of,
                      const compiler::PredicateUse& use) {
  Residual residual = MakeResidual(decision, index, source_of);
  const compiler::Program& program = *residual.ref.program;
  const compiler::Predicate& predicate = program.predicates()[use.predicate];
  residual.op = compiler::Spell({predicate.op, predicate.qualifier, predicate.if_exists});
  residual.key = program.text(use.key);
  for (const compiler::Operand& operand : program.operands(predicate.operands)) {
    residual.values.emplace_back(program.text(operand.written));
  }
  residual.span = use.values_span;
  return residual;
}

void AddResiduals(const Decision& decision, StatementIndex index, const SourceOf& source_of,
                  std::vector<Residual>& found) {
  const ProgramTrace& place = decision.programs[index.program];
  const compiler::Program& program = *place.program;
  const compiler::StatementCode& code = program.statements()[index.statement];
  if (Unpacked(decision.statement(place, index.statement).resource) == Truth::kUnknown) {
    Residual residual = MakeResidual(decision, index, source_of);
    residual.op = code.not_resource ? "NotResource" : "Resource";
    for (const compiler::ArnPattern& pattern : program.resources(code.resources)) {
      residual.values.emplace_back(program.text(pattern.text));
    }
    residual.span = program.sources()[index.statement].resource;
    found.push_back(std::move(residual));
  }
  for (const compiler::PredicateUse& use : program.uses(code.uses)) {
    if (TestTruth(TraceOf(decision, place, use), code.effect) != Truth::kUnknown) continue;
    found.push_back(MakeResidual(decision, index, source_of, use));
  }
}

// AsksFor: the statement's other parts hold, so that its conditions were asked.
bool AsksFor(const StatementTrace& trace) {
  return trace.action != 0 && Unpacked(trace.action) != Truth::kFalse &&
         Unpacked(trace.principal) != Truth::kFalse && Unpacked(trace.resource) != Truth::kFalse;
}

void AddMissing(const Decision& decision, const ProgramTrace& place, uint32_t statement,
                std::vector<std::string>& keys) {
  const compiler::Program& program = *place.program;
  for (const compiler::PredicateUse& use : program.uses(program.statements()[statement].uses)) {
    const compiler::Key& key = program.key(program.predicates()[use.predicate].key);
    if (key.hidden || TraceOf(decision, place, use).missing == 0) continue;
    const std::string_view name = program.text(use.key);
    const bool known = std::any_of(keys.begin(), keys.end(), [name](const std::string& other) {
      return compiler::EqualsIgnoringAsciiCase(other, name);
    });
    if (!known) keys.emplace_back(name);
  }
}

}  // namespace

void FindDetermining(const Decision& decision, std::vector<StatementIndex>& found) {
  found.clear();
  for (uint32_t i = 0; i < decision.programs.size(); ++i) {
    const ProgramTrace& place = decision.programs[i];
    if (!place.applicable) continue;
    const size_t count = place.program->statements().size();
    for (uint32_t statement = 0; statement < count; ++statement) {
      if (Determines(decision, place, statement)) found.push_back({i, statement});
    }
  }
}

StatementRef RefTo(const Decision& decision, StatementIndex index, const SourceOf& source_of) {
  const ProgramTrace& place = decision.programs[index.program];
  const compiler::StatementSource& source = place.program->sources()[index.statement];
  StatementRef ref;
  ref.program = place.program;
  ref.step = place.step;
  ref.level = place.level;
  ref.index = index.statement;
  ref.policy = PolicyName(place);
  ref.sid = place.program->text(source.sid);
  ref.has_sid = source.has_sid;
  ref.effect = place.program->statements()[index.statement].effect;
  ref.source = source_of ? source_of(*place.program) : nullptr;
  ref.span = source.span;
  return ref;
}

std::vector<StatementRef> DeterminingStatements(const Decision& decision,
                                                const SourceOf& source_of) {
  std::vector<StatementIndex> found;
  FindDetermining(decision, found);
  std::vector<StatementRef> refs;
  for (const StatementIndex index : found) refs.push_back(RefTo(decision, index, source_of));
  return refs;
}

std::vector<std::string> MissingContextKeys(const Decision& decision) {
  std::vector<std::string> keys;
  for (const ProgramTrace& place : decision.programs) {
    if (!place.applicable) continue;
    const size_t count = place.program->statements().size();
    for (uint32_t statement = 0; statement < count; ++statement) {
      if (!AsksFor(decision.statement(place, statement))) continue;
      AddMissing(decision, place, statement, keys);
    }
  }
  return keys;
}

std::vector<Residual> FindResidual(const Decision& decision, const SourceOf& source_of) {
  std::vector<Residual> found;
  if (decision.outcome != Outcome::kUnknown) return found;
  for (uint32_t i = 0; i < decision.programs.size(); ++i) {
    const ProgramTrace& place = decision.programs[i];
    if (!place.applicable) continue;
    const size_t count = place.program->statements().size();
    for (uint32_t statement = 0; statement < count; ++statement) {
      if (Applies(decision.statement(place, statement)) != Truth::kUnknown) continue;
      AddResiduals(decision, {i, statement}, source_of, found);
    }
  }
  return found;
}

}  // namespace keyward::evaluator
