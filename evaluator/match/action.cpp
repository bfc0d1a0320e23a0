#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

bool MatchesAction(const compiler::Program& program, const compiler::ActionPattern& pattern,
                   const Action& action, const PatternMatcher& matcher) {
  if (pattern.everything) return true;
  if (pattern.vendor.size != 0 && program.text(pattern.vendor) != action.service) return false;
  return matcher.Match(program, pattern.name, action.name) == PatternMatch::kYes;
}

}  // namespace

bool NamesAction(const compiler::Program& program, const compiler::StatementCode& code,
                 const Action& action, const PatternMatcher& matcher) {
  if (action.kms) return (code.kms_actions & Bit(*action.kms)) != 0;
  if (code.inert) return false;
  for (const compiler::ActionPattern& pattern : program.actions(code.actions)) {
    if (MatchesAction(program, pattern, action, matcher)) return !code.not_action;
  }
  return code.not_action;
}

}  // namespace keyward::evaluator
