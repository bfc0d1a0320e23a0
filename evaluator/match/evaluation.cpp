#include "evaluator/match/evaluation.h"

namespace keyward::evaluator {
namespace {

using compiler::Effect;
using compiler::Program;
using compiler::StatementCode;

uint8_t Pack(Truth truth) { return static_cast<uint8_t>(1 + static_cast<int>(truth)); }
Truth Unpack(uint8_t packed) { return static_cast<Truth>(packed - 1); }

void AddAllow(ProgramResult& result, MatchKind kind, Truth applies) {
  switch (kind) {
    case MatchKind::kDirect: result.direct = Or(result.direct, applies); break;
    case MatchKind::kEntity: result.entity = Or(result.entity, applies); break;
    case MatchKind::kAccount: result.account = Or(result.account, applies); break;
    case MatchKind::kNone: break;
  }
}

}  // namespace

void Merge(ProgramResult& into, const ProgramResult& other) {
  into.deny = Or(into.deny, other.deny);
  into.direct = Or(into.direct, other.direct);
  into.entity = Or(into.entity, other.entity);
  into.account = Or(into.account, other.account);
}

void Evaluation::Register(const Program& program, Step step, size_t level, size_t index,
                          bool applicable) {
  ProgramTrace place;
  place.program = &program;
  place.step = step;
  place.level = static_cast<uint32_t>(level);
  place.index = static_cast<uint32_t>(index);
  place.applicable = applicable;
  place.first_statement = static_cast<uint32_t>(statements_);
  place.first_predicate = static_cast<uint32_t>(predicates_);
  place.first_resource = static_cast<uint32_t>(resources_);
  statements_ += program.statements().size();
  resources_ += program.resource_elements();
  predicates_ += program.predicates().size();
  decision_.programs.push_back(place);
}

void Evaluation::Allot() {
  decision_.statements.assign(statements_, StatementTrace{});
  decision_.predicates.assign(predicates_, PredicateTrace{});
  decision_.resources.assign(resources_, 0);
}

ProgramResult Evaluation::Run(size_t place, const PrincipalRules& rules) {
  const ProgramTrace& trace = decision_.programs[place];
  const Program& program = *trace.program;
  ProgramResult result;
  if (options_.full_trace) {
    for (uint32_t i = 0; i < program.statements().size(); ++i) {
      RunStatement<true>(trace, i, rules, result);
    }
    return result;
  }
  const std::span<const uint32_t> candidates =
      request_.action.kms ? program.StatementsOf(*request_.action.kms)
                          : program.StatementsOfVendor(request_.action.service);
  for (uint32_t index : candidates) RunStatement<false>(trace, index, rules, result);
  return result;
}

// RunStatement looks at the parts in turn; without kFull it stops at the first that fails.
template <bool kFull>
void Evaluation::RunStatement(const ProgramTrace& place, uint32_t index,
                              const PrincipalRules& rules, ProgramResult& result) {
  const Program& program = *place.program;
  const StatementCode& code = program.statements()[index];
  StatementTrace& trace = decision_.statements[place.first_statement + index];
  // Statements come from the index of this action; only other services' patterns need a look.
  const bool named =
      (!kFull && request_.action.kms) || NamesAction(program, code, request_.action, matcher_);
  trace.action = Pack(TruthOf(named));
  Truth applies = TruthOf(named && !code.inert);
  if (applies == Truth::kFalse && !kFull) return;
  const MatchKind kind = code.has_principal
                             ? MatchPrincipal(program, code, request_.principal, rules)
                             : MatchKind::kDirect;
  trace.kind = static_cast<uint8_t>(kind);
  trace.principal = Pack(TruthOf(kind != MatchKind::kNone));
  applies = And(applies, TruthOf(kind != MatchKind::kNone));
  if (applies == Truth::kFalse && !kFull) return;
  const Truth resource = ResourceElement(place, code);
  trace.resource = Pack(resource);
  applies = And(applies, resource);
  if (applies == Truth::kFalse && !kFull) return;
  const Truth conditions = Conditions<kFull>(place, code);
  trace.conditions = Pack(conditions);
  applies = And(applies, conditions);
  trace.applies = Pack(applies);
  if (applies == Truth::kFalse) return;
  if (code.effect == Effect::kDeny) {
    result.deny = Or(result.deny, applies);
  } else {
    AddAllow(result, kind, applies);
  }
}

Truth Evaluation::ResourceElement(const ProgramTrace& place, const StatementCode& code) {
  uint8_t& memo = decision_.resources[place.first_resource + code.resource_element];
  if (memo == 0) memo = Pack(MatchResource(*place.program, code, request_, matcher_));
  return Unpack(memo);
}

template <bool kFull>
Truth Evaluation::Conditions(const ProgramTrace& place, const StatementCode& code) {
  Truth all = Truth::kTrue;
  PredicateTrace* const traces = decision_.predicates.data() + place.first_predicate;
  for (const compiler::PredicateUse& use : place.program->uses(code.uses)) {
    PredicateTrace& trace = traces[use.predicate];
    if (trace.allow == 0) {
      trace = EvaluatePredicate(*place.program, use.predicate, request_.context, matcher_,
                                options_.type_errors);
    }
    all = And(all, Unpack(code.effect == Effect::kAllow ? trace.allow : trace.deny));
    if (all == Truth::kFalse && !kFull) break;
  }
  return all;
}

}  // namespace keyward::evaluator
