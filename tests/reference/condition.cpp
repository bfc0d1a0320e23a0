// Condition tests: R3.1-R3.9, R3.20, R3.30-R3.35; unknown keys as in the scenario format.
#include <algorithm>

#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

using compiler::Operator;
using compiler::Qualifier;

struct Meaning {
  Form form;
  bool negated = false;
  Relation relation = Relation::kEqual;
};

Meaning MeaningOf(Operator op) {
  switch (op) {
    case Operator::kStringEquals: return {Form::kString};
    case Operator::kStringNotEquals: return {Form::kString, true};
    case Operator::kStringEqualsIgnoreCase: return {Form::kStringIgnoringCase};
    case Operator::kStringNotEqualsIgnoreCase: return {Form::kStringIgnoringCase, true};
    case Operator::kStringLike: return {Form::kLike};
    case Operator::kStringNotLike: return {Form::kLike, true};
    case Operator::kNumericEquals: return {Form::kNumber};
    case Operator::kNumericNotEquals: return {Form::kNumber, true};
    case Operator::kNumericLessThan: return {Form::kNumber, false, Relation::kLess};
    case Operator::kNumericLessThanEquals: return {Form::kNumber, false, Relation::kLessEqual};
    case Operator::kNumericGreaterThan: return {Form::kNumber, false, Relation::kGreater};
    case Operator::kNumericGreaterThanEquals:
      return {Form::kNumber, false, Relation::kGreaterEqual};
    case Operator::kDateEquals: return {Form::kDate};
    case Operator::kDateNotEquals: return {Form::kDate, true};
    case Operator::kDateLessThan: return {Form::kDate, false, Relation::kLess};
    case Operator::kDateLessThanEquals: return {Form::kDate, false, Relation::kLessEqual};
    case Operator::kDateGreaterThan: return {Form::kDate, false, Relation::kGreater};
    case Operator::kDateGreaterThanEquals: return {Form::kDate, false, Relation::kGreaterEqual};
    case Operator::kBool: return {Form::kBool};
    case Operator::kBinaryEquals: return {Form::kBinary};
    case Operator::kIpAddress: return {Form::kIp};
    case Operator::kNotIpAddress: return {Form::kIp, true};
    case Operator::kArnEquals:
    case Operator::kArnLike: return {Form::kArn};
    case Operator::kArnNotEquals:
    case Operator::kArnNotLike: return {Form::kArn, true};
    case Operator::kNull: return {Form::kNull};
  }
  return {Form::kNull};
}

// Case: one test with its values ready to compare.
struct Case {
  const compiler::ConditionTest& test;
  Meaning meaning;
  std::vector<Expanded> values;
  bool fail_closed = false;  // a type error counts as true (R3.9, 8.4): a Deny in that mode

  bool IfExists() const { return test.op.if_exists; }
};

Case Prepare(const compiler::Policy& policy, const compiler::Statement& statement,
             const compiler::ConditionTest& test, const World& world) {
  Case made{test, MeaningOf(test.op.op), {}, false};
  made.fail_closed = world.fail_closed && statement.effect == compiler::Effect::kDeny;
  const Form form = made.meaning.form;
  const bool strings = form == Form::kString || form == Form::kStringIgnoringCase;
  const bool wildcards = form == Form::kLike || form == Form::kArn;
  for (const compiler::Text& text : test.values) {
    if (strings || wildcards || form == Form::kBool) {  // R3.40, R3.46
      made.values.push_back(Expand(text.value, wildcards, policy, world));
      continue;
    }
    Expanded literal;
    for (const char32_t c : Decode(text.value)) literal.pattern.push_back({c, false});
    made.values.push_back(literal);
  }
  return made;
}

// Tested: the result of comparing, and whether a type error occurred on the way.
struct Tested {
  Truth truth = Truth::kFalse;
  bool error = false;
};

// TestValue compares one context value with all policy values (R3.4, R3.9, R3.44).
Tested TestValue(const Case& c, const std::string& value) {
  Truth matched = Truth::kFalse;
  bool error = false;
  for (const Expanded& v : c.values) {
    if (v.state == Expanded::State::kNull) continue;
    if (v.state == Expanded::State::kUnknown) {
      matched = Or(matched, Truth::kUnknown);
      continue;
    }
    const Comparison one = Compare(c.meaning.form, c.meaning.relation, value, v.pattern);
    error = error || one == Comparison::kError;
    matched = Or(matched, Certain(one == Comparison::kYes));
  }
  if (!c.meaning.negated) return {matched, error};
  return {error ? Truth::kFalse : Not(matched), error};
}

// NullDataSet: an empty list, or nothing but empty strings (R3.20, R3.31).
bool NullDataSet(const Value& value) {
  return std::all_of(value.items.begin(), value.items.end(),
                     [](const std::string& item) { return item.empty(); });
}

bool Lists(const Case& c, const std::string& text) {
  const auto& values = c.test.values;
  return std::any_of(values.begin(), values.end(),
                     [&text](const compiler::Text& v) { return v.value == text; });
}

// R3.20, R3.35. `value` is null where the key is missing.
Truth TestNull(const Case& c, const Value* value) {
  if (c.test.op.qualifier == Qualifier::kForAllValues) return Truth::kTrue;
  if (c.test.op.qualifier == Qualifier::kForAnyValue) return Truth::kFalse;
  const bool lists_true = Lists(c, "true");
  const bool lists_false = Lists(c, "false");
  if (value != nullptr && value->unknown) {
    return lists_true == lists_false ? Certain(lists_true) : Truth::kUnknown;
  }
  return Certain(value == nullptr || NullDataSet(*value) ? lists_true : lists_false);
}

// R3.6, R3.7, R3.8, R3.31.
Truth TestMissing(const Case& c) {
  if (c.IfExists()) return Truth::kTrue;
  switch (c.test.op.qualifier) {
    case Qualifier::kForAllValues: return Truth::kTrue;
    case Qualifier::kForAnyValue: return Truth::kFalse;
    case Qualifier::kNone: return Certain(c.meaning.negated);
  }
  return Truth::kFalse;
}

// R3.30, R3.31, R3.34: a key that is present, under a set operator.
Tested TestSet(const Case& c, const Value& value) {
  const bool all = c.test.op.qualifier == Qualifier::kForAllValues;
  if (NullDataSet(value)) return {Certain(all), false};
  if (c.values.empty()) return {Truth::kFalse, false};  // R3.6
  Tested out{Certain(all), false};
  for (const std::string& item : value.items) {
    const Tested one = TestValue(c, item);
    out.truth = all ? And(out.truth, one.truth) : Or(out.truth, one.truth);
    out.error = out.error || one.error;
  }
  return out;
}

Truth TestPresent(const Case& c, const Value& value) {
  const bool bare = c.test.op.qualifier == Qualifier::kNone;
  if (bare && value.multi) return Certain(c.fail_closed && c.meaning.negated);  // R3.33
  if (c.IfExists() && c.values.empty()) return Truth::kFalse;                   // R3.6
  const Tested tested = bare ? TestValue(c, value.items[0]) : TestSet(c, value);
  return c.fail_closed && tested.error ? Truth::kTrue : tested.truth;
}

// Constant: what TestValue says of every context value alike, where it does.
std::optional<bool> Constant(const Case& c) {
  bool error = false;
  bool everything = false;
  bool nothing = true;  // no value can match
  for (const Expanded& v : c.values) {
    const bool text = v.state == Expanded::State::kText;
    const bool readable = text && Readable(c.meaning.form, v.pattern);
    error = error || (text && !readable);
    nothing = nothing && (v.state == Expanded::State::kNull || (text && !readable));
    everything = everything || (text && c.meaning.form == Form::kLike && !v.pattern.empty() &&
                                std::all_of(v.pattern.begin(), v.pattern.end(), [](Cell cell) {
                                  return cell.wild && cell.character == U'*';
                                }));
  }
  if (error && c.fail_closed) return true;
  if (error && c.meaning.negated) return false;
  if (everything) return !c.meaning.negated;
  if (nothing) return c.meaning.negated;
  return std::nullopt;
}

// ConstantPresent: what TestPresent says of every value of the key alike, where it does.
std::optional<bool> ConstantPresent(const Case& c, bool multi) {
  const bool bare = c.test.op.qualifier == Qualifier::kNone;
  if (bare && multi) return c.fail_closed && c.meaning.negated;
  if (c.IfExists() && c.values.empty()) return false;
  const std::optional<bool> constant = Constant(c);
  switch (c.test.op.qualifier) {
    case Qualifier::kNone: return constant;
    case Qualifier::kForAllValues:  // a null data set makes it true
      return constant == true && !c.values.empty() ? constant : std::nullopt;
    case Qualifier::kForAnyValue:  // a null data set makes it false
      return constant == false || c.values.empty() ? std::optional(false) : std::nullopt;
  }
  return std::nullopt;
}

// TestUnknown: a key that may be absent or have any value.
Truth TestUnknown(const Case& c, bool multi) {
  const std::optional<bool> present = ConstantPresent(c, multi);
  return present && Certain(*present) == TestMissing(c) ? TestMissing(c) : Truth::kUnknown;
}

Truth TestOne(const Case& c, const Value* value) {
  if (c.meaning.form == Form::kNull) return TestNull(c, value);
  if (value == nullptr) return TestMissing(c);
  return value->unknown ? TestUnknown(c, value->multi) : TestPresent(c, *value);
}

}  // namespace

Truth Conditions(const compiler::Policy& policy, const compiler::Statement& statement,
                 const World& world) {
  Truth all = Truth::kTrue;
  for (const compiler::ConditionTest& test : statement.conditions) {
    const Case made = Prepare(policy, statement, test, world);
    std::vector<const Value*> values = Find(test.key.value, policy, world);
    if (values.empty()) values.push_back(nullptr);
    const bool allow = statement.effect == compiler::Effect::kAllow;
    Truth one = Certain(allow);  // R3.3: every duplicate in an Allow, any in a Deny
    for (const Value* value : values) {
      const Truth truth = TestOne(made, value);
      one = allow ? And(one, truth) : Or(one, truth);
    }
    all = And(all, one);
  }
  return all;
}

}  // namespace keyward::reference
