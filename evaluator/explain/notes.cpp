#include <algorithm>
#include <fmt/format.h>

#include "evaluator/explain.h"
#include "evaluator/explain/words.h"
#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;

// OthersHold: all parts of the statement but its principal hold or stay open.
bool OthersHold(const StatementTrace& trace) {
  return trace.action != 0 && Unpacked(trace.action) != Truth::kFalse &&
         Unpacked(trace.resource) != Truth::kFalse && Unpacked(trace.conditions) != Truth::kFalse;
}

// ListsCaller: a value of the element stands for the caller in some way.
bool ListsCaller(const compiler::Program& program, const compiler::StatementCode& code,
                 const Principal& principal) {
  const auto values = program.principals(code.principals);
  return std::any_of(values.begin(), values.end(), [&](const compiler::PrincipalCode& value) {
    return CoversParty(value.match, value.account, value.hash, program.text(value.text),
                       principal) != MatchKind::kNone;
  });
}

// Observations: what a walk over all statements that the answer looked at brings to light.
struct Observations {
  std::string not_principal;   // a statement whose reading depends on the mode (R2.31)
  std::string type_error;      // a statement with a test that could not be made (R3.9)
  std::string case_duplicate;  // a key that the request has in several spellings (R3.3)
};

void ObserveConditions(const Decision& decision, const ProgramTrace& place, uint32_t statement,
                       const Request& request, Observations& seen) {
  const compiler::Program& program = *place.program;
  for (const compiler::PredicateUse& use : program.uses(program.statements()[statement].uses)) {
    if (TraceOf(decision, place, use).type_error != 0 && seen.type_error.empty()) {
      seen.type_error = StatementName(place, statement);
    }
    const compiler::Key& key = program.key(program.predicates()[use.predicate].key);
    const ContextEntry* entry =
        key.hidden ? nullptr : request.context.Find(key.hash, program.text(key.name));
    if (entry != nullptr && entry->next_same != 0 && seen.case_duplicate.empty()) {
      seen.case_duplicate = program.text(key.name);
    }
  }
}

Observations Observe(const Decision& decision, const Request& request) {
  Observations seen;
  for (const ProgramTrace& place : decision.programs) {
    if (!place.applicable) continue;
    const compiler::Program& program = *place.program;
    for (uint32_t i = 0; i < program.statements().size(); ++i) {
      const compiler::StatementCode& code = program.statements()[i];
      const StatementTrace& trace = decision.statement(place, i);
      const bool by_mode = code.not_principal && code.effect == Effect::kDeny &&
                           OthersHold(trace) && ListsCaller(program, code, request.principal);
      if (by_mode && seen.not_principal.empty()) seen.not_principal = StatementName(place, i);
      const bool asked = trace.action != 0 && Unpacked(trace.action) == Truth::kTrue &&
                         Unpacked(trace.principal) != Truth::kFalse &&
                         Unpacked(trace.resource) != Truth::kFalse;
      if (asked) ObserveConditions(decision, place, i, request, seen);
    }
  }
  return seen;
}

std::string NotPrincipalNote(const Decision& decision, const std::string& statement) {
  if (decision.not_principal == NotPrincipalMode::kStrict) {
    return fmt::format(
        "{} is a Deny with NotPrincipal, read strictly: it spares a caller only if "
        "the account, the user or role and the session are all listed (R2.31)",
        statement);
  }
  return fmt::format(
      "{} is a Deny with NotPrincipal, read leniently: it spares a caller as soon as "
      "one listed value matches (R2.31)",
      statement);
}

std::string TypeErrorNote(const Decision& decision, const std::string& statement) {
  if (decision.type_errors == TypeErrors::kAwsLike) {
    return fmt::format(
        "{} compares values of the wrong type; such a test was taken to fail, as in "
        "AWS (R3.9)",
        statement);
  }
  return fmt::format(
      "{} compares values of the wrong type; such a test fails in an Allow and holds "
      "in a Deny (fail closed, R3.9)",
      statement);
}

}  // namespace

std::vector<std::string> DecisionNotes(const Decision& decision, const Request& request) {
  std::vector<std::string> notes;
  if (decision.internal_error) {
    notes.emplace_back("the evaluation ran out of memory; a failed evaluation denies (R5.47)");
  }
  const Observations seen = Observe(decision, request);
  if (!seen.not_principal.empty()) notes.push_back(NotPrincipalNote(decision, seen.not_principal));
  if (!seen.type_error.empty()) notes.push_back(TypeErrorNote(decision, seen.type_error));
  if (!seen.case_duplicate.empty()) {
    notes.push_back(
        fmt::format("the request has {} in spellings that differ only in letter case; "
                    "AWS leaves open which one counts: an Allow was taken to need all, "
                    "a Deny any (R3.3)",
                    seen.case_duplicate));
  }
  return notes;
}

}  // namespace keyward::evaluator
