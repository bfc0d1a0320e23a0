#include "evaluator/match/condition.h"

#include <algorithm>

#include "evaluator/operators/operator.h"

namespace keyward::evaluator {
namespace {

using compiler::Operand;
using compiler::OperandKind;
using compiler::Predicate;
using compiler::Qualifier;
using compiler::Test;

// Verdict: a test's truth, and whether a comparison in it could not be made (R3.9).
struct Verdict {
  Truth truth = Truth::kFalse;
  bool type_error = false;
  bool null_variable = false;
  bool unknown_variable = false;
};

// VerdictOf reads a test's result from the comparisons with its values: OR, or NOR when negated (R3.4).
inline Verdict VerdictOf(bool negated, ComparisonSet occurred) {
  const auto has = [occurred](Comparison c) { return (occurred & BitOf(c)) != 0; };
  Verdict verdict;
  verdict.type_error = has(Comparison::kTypeError);
  verdict.unknown_variable = has(Comparison::kUnknown);
  verdict.null_variable = has(Comparison::kNull);
  const Truth any = has(Comparison::kYes)      ? Truth::kTrue
                    : verdict.unknown_variable ? Truth::kUnknown
                                               : Truth::kFalse;
  // R3.9: a negated test with any error is false.
  verdict.truth = !negated ? any : verdict.type_error ? Truth::kFalse : Not(any);
  // An error beside a value that matched changes nothing, in whatever order they stand.
  verdict.type_error = verdict.type_error && verdict.truth != Truth::kTrue;
  return verdict;
}

// CompareAll tests one context value against all policy values.
inline ComparisonSet CompareAll(const compiler::Program& program, const Predicate& predicate,
                                const Context& context, const ContextValue& value,
                                const PatternMatcher& matcher) {
  return CompareEachFunctionOf(predicate.test)(program, program.operands(predicate.operands),
                                               context, value, matcher, predicate.negated);
}

// Probes holds one well-formed value per Family, in the order of that enumeration.
const Context& Probes() {
  static const Context kProbes = [] {
    Context context;
    context.SetMultivalued("probe", {"x", "0", "2026-01-01", "true", "QQ==", "192.0.2.1",
                                     "arn:aws:iam::111122223333:root", ""});
    return context;
  }();
  return kProbes;
}

class PredicateTest {
 public:
  PredicateTest(const compiler::Program& program, const Predicate& predicate,
                const Context& context, const PatternMatcher& matcher)
      : program_(program),
        predicate_(predicate),
        operands_(program.operands(predicate.operands)),
        context_(context),
        matcher_(matcher) {}

  // Missing is the result for a key that the context does not hold (R3.7, R3.8, R3.31, R3.35).
  Truth Missing() const { return TruthOf(predicate_.holds_when_missing); }

  // Unknown is the result for a key that was left open: certain only where absence and every possible
  // value agree (scenario.md, unknownContextKeys).
  Truth Unknown(bool multivalued, bool errors_count) const {
    const Truth missing = Missing();
    const Truth present = PresentWhatever(multivalued, errors_count);
    return missing == present ? missing : Truth::kUnknown;
  }

  // Present is the result for one entry of the context.
  Verdict Present(const ContextEntry& entry) const {
    if (predicate_.test == Test::kNull) return {PresentNull(entry)};
    if (predicate_.qualifier == Qualifier::kNone) return PresentBare(entry);
    // R3.6: with IfExists an empty list of values holds only when the key is missing.
    if (operands_.empty() && predicate_.if_exists) return {Truth::kFalse};
    if (IsNull(entry)) return {TruthOf(predicate_.qualifier == Qualifier::kForAllValues)};
    if (operands_.empty()) return {Truth::kFalse};  // R3.6
    return PresentQualified(entry);
  }

 private:
  // IsNull: nothing, or nothing but empty strings (R3.20, R3.31).
  bool IsNull(const ContextEntry& entry) const {
    for (uint32_t i = 0; i < entry.value_count; ++i) {
      if (context_.value(entry, i).size != 0) return false;
    }
    return true;
  }

  bool NullTestWants(bool null) const {
    return std::any_of(operands_.begin(), operands_.end(), [null](const Operand& operand) {
      return operand.kind == OperandKind::kBool && operand.flag == null;
    });
  }

  Truth PresentNull(const ContextEntry& entry) const {
    if (predicate_.qualifier != Qualifier::kNone) {
      return TruthOf(predicate_.qualifier == Qualifier::kForAllValues);  // R3.35
    }
    return TruthOf(NullTestWants(IsNull(entry)));
  }

  Verdict PresentBare(const ContextEntry& entry) const {
    if (entry.multivalued) return {Truth::kFalse};  // R3.33
    if (operands_.empty()) return {TruthOf(predicate_.negated && !predicate_.if_exists)};
    return CompareAll(context_.value(entry, 0));
  }

  Verdict PresentQualified(const ContextEntry& entry) const {
    const bool all = predicate_.qualifier == Qualifier::kForAllValues;
    Verdict result{TruthOf(all)};
    for (uint32_t i = 0; i < entry.value_count; ++i) {
      const Verdict one = CompareAll(context_.value(entry, i));
      result.truth = all ? And(result.truth, one.truth) : Or(result.truth, one.truth);
      result.type_error |= one.type_error;
      result.null_variable |= one.null_variable;
      result.unknown_variable |= one.unknown_variable;
    }
    return result;
  }

  Verdict CompareAll(const ContextValue& value) const {
    return VerdictOf(predicate_.negated, keyward::evaluator::CompareAll(program_, predicate_,
                                                                        context_, value, matcher_));
  }

  // Always is the verdict on every possible single value, or an unknown truth where it depends on the
  // value. Each policy value is compared with one value of its family: what comes out as error or
  // null does so for every value.
  Verdict Always() const {
    const CompareFunction compare = CompareFunctionOf(predicate_.test);
    const Context& probes = Probes();
    const ContextValue& probe =
        probes.value(probes.entries()[0], static_cast<uint32_t>(FactsOf(predicate_.op).family));
    bool everything = false;
    bool depends = false;
    Verdict verdict{Truth::kUnknown};
    for (const Operand& operand : operands_) {
      const Comparison probed = compare({program_, operand, probes, probe, matcher_});
      verdict.type_error = verdict.type_error || probed == Comparison::kTypeError;
      if (probed == Comparison::kTypeError || probed == Comparison::kNull) continue;
      const bool all = operand.kind == OperandKind::kPattern &&
                       program_.pattern(operand.index).kind == compiler::PatternKind::kEverything;
      everything = everything || all;
      depends = depends || !all;
    }
    if (predicate_.negated && verdict.type_error) {
      verdict.truth = Truth::kFalse;  // R3.9
    } else if (everything || !depends) {
      verdict.truth = TruthOf(everything != predicate_.negated);
    }
    return verdict;
  }

  // PresentWhatever is the result that every possible value of a present key gives, or unknown.
  // `errors_count`: in a Deny under fail-closed, a comparison that cannot be made counts as true.
  Truth PresentWhatever(bool multivalued, bool errors_count) const {
    const Qualifier qualifier = predicate_.qualifier;
    if (predicate_.test == Test::kNull) {
      if (qualifier != Qualifier::kNone) return TruthOf(qualifier == Qualifier::kForAllValues);
      const bool if_null = NullTestWants(true);
      return if_null == NullTestWants(false) ? TruthOf(if_null) : Truth::kUnknown;
    }
    if (qualifier == Qualifier::kNone && multivalued) {
      return TruthOf(predicate_.negated && errors_count);
    }
    // Of an empty list of values: R3.6. Of an empty value: a null data set (R3.31).
    const Truth null = TruthOf(qualifier == Qualifier::kForAllValues);
    if (operands_.empty()) {
      if (predicate_.if_exists) return Truth::kFalse;
      if (qualifier == Qualifier::kNone) return TruthOf(predicate_.negated);
      return null == Truth::kTrue ? Truth::kUnknown : Truth::kFalse;
    }
    const Verdict always = Always();
    const Truth present = errors_count && always.type_error ? Truth::kTrue : always.truth;
    if (qualifier == Qualifier::kNone || present == null) return present;
    return Truth::kUnknown;
  }

  const compiler::Program& program_;
  const Predicate& predicate_;
  std::span<const Operand> operands_;
  const Context& context_;
  const PatternMatcher& matcher_;
};

uint8_t Pack(Truth truth) { return static_cast<uint8_t>(1 + static_cast<int>(truth)); }

// DenyTruth: under fail-closed a Deny also applies where a test could not be made (iam.md 8.4).
Truth DenyTruth(const Predicate& predicate, const ContextEntry& entry, const Verdict& verdict,
                TypeErrors mode) {
  if (mode == TypeErrors::kAwsLike) return verdict.truth;
  const bool bare_on_list = predicate.qualifier == Qualifier::kNone && predicate.negated &&
                            entry.multivalued && predicate.test != Test::kNull;
  return verdict.type_error || bare_on_list ? Truth::kTrue : verdict.truth;
}

// IsPlain: one single value, as nearly all keys have.
bool IsPlain(const ContextEntry& entry) {
  return (entry.next_same | static_cast<uint32_t>(entry.unknown) |
          static_cast<uint32_t>(entry.multivalued)) == 0;
}

void Note(const Verdict& verdict, PredicateTrace& trace) {
  trace.type_error |= verdict.type_error;
  trace.null_variable |= verdict.null_variable;
  trace.unknown_key |= verdict.unknown_variable;
}

// EvaluateEntries combines the entries of a name: case duplicates are ANDed for an Allow and ORed for
// a Deny (R3.3). Kept apart from the plain case, which is the one that has to be quick.
[[gnu::noinline]] void EvaluateEntries(const compiler::Program& program, const Predicate& predicate,
                                       const ContextEntry& first, const Context& context,
                                       const PatternMatcher& matcher, TypeErrors mode,
                                       PredicateTrace& trace) {
  const PredicateTest test(program, predicate, context, matcher);
  const compiler::Key& key = program.key(predicate.key);
  Truth allow = Truth::kTrue;
  Truth deny = Truth::kFalse;
  for (const ContextEntry* entry = &first; entry != nullptr; entry = context.Next(*entry)) {
    if (entry->unknown) {
      const bool list = key.known ? key.multivalued : entry->multivalued;
      trace.unknown_key = true;
      allow = And(allow, test.Unknown(list, false));
      deny = Or(deny, test.Unknown(list, mode == TypeErrors::kFailClosed));
      continue;
    }
    const Verdict verdict = test.Present(*entry);
    allow = And(allow, verdict.truth);
    deny = Or(deny, DenyTruth(predicate, *entry, verdict, mode));
    Note(verdict, trace);
  }
  trace.allow = Pack(allow);
  trace.deny = Pack(deny);
}

// NotePlain records the comparisons with the one value of a plain key.
inline void NotePlain(bool negated, ComparisonSet occurred, TypeErrors mode,
                      PredicateTrace& trace) {
  constexpr ComparisonSet kOnly = BitOf(Comparison::kNo) | BitOf(Comparison::kYes);
  if ((occurred & ~kOnly) == 0) {  // nothing but yes and no, as nearly always
    const bool yes = (occurred & BitOf(Comparison::kYes)) != 0;
    trace.allow = trace.deny = Pack(TruthOf(yes != negated));
    return;
  }
  const Verdict verdict = VerdictOf(negated, occurred);
  trace.allow = Pack(verdict.truth);
  const bool denies = mode == TypeErrors::kFailClosed && verdict.type_error;
  trace.deny = denies ? Pack(Truth::kTrue) : trace.allow;
  Note(verdict, trace);
}

}  // namespace

void EvaluatePredicate(const compiler::Program& program, uint32_t index, const Context& context,
                       const PatternMatcher& matcher, TypeErrors mode, PredicateTrace& trace) {
  const Predicate& predicate = program.predicates()[index];
  if (predicate.plain && predicate.line != compiler::Key::kNoLine) {
    if (const ContextValue* value = context.PlainValue(predicate.line)) {
      const ComparisonSet occurred = CompareAll(program, predicate, context, *value, matcher);
      return NotePlain(predicate.negated, occurred, mode, trace);
    }
  }
  const ContextEntry* first = FindEntry(program, program.key(predicate.key), context);
  if (first == nullptr || first->absent) {
    trace.missing = true;
    trace.allow = trace.deny = Pack(TruthOf(predicate.holds_when_missing));
    return;
  }
  if (!predicate.plain || !IsPlain(*first)) {
    return EvaluateEntries(program, predicate, *first, context, matcher, mode, trace);
  }
  const ComparisonSet occurred =
      CompareAll(program, predicate, context, context.value(*first, 0), matcher);
  NotePlain(predicate.negated, occurred, mode, trace);
}

}  // namespace keyward::evaluator
