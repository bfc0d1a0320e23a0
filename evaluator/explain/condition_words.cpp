#include "evaluator/explain/condition_words.h"

#include <algorithm>
#include <fmt/format.h>

#include "evaluator/explain/words.h"

namespace keyward::evaluator {

using compiler::Family;
using compiler::OperandKind;
using compiler::Qualifier;
using compiler::Test;

namespace {

// Lead stands before the wanted values; empty where they are wanted as they stand.
std::string_view Lead(Test test) {
  switch (test) {
    case Test::kStringLike:
    case Test::kArnLike: return "a match of ";
    case Test::kIpAddress: return "an address in ";
    case Test::kNumericLessThan: return "less than ";
    case Test::kNumericLessThanEquals: return "at most ";
    case Test::kNumericGreaterThan: return "more than ";
    case Test::kNumericGreaterThanEquals: return "at least ";
    case Test::kDateLessThan: return "a time before ";
    case Test::kDateLessThanEquals: return "a time not after ";
    case Test::kDateGreaterThan: return "a time after ";
    case Test::kDateGreaterThanEquals: return "a time not before ";
    default: return "";
  }
}

std::string_view Trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string_view> ConditionWords::Values() const {
  std::vector<std::string_view> values;
  for (const compiler::Operand& operand : program_.operands(predicate_.operands)) {
    values.push_back(program_.text(operand.written));
  }
  return values;
}

std::string ConditionWords::Operator() const {
  return compiler::Spell({predicate_.op, predicate_.qualifier, predicate_.if_exists});
}

std::string ConditionWords::Wanted() const {
  const std::vector<std::string_view> values = Values();
  if (predicate_.test == Test::kNull) {
    return values.size() == 1 && compiler::ParseBool(values[0]) == true ? "it absent"
                                                                        : "it present";
  }
  if (values.empty()) return "a value of an empty list";
  const std::string list = std::string(Lead(predicate_.test)) + QuotedList(values);
  return predicate_.negated ? fmt::format("none of {}", QuotedList(values)) : list;
}

std::string ConditionWords::Failed() const {
  const std::string list = QuotedList(Values());
  switch (predicate_.qualifier) {
    case Qualifier::kForAllValues:
      return predicate_.negated ? fmt::format("the condition excludes {}", list)
                                : fmt::format("the condition wants every value to be {}", Wanted());
    case Qualifier::kForAnyValue:
      return predicate_.negated ? fmt::format("the condition wants a value other than {}", list)
                                : fmt::format("the condition wants one value to be {}", Wanted());
    case Qualifier::kNone: break;
  }
  if (!predicate_.negated) return fmt::format("the condition wants {}", Wanted());
  return fmt::format("the condition excludes {}{}", Lead(predicate_.test), list);
}

std::string ConditionWords::Held() const {
  if (!predicate_.negated) return {};
  return fmt::format(", not {}{}", Lead(predicate_.test), QuotedList(Values()));
}

std::string_view ConditionWords::FormWords() const {
  switch (FactsOf(predicate_.op).family) {
    case Family::kNumber: return "a number";
    case Family::kDate: return "a date";
    case Family::kBool: return "true or false";
    case Family::kBinary: return "base64";
    case Family::kIp: return "an IP address";
    case Family::kArn: return "an ARN";
    case Family::kString:
    case Family::kNull: break;
  }
  return "a string";
}

std::string ConditionWords::PolicyFault() const {
  for (const compiler::Operand& operand : program_.operands(predicate_.operands)) {
    if (operand.kind != OperandKind::kTypeError) continue;
    return fmt::format("the policy's value {} is not {}", Quoted(program_.text(operand.written)),
                       FormWords());
  }
  return {};
}

std::string ConditionWords::NearlyEqual(const Context& context, const ContextEntry& entry) const {
  if (predicate_.negated || FactsOf(predicate_.op).family != Family::kString) return {};
  const std::vector<std::string_view> values = Values();
  for (uint32_t i = 0; i < entry.value_count; ++i) {
    const std::string_view value = context.text(context.value(entry, i));
    if (std::find(values.begin(), values.end(), value) != values.end()) continue;
    for (const std::string_view wanted : values) {
      if (compiler::EqualsIgnoringAsciiCase(value, wanted)) {
        return " (they differ only in letter case)";
      }
      if (Trimmed(value) == Trimmed(wanted)) return " (they differ only in spaces)";
    }
  }
  return {};
}

}  // namespace keyward::evaluator
