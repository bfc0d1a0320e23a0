// Programs: predicates, their keys and their operands.
#include <string>

#include "compiler/condition_keys.h"
#include "tests/unit/compiler/emitting.h"

namespace keyward::compiler {
namespace {

// OperandOf compiles one condition value, given as JSON with ' for ".
struct Compiling {
  ProgramPtr program;
  Operand operand;
  std::string_view text() const { return program->text(operand.text); }
  const Pattern& pattern() const { return program->pattern(operand.index); }
};

Compiling OperandOf(const std::string& op, const std::string& value,
                    const std::string& version = "2012-10-17") {
  Compiling made;
  made.program =
      MakeProgram(If("{'" + op + "':{'aws:key':" + value + "}}"), PolicyType::kIdentity, version);
  const auto operands = made.program->operands(made.program->predicates()[0].operands);
  BOOST_REQUIRE_EQUAL(operands.size(), 1u);
  made.operand = operands[0];
  return made;
}

void CheckKind(const std::string& op, const std::string& value, OperandKind kind) {
  BOOST_TEST((OperandOf(op, value).operand.kind == kind), op << " " << value);
}

PatternKind ShapeOf(const std::string& value) {
  return OperandOf("StringLike", "'" + value + "'").pattern().kind;
}

const Predicate& PredicateOf(const ProgramPtr& program, size_t statement, size_t use = 0) {
  return program->predicates()[program->uses(program->statements()[statement].uses)[use].predicate];
}

bool HoldsWhenMissing(const std::string& op, const std::string& value = "'x'") {
  const ProgramPtr program = MakeProgram(If("{'" + op + "':{'aws:key':" + value + "}}"));
  return program->predicates()[0].holds_when_missing;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(emit_conditions)

BOOST_AUTO_TEST_CASE(operands_of_strings) {
  BOOST_TEST(OperandOf("StringEquals", "'a*?'").text() == "a*?");  // no wildcards here
  CheckKind("StringEquals", "'a*?'", OperandKind::kText);
  CheckKind("StringNotEqualsIgnoreCase", "''", OperandKind::kText);
  CheckKind("StringEquals", "'x${aws:username}'", OperandKind::kPattern);
  CheckKind("StringLike", "'a'", OperandKind::kPattern);
  BOOST_TEST(OperandOf("StringEquals", "'${*}${$}'").text() == "*$");  // R3.42
  BOOST_TEST(OperandOf("StringEquals", "'${aws:username}'", "2008-10-17").text() ==
             "${aws:username}");                               // R1.4
  BOOST_TEST(OperandOf("StringEquals", "17").text() == "17");  // R1.9
}

BOOST_AUTO_TEST_CASE(operands_of_numbers) {  // R3.14
  const Compiling made = OperandOf("NumericLessThan", "'-010.50'");
  BOOST_REQUIRE((made.operand.kind == OperandKind::kDecimal));
  const Decimal number = made.program->decimal(made.operand);
  BOOST_TEST(number.negative);
  BOOST_TEST(number.integer == "10");
  BOOST_TEST(number.fraction == "5");
  BOOST_TEST(made.program->text(made.operand.written) == "-010.50");
  CheckKind("NumericEquals", "3600.0", OperandKind::kDecimal);
  CheckKind("NumericEquals", "'ten'", OperandKind::kTypeError);
  CheckKind("NumericEquals", "'${aws:x}'", OperandKind::kTypeError);  // R3.46
}

BOOST_AUTO_TEST_CASE(operands_of_dates) {  // R3.15
  const Compiling made = OperandOf("DateEquals", "'2026-01-02T03:04:05.5Z'");
  BOOST_REQUIRE((made.operand.kind == OperandKind::kInstant));
  BOOST_TEST((made.program->instant(made.operand) == Instant{1767323045, 500000000}));
  CheckKind("DateLessThan", "1767323045", OperandKind::kInstant);
  CheckKind("DateGreaterThan", "'01T'", OperandKind::kTypeError);  // stored, and without a meaning
}

BOOST_AUTO_TEST_CASE(operands_of_booleans) {  // R3.16, R3.20, R3.46
  BOOST_TEST(OperandOf("Bool", "'TRUE'").operand.flag);
  BOOST_TEST(!OperandOf("Bool", "false").operand.flag);
  CheckKind("Bool", "false", OperandKind::kBool);
  CheckKind("Bool", "'yes'", OperandKind::kTypeError);
  CheckKind("Bool", "'${aws:x}'", OperandKind::kPattern);
  CheckKind("Null", "'true'", OperandKind::kBool);
  CheckKind("Null", "'x'", OperandKind::kTypeError);
}

BOOST_AUTO_TEST_CASE(operands_of_bytes_and_addresses) {  // R3.17, R3.18
  const Compiling bytes = OperandOf("BinaryEquals", "'Zm9v'");
  BOOST_TEST((bytes.operand.kind == OperandKind::kText));
  BOOST_TEST(bytes.text() == "foo");
  BOOST_TEST(bytes.program->text(bytes.operand.written) == "Zm9v");
  const Compiling block = OperandOf("NotIpAddress", "'2001:db8::/32'");
  BOOST_REQUIRE((block.operand.kind == OperandKind::kCidr));
  BOOST_TEST(block.program->cidr(block.operand).prefix == 32);
  BOOST_TEST(block.program->cidr(block.operand).v6);
  CheckKind("IpAddress", "'203.0.113.7'", OperandKind::kCidr);
}

BOOST_AUTO_TEST_CASE(operands_of_arns) {  // R3.19
  const Compiling made = OperandOf("ArnLike", "'arn:aws:S3:::b/*:c*'");
  BOOST_REQUIRE((made.operand.kind == OperandKind::kArn));
  const auto part = [&](uint32_t index) -> const Pattern& {
    return made.program->pattern(made.operand.index + index);
  };
  BOOST_TEST(made.program->text(part(0).text) == "arn");
  BOOST_TEST(made.program->text(part(2).text) == "S3");  // case-sensitive throughout
  BOOST_TEST((part(5).kind == PatternKind::kGeneral));
  const Compiling open = OperandOf("ArnEquals", "'arn:aws:iam::1:role/${aws:x}'");
  BOOST_TEST((open.operand.kind == OperandKind::kArn));
  BOOST_TEST(open.operand.flag);  // split when the variable is known
  for (const char* text : {"'*'", "'arn:aws:s3::'", "'a*:aws:s3:::b'", "'ar?:aws:s3:::b'", "'x'",
                           "'ARN:aws:s3:::b'", "''"}) {
    CheckKind("ArnLike", text, OperandKind::kTypeError);
  }
}

BOOST_AUTO_TEST_CASE(shapes_of_patterns) {  // R2.17
  BOOST_TEST((ShapeOf("*") == PatternKind::kEverything));
  BOOST_TEST((ShapeOf("***") == PatternKind::kEverything));
  BOOST_TEST((ShapeOf("") == PatternKind::kLiteral));
  BOOST_TEST((ShapeOf("abc") == PatternKind::kLiteral));
  BOOST_TEST((ShapeOf("a${*}b") == PatternKind::kLiteral));
  BOOST_TEST((ShapeOf("abc*") == PatternKind::kPrefix));
  BOOST_TEST((ShapeOf("a${?}c**") == PatternKind::kPrefix));
  BOOST_TEST((ShapeOf("**abc") == PatternKind::kSuffix));
  BOOST_TEST((ShapeOf("a*c") == PatternKind::kGeneral));
  BOOST_TEST((ShapeOf("*a*") == PatternKind::kGeneral));
  BOOST_TEST((ShapeOf("?") == PatternKind::kGeneral));
  BOOST_TEST((ShapeOf("${aws:username}") == PatternKind::kTemplate));
  BOOST_TEST((ShapeOf("${}") == PatternKind::kTemplate));  // R3.48: null
}

BOOST_AUTO_TEST_CASE(the_longest_pattern_is_known) {
  const ProgramPtr program = MakeProgram(If("{'StringLike':{'aws:key':['a*','a*b*c','?']}}"));
  BOOST_TEST(program->max_tokens() == 5u);
  BOOST_TEST(MakeProgram(If("{'StringLike':{'aws:key':'a*'}}"))->max_tokens() == 0u);
}

BOOST_AUTO_TEST_CASE(equal_tests_are_one_predicate) {
  const std::string same = "{'StringEquals':{'aws:SourceVpc':['a','b']}}";
  const ProgramPtr program =
      MakeProgram(If(same) + "," + If("{'stringequals':{'AWS:sourcevpc':['a','b']}}") + "," +
                  If("{'StringEqualsIfExists':{'aws:SourceVpc':['a','b']}}") + "," +
                  If("{'StringEquals':{'aws:SourceVpc':['a|1:b']}}") + "," +
                  If("{'StringEquals':{'aws:SourceVpc':['a|b']}}") + "," +
                  If("{'StringNotEquals':{'aws:SourceVpc':['a','b']}}") + "," +
                  If("{'ForAnyValue:StringEquals':{'aws:SourceVpc':['a','b']}}") + "," +
                  If("{'StringEquals':{'aws:SourceVpce':['a','b']}}"));
  BOOST_TEST(program->predicates().size() == 7u);
  BOOST_TEST(program->keys().size() == 2u);
  BOOST_TEST((&PredicateOf(program, 0) == &PredicateOf(program, 1)));
  // The statement keeps its own spelling of the key.
  const auto uses = program->uses(program->statements()[1].uses);
  BOOST_TEST(program->text(uses[0].key) == "AWS:sourcevpc");
}

BOOST_AUTO_TEST_CASE(predicates_stand_in_the_order_of_the_statement) {
  const ProgramPtr program = MakeProgram(
      If("{'StringLike':{'aws:username':'a*','aws:userid':[]},'Bool':{'aws:SecureTransport':true},"
         "'Null':{}}"));
  BOOST_REQUIRE_EQUAL(program->statements()[0].uses.size(), 3u);
  BOOST_TEST((PredicateOf(program, 0, 0).op == Operator::kStringLike));
  BOOST_TEST(PredicateOf(program, 0, 1).operands.empty());  // R3.6
  BOOST_TEST((PredicateOf(program, 0, 2).test == Test::kBool));
}

BOOST_AUTO_TEST_CASE(predicates_know_their_operator) {
  const ProgramPtr program =
      MakeProgram(If("{'ForAllValues:ArnNotEqualsIfExists':{'aws:key':'arn:aws:s3:::b'}}"));
  const Predicate& predicate = program->predicates()[0];
  BOOST_TEST((predicate.op == Operator::kArnNotEquals));
  BOOST_TEST((predicate.test == Test::kArnLike));
  BOOST_TEST((predicate.qualifier == Qualifier::kForAllValues));
  BOOST_TEST(predicate.if_exists);
  BOOST_TEST(predicate.negated);
}

BOOST_AUTO_TEST_CASE(what_a_missing_key_gives) {  // R3.7, R3.8, R3.20, R3.31, R3.35
  BOOST_TEST(!HoldsWhenMissing("StringEquals"));
  BOOST_TEST(HoldsWhenMissing("StringNotEquals"));
  BOOST_TEST(HoldsWhenMissing("StringEqualsIfExists"));
  BOOST_TEST(HoldsWhenMissing("StringNotLikeIfExists"));
  BOOST_TEST(!HoldsWhenMissing("NumericGreaterThan", "'1'"));
  BOOST_TEST(HoldsWhenMissing("DateNotEquals", "'2026-01-01'"));
  BOOST_TEST(HoldsWhenMissing("NotIpAddress", "'192.0.2.0/24'"));
  BOOST_TEST(!HoldsWhenMissing("Bool", "'false'"));
  BOOST_TEST(HoldsWhenMissing("ForAllValues:StringEquals"));
  BOOST_TEST(HoldsWhenMissing("ForAllValues:StringNotEquals"));
  BOOST_TEST(!HoldsWhenMissing("ForAnyValue:StringNotEquals"));
  BOOST_TEST(HoldsWhenMissing("ForAnyValue:StringEqualsIfExists"));
  BOOST_TEST(HoldsWhenMissing("Null", "'true'"));
  BOOST_TEST(!HoldsWhenMissing("Null", "'false'"));
  BOOST_TEST(HoldsWhenMissing("Null", "['false','true']"));
  BOOST_TEST(!HoldsWhenMissing("Null", "'x'"));
  BOOST_TEST(HoldsWhenMissing("ForAllValues:Null", "'false'"));
  BOOST_TEST(!HoldsWhenMissing("ForAnyValue:Null", "'true'"));
}

BOOST_AUTO_TEST_CASE(keys_are_hidden_in_key_policies_alone) {
  const std::string tag = "{'StringEquals':{'aws:ResourceTag/Team':'a'}}";
  const ProgramPtr key_policy = MakeProgram(If(tag, "'Principal':'*',"), PolicyType::kKeyPolicy);
  BOOST_TEST(key_policy->keys()[0].hidden);
  BOOST_TEST(key_policy->keys()[0].known);
  BOOST_TEST(key_policy->keys()[0].line == Key::kNoLine);  // a family has no line of its own
  BOOST_TEST(!MakeProgram(If(tag))->keys()[0].hidden);
  const ProgramPtr list = MakeProgram(If("{'StringEquals':{'AWS:tagkeys':'a','s3:prefix':'b'}}"));
  BOOST_TEST(list->keys()[0].multivalued);
  BOOST_TEST(list->keys()[0].line == IndexOf(*FindConditionKey("aws:TagKeys")));
  BOOST_TEST(list->keys()[0].hash == HashKey("aws:TagKeys"));
  BOOST_TEST(!list->keys()[1].known);
  BOOST_TEST(list->keys()[1].line == Key::kNoLine);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
