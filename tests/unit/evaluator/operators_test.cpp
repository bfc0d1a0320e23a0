// Every condition operator against one context value: holds, fails, or cannot compare.
#include <string>
#include <vector>

#include "tests/unit/evaluator/deciding.h"

namespace keyward::evaluator {
namespace {

// Trace evaluates one test on app:key; `value` is JSON with ' for ".
PredicateTrace Trace(const std::string& op, const std::string& value, const Context& context,
                     const AuthorizeOptions& options = {}) {
  const ProgramPtr program =
      MakeProgram("{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'" + op +
                      "':{'app:key':" + value + "}}}",
                  compiler::PolicyType::kIdentity);
  Request request = Ask(Caller(kAlice), "s3:GetObject", "arn:aws:s3:::b/o");
  request.context = context;
  const Decision decision = DecideAs(program, Step::kIdentity, request, options);
  BOOST_REQUIRE_EQUAL(decision.predicates.size(), 1u);
  const bool allowed = decision.outcome == Outcome::kAllowed;
  BOOST_TEST(allowed == (Traced(decision.predicates[0].allow) == 'y'));
  return decision.predicates[0];
}

Context Single(const std::string& text) {
  Context context;
  context.SetSingle("app:key", text);
  return context;
}

// Check compares with one context value: y, n, or e for a type error.
void Check(const std::string& op, const std::string& value, const std::string& text,
           char expected) {
  BOOST_TEST_CONTEXT(op << " " << value << " of " << text) {
    const PredicateTrace trace = Trace(op, value, Single(text));
    const char found = trace.type_error ? 'e' : Traced(trace.allow);
    BOOST_TEST(found == expected);
    BOOST_TEST(!trace.missing);
    if (trace.type_error) BOOST_TEST(Traced(trace.allow) == 'n');
  }
}

// CheckOrder: how `low` and `high` compare under the six operators of an ordered family.
void CheckOrder(const std::string& family, const std::string& low, const std::string& high) {
  const auto check = [&](const char* op, char below, char equal, char above) {
    Check(family + op, "'" + high + "'", low, below);
    Check(family + op, "'" + high + "'", high, equal);
    Check(family + op, "'" + low + "'", high, above);
  };
  check("Equals", 'n', 'y', 'n');
  check("NotEquals", 'y', 'n', 'y');
  check("LessThan", 'y', 'n', 'n');
  check("LessThanEquals", 'y', 'y', 'n');
  check("GreaterThan", 'n', 'n', 'y');
  check("GreaterThanEquals", 'n', 'y', 'y');
}

const std::vector<std::string> kOrders = {"Equals",         "NotEquals",   "LessThan",
                                          "LessThanEquals", "GreaterThan", "GreaterThanEquals"};

}  // namespace

BOOST_AUTO_TEST_SUITE(operators)

BOOST_AUTO_TEST_CASE(string_equals) {  // R3.10
  Check("StringEquals", "'a'", "a", 'y');
  Check("StringEquals", "'a'", "A", 'n');
  Check("StringEquals", "'a'", "a ", 'n');
  Check("StringEquals", "'a*'", "ab", 'n');
  Check("StringEquals", "'a*'", "a*", 'y');
  Check("StringEquals", "''", "", 'y');
  Check("StringEquals", "'é'", "e\u0301", 'n');
  Check("StringEquals", "['a','b']", "b", 'y');  // R3.4
  Check("StringNotEquals", "'a'", "b", 'y');
  Check("StringNotEquals", "'a'", "a", 'n');
  Check("StringNotEquals", "['a','b']", "b", 'n');
}

BOOST_AUTO_TEST_CASE(string_equals_ignore_case) {  // R3.10
  Check("StringEqualsIgnoreCase", "'Straße'", "sTRAßE", 'y');
  Check("StringEqualsIgnoreCase", "'Straße'", "STRASSE", 'n');
  Check("StringEqualsIgnoreCase", "'k'", "\u212A", 'y');
  Check("StringEqualsIgnoreCase", "'a'", "ab", 'n');
  Check("StringNotEqualsIgnoreCase", "'A'", "a", 'n');
  Check("StringNotEqualsIgnoreCase", "'A'", "b", 'y');
}

BOOST_AUTO_TEST_CASE(string_like) {  // R3.11
  Check("StringLike", "'a*c'", "abbc", 'y');
  Check("StringLike", "'a*c'", "ac", 'y');
  Check("StringLike", "'a*c'", "ABC", 'n');
  Check("StringLike", "'a?c'", "aéc", 'y');  // one character, not one byte
  Check("StringLike", "'a?c'", "ac", 'n');
  Check("StringLike", "'*'", "", 'y');
  Check("StringLike", "''", "", 'y');
  Check("StringLike", "''", "a", 'n');
  Check("StringLike", "'a/*'", "a/b/c:d", 'y');
  Check("StringLike", "'*b'", "ab", 'y');
  Check("StringLike", "'a${*}c'", "abc", 'n');  // R3.42
  Check("StringNotLike", "'a*'", "abc", 'n');
  Check("StringNotLike", "'a*'", "bc", 'y');
  Check("StringNotLike", "['x','a*']", "abc", 'n');
}

BOOST_AUTO_TEST_CASE(numbers) {  // R3.14
  CheckOrder("Numeric", "9", "10");
  CheckOrder("Numeric", "-1.5", "-1.25");
  CheckOrder("Numeric", "18446744073709551615", "18446744073709551616");
  Check("NumericEquals", "'10'", "10.0", 'y');
  for (const std::string& order : kOrders) {
    Check("Numeric" + order, "'1'", "one", 'e');
    Check("Numeric" + order, "'1'", "1e0", 'e');
    Check("Numeric" + order, "'1'", "", 'e');
    Check("Numeric" + order, "'one'", "1", 'e');
  }
}

BOOST_AUTO_TEST_CASE(dates) {  // R3.15
  CheckOrder("Date", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.1Z");
  CheckOrder("Date", "2024", "2026-01");
  CheckOrder("Date", "2026-01-02T03:04:05+02:00", "2026-01-02T03:04:05Z");
  Check("DateEquals", "'1767323045'", "2026-01-02T03:04:05Z", 'y');
  for (const std::string& order : kOrders) {
    Check("Date" + order, "'2026-01'", "yesterday", 'e');
    Check("Date" + order, "'01T'", "2026-01", 'e');
  }
}

BOOST_AUTO_TEST_CASE(booleans) {  // R3.16
  Check("Bool", "'true'", "TRUE", 'y');
  Check("Bool", "'true'", "false", 'n');
  Check("Bool", "'False'", "false", 'y');
  Check("Bool", "['true','false']", "false", 'y');
  Check("Bool", "'true'", "1", 'e');
  Check("Bool", "'true'", "truer", 'e');
  Check("Bool", "'yes'", "true", 'e');
}

BOOST_AUTO_TEST_CASE(bytes) {  // R3.17
  Check("BinaryEquals", "'Zm9v'", "Zm9v", 'y');
  Check("BinaryEquals", "'Zg=='", "Zh==", 'y');  // the same byte, written otherwise
  Check("BinaryEquals", "'Zm9v'", "Zm9vYg==", 'n');
  Check("BinaryEquals", "'Zm9v'", "Zm8=", 'n');
  Check("BinaryEquals", "'Zm9v'", "foo", 'e');
}

BOOST_AUTO_TEST_CASE(addresses) {  // R3.18
  Check("IpAddress", "'203.0.113.0/24'", "203.0.113.7", 'y');
  Check("IpAddress", "'203.0.113.7'", "203.0.113.8", 'n');
  Check("IpAddress", "'2001:db8::/32'", "2001:DB8:0::1", 'y');
  Check("IpAddress", "'0.0.0.0/0'", "::1", 'n');
  Check("IpAddress", "'203.0.113.0/24'", "localhost", 'e');
  Check("NotIpAddress", "'203.0.113.0/24'", "203.0.113.7", 'n');
  Check("NotIpAddress", "'203.0.113.0/24'", "::1", 'y');
  Check("NotIpAddress", "'203.0.113.0/24'", "x", 'e');
}

BOOST_AUTO_TEST_CASE(arns) {  // R3.19
  for (const std::string positive : {"ArnEquals", "ArnLike"}) {
    Check(positive, "'arn:aws:s3:::b/*'", "arn:aws:s3:::b/c:d/e", 'y');
    Check(positive, "'arn:aws:s3:::b/*'", "arn:aws:S3:::b/c", 'n');
    Check(positive, "'arn:*:key/a'", "arn:aws:kms:us-west-2:1:key/a", 'e');  // not six parts
    Check(positive, "'arn:aws:*:*:*:key/a'", "arn:aws:kms:us-west-2:1:key/a", 'y');
    Check(positive, "'arn:aws:iam::*:role/?'", "arn:aws:iam::1:role/ab", 'n');
    Check(positive, "'*'", "arn:aws:s3:::b", 'e');
    Check(positive, "'arn:aws:s3:::b'", "b", 'e');
  }
  for (const std::string negative : {"ArnNotEquals", "ArnNotLike"}) {
    Check(negative, "'arn:aws:s3:::b/*'", "arn:aws:s3:::b/c", 'n');
    Check(negative, "'arn:aws:s3:::b/*'", "arn:aws:s3:::c", 'y');
    Check(negative, "'arn:aws:s3:::b/*'", "b", 'e');
  }
}

BOOST_AUTO_TEST_CASE(an_error_beside_a_match) {  // R3.9
  Check("NumericEquals", "['x','5']", "5", 'y');
  Check("NumericEquals", "['5','x']", "5", 'y');
  Check("NumericEquals", "['x','5']", "6", 'e');
  Check("NumericNotEquals", "['x','5']", "6", 'e');
  Check("NumericNotEqualsIfExists", "['x','5']", "6", 'e');  // the key is there
}

BOOST_AUTO_TEST_CASE(an_error_in_a_deny_counts_under_fail_closed) {
  const AuthorizeOptions closed{NotPrincipalMode::kStrict, TypeErrors::kFailClosed, false};
  const PredicateTrace trace = Trace("NumericEquals", "'1'", Single("one"), closed);
  BOOST_TEST(Traced(trace.allow) == 'n');
  BOOST_TEST(Traced(trace.deny) == 'y');
  BOOST_TEST(Traced(Trace("NumericEquals", "'1'", Single("one")).deny) == 'n');
}

BOOST_AUTO_TEST_CASE(null) {  // R3.20
  Check("Null", "'true'", "", 'y');
  Check("Null", "'true'", "x", 'n');
  Check("Null", "'false'", "x", 'y');
  Check("Null", "'false'", "", 'n');
  Check("Null", "'TRUE'", "", 'y');
  Check("Null", "'x'", "x", 'n');
  const PredicateTrace missing = Trace("Null", "'true'", Context());
  BOOST_TEST(Traced(missing.allow) == 'y');
  BOOST_TEST(missing.missing);
  Context empty;
  empty.SetMultivalued("app:key", {});
  BOOST_TEST(Traced(Trace("Null", "'true'", empty).allow) == 'y');
  BOOST_TEST(Traced(Trace("Null", "'false'", empty).allow) == 'n');
}

BOOST_AUTO_TEST_CASE(a_missing_key) {  // R3.7, R3.8
  const auto missing = [](const std::string& op, const std::string& value) {
    const PredicateTrace trace = Trace(op, value, Context());
    BOOST_TEST(trace.missing, op);
    BOOST_TEST(!trace.type_error, op);
    return Traced(trace.allow);
  };
  BOOST_TEST(missing("StringEquals", "'a'") == 'n');
  BOOST_TEST(missing("StringNotEquals", "'a'") == 'y');
  BOOST_TEST(missing("DateLessThan", "'2026-01'") == 'n');
  BOOST_TEST(missing("NotIpAddress", "'::/0'") == 'y');
  BOOST_TEST(missing("BoolIfExists", "'true'") == 'y');
  BOOST_TEST(missing("BinaryEquals", "'Zm9v'") == 'n');
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
