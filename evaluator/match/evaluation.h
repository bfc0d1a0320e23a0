// Evaluation: runs the statements of programs against one request and leaves the trace.
//
// Flow      AppliedPolicies × Request --Run per program--> ProgramResult, traces in the Decision
// Promise   the one place where statements are evaluated; explanations read what it left.
#pragma once

#include "evaluator/authorize.h"
#include "evaluator/match/condition.h"
#include "evaluator/match/statement.h"

namespace keyward::evaluator {

// ProgramResult: what a program's applying statements amount to.
struct ProgramResult {
  Truth deny = Truth::kFalse;
  Truth direct = Truth::kFalse;  // Allow by kind of principal match
  Truth entity = Truth::kFalse;
  Truth account = Truth::kFalse;

  Truth AnyAllow() const { return Or(direct, Or(entity, account)); }
};

void Merge(ProgramResult& into, const ProgramResult& other);

class Evaluation {
 public:
  Evaluation(const Request& request, const AuthorizeOptions& options, Workspace& workspace,
             Decision& decision)
      : request_(request),
        options_(options),
        matcher_(request.context, workspace.tokens),
        decision_(decision) {}

  // Register gives a program its place in the trace; all are registered before any runs.
  void Register(const compiler::Program& program, Step step, size_t level, size_t index,
                bool applicable);
  // Allot makes room for the traces of all registered programs.
  void Allot();
  // Run evaluates registered program number `place`.
  ProgramResult Run(size_t place, const PrincipalRules& rules);

 private:
  // Traces: a program with the places of its parts in the trace.
  struct Traces {
    const compiler::Program& program;
    StatementTrace* statements;
    PredicateTrace* predicates;
    uint8_t* resources;
  };

  // The three are the loop's body: a call for each would cost as much as its work.
  template <bool kFull>
  [[gnu::always_inline]] void RunStatement(const Traces& traces, uint32_t index,
                                           const PrincipalRules& rules, ProgramResult& result);
  [[gnu::always_inline]] Truth ResourceElement(const Traces& traces,
                                               const compiler::StatementCode& code);
  template <bool kFull>
  [[gnu::always_inline]] Truth Conditions(const Traces& traces,
                                          const compiler::StatementCode& code);

  const Request& request_;
  const AuthorizeOptions& options_;
  PatternMatcher matcher_;
  Decision& decision_;
  size_t statements_ = 0;
  size_t predicates_ = 0;
  size_t resources_ = 0;
};

}  // namespace keyward::evaluator
