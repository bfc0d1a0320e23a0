// Lists, set operators, spellings that differ by case, variables: rules that all operators share.
#include <string>
#include <vector>

#include "tests/unit/evaluator/deciding.h"

namespace keyward::evaluator {
namespace {

PredicateTrace Trace(const std::string& op, const std::string& value, const Context& context,
                     const std::string& key = "app:key", const AuthorizeOptions& options = {}) {
  const ProgramPtr program =
      MakeProgram("{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'" + op +
                      "':{'" + key + "':" + value + "}}}",
                  compiler::PolicyType::kIdentity);
  Request request = Ask(Caller(kAlice), "s3:GetObject", "arn:aws:s3:::b/o");
  request.context = context;
  const Decision decision = DecideAs(program, Step::kIdentity, request, options);
  BOOST_REQUIRE_EQUAL(decision.predicates.size(), 1u);
  return decision.predicates[0];
}

char Holds(const std::string& op, const std::string& value, const Context& context) {
  return Traced(Trace(op, value, context).allow);
}

Context Items(const std::vector<std::string_view>& items) {
  Context context;
  context.SetMultivalued("app:key", items);
  return context;
}

Context Single(const std::string& text) {
  Context context;
  context.SetSingle("app:key", text);
  return context;
}

// CheckSet: what the four combinations of set operator and negation give for ['a','b'].
void CheckSet(const Context& context, const std::string& expected) {
  std::string found;
  for (const char* op : {"ForAllValues:StringEquals", "ForAllValues:StringNotEquals",
                         "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"}) {
    found += Holds(op, "['a','b']", context);
  }
  BOOST_TEST(found == expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(quantifiers)

BOOST_AUTO_TEST_CASE(set_operators) {  // R3.30, R3.32
  CheckSet(Items({"a"}), "ynyn");
  CheckSet(Items({"a", "b"}), "ynyn");
  CheckSet(Items({"a", "c"}), "nnyy");
  CheckSet(Items({"c", "d"}), "nyny");
  CheckSet(Single("a"), "ynyn");  // R3.34
  CheckSet(Single("c"), "nyny");
}

BOOST_AUTO_TEST_CASE(a_null_data_set) {  // R3.31
  CheckSet(Context(), "yynn");
  CheckSet(Items({}), "yynn");
  CheckSet(Items({""}), "yynn");
  CheckSet(Single(""), "yynn");
}

BOOST_AUTO_TEST_CASE(a_bare_operator_never_matches_a_list) {  // R3.33
  for (const char* op : {"StringEquals", "StringNotEquals", "StringEqualsIfExists"}) {
    BOOST_TEST(Holds(op, "'a'", Items({"a"})) == 'n', op);
    BOOST_TEST(Holds(op, "'a'", Items({"b"})) == 'n', op);
  }
}

BOOST_AUTO_TEST_CASE(empty_lists_of_values) {  // R3.6
  const Context present = Single("a");
  BOOST_TEST(Holds("StringEquals", "[]", present) == 'n');
  BOOST_TEST(Holds("StringNotEquals", "[]", present) == 'y');
  BOOST_TEST(Holds("StringEqualsIfExists", "[]", present) == 'n');
  BOOST_TEST(Holds("StringNotEqualsIfExists", "[]", present) == 'n');
  BOOST_TEST(Holds("StringEqualsIfExists", "[]", Context()) == 'y');
  BOOST_TEST(Holds("ForAllValues:StringEquals", "[]", Items({"a"})) == 'n');
  BOOST_TEST(Holds("ForAllValues:StringEquals", "[]", Items({})) == 'y');
  BOOST_TEST(Holds("ForAnyValue:StringNotEquals", "[]", Items({"a"})) == 'n');
}

BOOST_AUTO_TEST_CASE(null_under_a_set_operator) {  // R3.35
  for (const char* value : {"'true'", "'false'"}) {
    BOOST_TEST(Holds("ForAllValues:Null", value, Items({"a"})) == 'y');
    BOOST_TEST(Holds("ForAnyValue:Null", value, Items({"a"})) == 'n');
  }
}

BOOST_AUTO_TEST_CASE(an_error_in_a_list) {  // R3.9
  const PredicateTrace trace = Trace("ForAllValues:NumericEquals", "'1'", Items({"1", "x"}));
  BOOST_TEST(Traced(trace.allow) == 'n');
  BOOST_TEST(trace.type_error);
}

BOOST_AUTO_TEST_CASE(spellings_that_differ_by_case) {  // R3.3
  Context context = Single("a");
  context.SetSingle("app:KEY", "b");
  const PredicateTrace trace = Trace("StringEquals", "'a'", context);
  BOOST_TEST(Traced(trace.allow) == 'n');                    // every one has to match
  BOOST_TEST(Traced(trace.deny) == 'y');                     // any one suffices
  BOOST_TEST(Holds("StringEquals", "'b'", context) == 'n');  // in whatever order they stand
  const PredicateTrace both = Trace("StringLike", "'*'", context);
  BOOST_TEST(Traced(both.allow) == 'y');
}

BOOST_AUTO_TEST_CASE(an_open_key) {
  Context context;
  context.SetUnknown("app:key");
  BOOST_TEST(Holds("StringEquals", "'a'", context) == 'u');
  BOOST_TEST(Holds("StringNotEquals", "'a'", context) == 'u');
  BOOST_TEST(Holds("StringNotLike", "'*'", context) == 'u');       // missing: y, present: n
  BOOST_TEST(Holds("StringLikeIfExists", "'*'", context) == 'y');  // whatever it is
  BOOST_TEST(Holds("NumericEquals", "'x'", context) == 'n');       // an error if present
  BOOST_TEST(Holds("StringEquals", "[]", context) == 'n');
  BOOST_TEST(Holds("StringNotEquals", "[]", context) == 'y');
  BOOST_TEST(Holds("Null", "'true'", context) == 'u');
  BOOST_TEST(Holds("Null", "['true','false']", context) == 'y');
  BOOST_TEST(Holds("ForAllValues:Null", "'true'", context) == 'y');
  BOOST_TEST(Holds("ForAnyValue:StringEquals", "'a'", context) == 'u');
  BOOST_TEST(Holds("ForAllValues:StringLike", "'*'", context) == 'y');
  BOOST_TEST(Trace("StringEquals", "'a'", context).unknown_key);
}

BOOST_AUTO_TEST_CASE(variables) {  // R3.40 to R3.44, R3.47
  Context context = Single("alice");
  context.SetSingle("aws:username", "alice");
  context.SetSingle("aws:userid", "a*");
  context.SetMultivalued("aws:TagKeys", {"alice"});
  context.SetSingle("aws:VpceOrgPaths", "alice");  // a list, whatever stands there
  context.SetMultivalued("app:list", {"alice"});
  context.SetSingle("aws:PrincipalTag/empty", "");
  BOOST_TEST(Holds("StringEquals", "'${AWS:UserName}'", context) == 'y');
  BOOST_TEST(Holds("StringEqualsIgnoreCase", "'${aws:username}'", context) == 'y');
  BOOST_TEST(Holds("StringEqualsIgnoreCase", "'x${aws:username}'", context) == 'n');
  BOOST_TEST(Holds("StringLike", "'${aws:userid}'", context) == 'n');  // `*` is data
  BOOST_TEST(Holds("StringLike", "'al${aws:none, `i`}*'", context) == 'y');
  BOOST_TEST(Holds("StringEquals", "'al${aws:TagKeys, `i`}ce'", context) == 'y');  // R3.43
  for (const char* null : {"'${aws:none}'", "'${aws:TagKeys}'", "'${aws:PrincipalTag/empty}'",
                           "'${app:list}'", "'${aws:VpceOrgPaths}'"}) {
    const PredicateTrace trace = Trace("StringEquals", null, context);
    BOOST_TEST(Traced(trace.allow) == 'n', null);
    BOOST_TEST(trace.null_variable, null);
    BOOST_TEST(Holds("StringNotEquals", null, context) == 'y', null);
    BOOST_TEST(Holds("StringLike", std::string("[") + null + ",'alice']", context) == 'y', null);
  }
  Context open = Single("alice");
  open.SetUnknown("aws:username");
  BOOST_TEST(Holds("StringEquals", "'${aws:username}'", open) == 'u');
  BOOST_TEST(Holds("StringEquals", "['${aws:username}','alice']", open) == 'y');
}

BOOST_AUTO_TEST_CASE(variables_of_booleans_and_arns) {  // R3.19, R3.46
  Context context = Single("true");
  context.SetSingle("app:flag", "TRUE");
  context.SetSingle("app:text", "falsest");
  BOOST_TEST(Holds("Bool", "'${app:flag}'", context) == 'y');
  BOOST_TEST(Trace("Bool", "'${app:text}'", context).type_error);
  BOOST_TEST(Trace("Bool", "'${app:none}'", context).null_variable);
  Context arns = Single("arn:aws:s3:::home/alice");
  arns.SetSingle("app:name", "alice");
  arns.SetSingle("app:star", "*");
  arns.SetSingle("app:head", "aws:s3");
  BOOST_TEST(Holds("ArnLike", "'arn:aws:s3:::*/${app:name}'", arns) == 'y');
  BOOST_TEST(Holds("ArnLike", "'arn:aws:s3:::home/${app:star}'", arns) == 'n');
  BOOST_TEST(Holds("ArnLike", "'arn:${app:head}:::home/*'", arns) == 'y');  // colons count
  BOOST_TEST(Trace("ArnLike", "'${app:name}'", arns).type_error);
  BOOST_TEST(Trace("ArnLike", "'arn:aws:s3:::${app:none}'", arns).null_variable);
  BOOST_TEST(Trace("ArnLike", "'arm:aws:s3:::${app:name}'", arns).type_error);
  BOOST_TEST(Trace("ArnLike", "'a*:aws:s3:::${app:name}'", arns).type_error);
  arns.SetSingle("app:key", "no arn");
  BOOST_TEST(Trace("ArnLike", "'arn:aws:s3:::*/${app:name}'", arns).type_error);
}

BOOST_AUTO_TEST_CASE(a_bare_operator_on_a_list_fails_closed_whatever_its_values) {  // R3.6, R3.33
  AuthorizeOptions closed;
  closed.type_errors = TypeErrors::kFailClosed;
  for (const char* values : {"'a'", "[]"}) {
    for (const char* suffix : {"", "IfExists"}) {
      BOOST_TEST_CONTEXT(values << suffix) {
        const auto deny = [&](const char* op, const AuthorizeOptions& options) {
          return Traced(
              Trace(std::string(op) + suffix, values, Items({"b"}), "app:key", options).deny);
        };
        BOOST_TEST(deny("StringNotEquals", closed) == 'y');
        BOOST_TEST(deny("StringEquals", closed) == 'n');
        BOOST_TEST(deny("StringNotEquals", {}) == 'n');
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
