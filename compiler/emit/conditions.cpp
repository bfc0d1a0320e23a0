#include <algorithm>

#include "compiler/emit/emitter.h"

namespace keyward::compiler {

using grammar::Piece;
using grammar::PieceKind;

void Emitter::EmitConditions(const Statement& statement, StatementCode& code) {
  std::vector<PredicateUse> uses;
  for (const ConditionTest& test : statement.conditions) {
    PredicateUse use;
    use.predicate = FindOrAddPredicate(test);
    use.key = Store(test.key.value);
    use.operator_span = test.operator_span;
    use.key_span = test.key.span;
    use.values_span = test.values_span;
    uses.push_back(use);
    program_->used_predicates_.push_back(use.predicate);
  }
  code.uses.begin = static_cast<uint32_t>(program_->uses_.size());
  program_->uses_.insert(program_->uses_.end(), uses.begin(), uses.end());
  code.uses.end = static_cast<uint32_t>(program_->uses_.size());
}

namespace {

// HoldsWhenMissing: the result for a key that the context does not hold (R3.7, R3.8, R3.20, R3.31,
// R3.35).
bool HoldsWhenMissing(const OperatorName& op, const OperatorFacts& facts,
                      const std::vector<Operand>& operands) {
  if (op.if_exists) return true;
  if (op.qualifier != Qualifier::kNone) return op.qualifier == Qualifier::kForAllValues;
  if (facts.test != Test::kNull) return facts.negated;
  return std::any_of(operands.begin(), operands.end(), [](const Operand& operand) {
    return operand.kind == OperandKind::kBool && operand.flag;
  });
}

}  // namespace

uint32_t Emitter::FindOrAddPredicate(const ConditionTest& test) {
  // What is tested, as one string: operator, key and values; lengths keep values apart.
  std::string identity = Spell(test.op) + '|' + Lower(test.key.value);
  for (const Text& value : test.values) {
    identity += '|' + std::to_string(value.value.size()) + ':' + value.value;
  }
  const auto [entry, added] =
      predicates_.try_emplace(std::move(identity), static_cast<uint32_t>(predicates_.size()));
  if (!added) return entry->second;

  const OperatorFacts& facts = FactsOf(test.op.op);
  std::vector<Operand> operands;
  for (const Text& value : test.values) {
    operands.push_back(MakeOperand(facts, value.value));
    operands.back().written = Store(value.value);
  }
  Predicate predicate;
  predicate.op = test.op.op;
  predicate.test = facts.test;
  predicate.qualifier = test.op.qualifier;
  predicate.if_exists = test.op.if_exists;
  predicate.negated = facts.negated;
  predicate.holds_when_missing = HoldsWhenMissing(test.op, facts, operands);
  predicate.plain =
      test.op.qualifier == Qualifier::kNone && facts.test != Test::kNull && !operands.empty();
  predicate.key = KeyIndex(test.key.value);
  const Key& key = program_->keys_[predicate.key];
  predicate.line = key.hidden ? Key::kNoLine : key.line;
  predicate.operands.begin = static_cast<uint32_t>(program_->operands_.size());
  program_->operands_.insert(program_->operands_.end(), operands.begin(), operands.end());
  predicate.operands.end = static_cast<uint32_t>(program_->operands_.size());
  program_->predicates_.push_back(predicate);
  return entry->second;
}

uint32_t Emitter::KeyIndex(std::string_view name) {
  const auto [entry, added] =
      keys_.try_emplace(Lower(name), static_cast<uint32_t>(program_->keys_.size()));
  if (added) {
    Key key;
    key.name = Store(name);
    key.hash = HashKey(name);
    if (const ConditionKeyFacts* facts = FindConditionKey(name)) {
      key.known = true;
      key.multivalued = facts->multivalued;
      if (!IsFamily(*facts)) key.line = static_cast<uint32_t>(IndexOf(*facts));
      key.hidden = !facts->in_key_policy && program_->type_ == PolicyType::kKeyPolicy;
    }
    program_->keys_.push_back(key);
  }
  return entry->second;
}

namespace {

template <typename T>
uint32_t Append(std::vector<T>& list, const T& value) {
  list.push_back(value);
  return static_cast<uint32_t>(list.size() - 1);
}

bool HasVariables(const grammar::Template& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return piece.kind == PieceKind::kVariable || piece.kind == PieceKind::kMalformed;
  });
}

std::string LiteralText(const grammar::Template& pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += piece.text;
  return text;
}

// SplitAtColons cuts a template without variables at its first five colons.
int SplitAtColons(const grammar::Template& pieces, std::array<grammar::Template, 6>& parts) {
  size_t part = 0;
  for (const Piece& piece : pieces) {
    if (piece.kind != PieceKind::kLiteral) {
      parts[part].push_back(piece);
      continue;
    }
    std::string_view rest = piece.text;
    while (true) {
      const size_t colon = part < 5 ? rest.find(':') : std::string_view::npos;
      Piece cut = piece;
      cut.text = std::string(rest.substr(0, colon));
      if (!cut.text.empty()) parts[part].push_back(cut);
      if (colon == std::string_view::npos) break;
      rest.remove_prefix(colon + 1);
      ++part;
    }
  }
  return static_cast<int>(part) + 1;
}

}  // namespace

Operand Emitter::MakeArnOperand(const grammar::Template& pieces) {
  Operand operand;
  if (HasVariables(pieces)) {
    operand.kind = OperandKind::kArn;
    operand.flag = true;
    operand.index = AddPattern(pieces);
    return operand;
  }
  std::array<grammar::Template, 6> parts;
  // A value that is no ARN is a type error, `*` included (R3.19).
  if (SplitAtColons(pieces, parts) != 6 || LiteralText(parts[0]) != "arn" || parts[0].size() != 1) {
    return operand;
  }
  operand.kind = OperandKind::kArn;
  operand.index = AddArnParts(parts);
  return operand;
}

Operand Emitter::MakeTextOperand(const OperatorFacts& facts, const grammar::Template& pieces,
                                 std::string_view value) {
  Operand operand;
  if (HasVariables(pieces) || facts.wildcards) {
    operand.kind = OperandKind::kPattern;
    operand.index = AddPattern(pieces);
  } else if (facts.family == Family::kBool) {
    const auto flag = ParseBool(value);
    operand.kind = flag ? OperandKind::kBool : OperandKind::kTypeError;
    operand.flag = flag.value_or(false);
  } else {
    operand.kind = OperandKind::kText;
    operand.text = Store(LiteralText(pieces));
  }
  return operand;
}

Operand Emitter::MakeOperand(const OperatorFacts& facts, std::string_view value) {
  Operand operand;
  switch (facts.family) {
    case Family::kString:
    case Family::kBool:
      return MakeTextOperand(
          facts, grammar::ParseTemplate(value, variables() && facts.variables, facts.wildcards),
          value);
    case Family::kArn:
      return MakeArnOperand(
          grammar::ParseTemplate(value, variables() && facts.variables, facts.wildcards));
    case Family::kNumber:
      if (const auto number = ParseDecimal(value)) {
        operand.kind = OperandKind::kDecimal;
        operand.flag = number->negative;
        operand.text = Store(number->integer);
        operand.index = Append(program_->fractions_, Store(number->fraction));
      }
      break;
    case Family::kDate:
      if (const auto instant = ParseInstant(value)) {
        operand.kind = OperandKind::kInstant;
        operand.index = Append(program_->instants_, *instant);
      }
      break;
    case Family::kBinary:
      if (const auto bytes = DecodeBase64(value)) {
        operand.kind = OperandKind::kText;
        operand.text = Store(*bytes);
      }
      break;
    case Family::kIp:
      if (const auto cidr = ParseCidr(value)) {
        operand.kind = OperandKind::kCidr;
        operand.index = Append(program_->cidrs_, *cidr);
      }
      break;
    case Family::kNull:
      if (const auto flag = ParseBool(value)) {
        operand.kind = OperandKind::kBool;
        operand.flag = *flag;
      }
      break;
  }
  return operand;
}

}  // namespace keyward::compiler
