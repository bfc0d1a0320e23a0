#include "evaluator/match/evaluation.h"

#include <cstring>
#include <type_traits>

namespace keyward::evaluator {
namespace {

using compiler::Effect;
using compiler::Program;
using compiler::StatementCode;

uint8_t Pack(Truth truth) { return static_cast<uint8_t>(1 + static_cast<int>(truth)); }
Truth Unpack(uint8_t packed) { return static_cast<Truth>(packed - 1); }

// AssignZeros makes `size` elements that were not evaluated: all their members are zero, and the
// compiler does not see that filling them is one call.
template <typename T>
void AssignZeros(std::vector<T>& list, size_t size) {
  static_assert(std::is_trivially_copyable_v<T>);
  list.resize(size);
  if (size != 0) std::memset(static_cast<void*>(list.data()), 0, size * sizeof(T));
}

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
  AssignZeros(decision_.statements, statements_);
  AssignZeros(decision_.predicates, predicates_);
  AssignZeros(decision_.resources, resources_);
}

// RunStatement looks at the parts in turn; without kFull it stops at the first that fails.
template <bool kFull>
inline void Evaluation::RunStatement(const Traces& traces, uint32_t index,
                                     const PrincipalRules& rules, ProgramResult& result) {
  const Program& program = traces.program;
  const StatementCode& code = program.statements()[index];
  StatementTrace& trace = traces.statements[index];
  // Statements come from the index of this action; only other services' patterns need a look.
  const bool named =
      (!kFull && request_.action.kms) || NamesAction(program, code, request_.action, matcher_);
  trace.action = Pack(TruthOf(named));
  if ((!named || code.inert) && !kFull) return;
  const MatchKind kind = code.has_principal
                             ? MatchPrincipal(program, code, request_.principal, rules)
                             : MatchKind::kDirect;
  trace.kind = static_cast<uint8_t>(kind);
  trace.principal = Pack(TruthOf(kind != MatchKind::kNone));
  if (kind == MatchKind::kNone && !kFull) return;
  const Truth resource = ResourceElement(traces, code);
  trace.resource = Pack(resource);
  if (resource == Truth::kFalse && !kFull) return;
  const Truth conditions = Conditions<kFull>(traces, code);
  trace.conditions = Pack(conditions);
  Truth applies = And(resource, conditions);
  if (kFull && (!named || code.inert || kind == MatchKind::kNone)) applies = Truth::kFalse;
  trace.applies = Pack(applies);
  if (applies == Truth::kFalse) return;
  if (code.effect == Effect::kDeny) {
    result.deny = Or(result.deny, applies);
  } else {
    AddAllow(result, kind, applies);
  }
}

inline Truth Evaluation::ResourceElement(const Traces& traces, const StatementCode& code) {
  uint8_t& memo = traces.resources[code.resource_element];
  if (memo == 0) memo = Pack(MatchResource(traces.program, code, request_, matcher_));
  return Unpack(memo);
}

template <bool kFull>
inline Truth Evaluation::Conditions(const Traces& traces, const StatementCode& code) {
  Truth all = Truth::kTrue;
  for (const uint32_t predicate : traces.program.used_predicates(code.uses)) {
    PredicateTrace& trace = traces.predicates[predicate];
    if (trace.allow == 0) {
      EvaluatePredicate(traces.program, predicate, request_.context, matcher_, options_.type_errors,
                        trace);
    }
    all = And(all, Unpack(code.effect == Effect::kAllow ? trace.allow : trace.deny));
    if (all == Truth::kFalse && !kFull) break;
  }
  return all;
}

ProgramResult Evaluation::Run(size_t place, const PrincipalRules& rules) {
  const ProgramTrace& registered = decision_.programs[place];
  const Program& program = *registered.program;
  const Traces traces{program, decision_.statements.data() + registered.first_statement,
                      decision_.predicates.data() + registered.first_predicate,
                      decision_.resources.data() + registered.first_resource};
  ProgramResult result;
  if (options_.full_trace) {
    for (uint32_t i = 0; i < program.statements().size(); ++i) {
      RunStatement<true>(traces, i, rules, result);
    }
    return result;
  }
  const std::span<const uint32_t> candidates =
      request_.action.kms ? program.StatementsOf(*request_.action.kms)
                          : program.StatementsOfVendor(request_.action.service);
  for (uint32_t index : candidates) RunStatement<false>(traces, index, rules, result);
  return result;
}

}  // namespace keyward::evaluator
