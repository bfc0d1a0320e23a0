#include <boost/test/unit_test.hpp>
#include <string>

#include "base/source.h"
#include "compiler/check.h"

namespace keyward::compiler {
namespace {

std::string CanonicalOf(const std::string& statement) {
  const std::string text = R"({"Version":"2012-10-17","Statement":)" + statement + "}";
  const Checked checked = ParseAndCheck(*Source::Create("policy", text), PolicyType::kResource);
  BOOST_REQUIRE_MESSAGE(checked.policy.has_value(), text);
  return Canonical(*checked.policy);
}

std::string WithPrincipal(const std::string& principal) {
  return CanonicalOf(R"({"Effect":"Allow","Action":"a:X","Resource":"*","Principal":)" + principal +
                     "}");
}

std::string WithCondition(const std::string& condition) {
  return CanonicalOf(
      R"({"Effect":"Allow","Principal":"*","Action":"a:X","Resource":"*","Condition":)" +
      condition + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(canonical)

BOOST_AUTO_TEST_CASE(one_whole_policy) {
  BOOST_TEST(
      CanonicalOf(
          R"([{"Resource":"*","Action":"a:\"X","Effect":"Deny","Principal":"*","Sid":"s"}])") ==
      R"({"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Deny","Principal":"*",)"
      R"("Action":["a:\"X"],"Resource":["*"]}]})");
}

BOOST_AUTO_TEST_CASE(v49_an_account_id_is_its_root_arn) {
  BOOST_TEST(WithPrincipal(R"({"AWS":"111111111111"})") ==
             WithPrincipal(R"({"AWS":["arn:aws:iam::111111111111:root"]})"));
  BOOST_TEST(WithPrincipal(R"({"AWS":"111111111111"})") !=
             WithPrincipal(R"({"AWS":"222222222222"})"));
}

BOOST_AUTO_TEST_CASE(v49_lists_are_sorted_and_have_no_doubles) {
  const std::string rest = R"(,"Effect":"Allow","Resource":"*","Principal":"*"})";
  BOOST_TEST(CanonicalOf(R"({"Action":["b:X","a:Y"])" + rest) ==
             CanonicalOf(R"({"Action":["a:Y","b:X","a:Y"])" + rest));
  BOOST_TEST(CanonicalOf(R"({"Action":["b:X"])" + rest) ==
             CanonicalOf(R"({"Action":"b:X")" + rest));
  BOOST_TEST(CanonicalOf(R"({"Action":"b:X")" + rest) !=
             CanonicalOf(R"({"NotAction":"b:X")" + rest));
}

BOOST_AUTO_TEST_CASE(v49_everyone_has_one_form) {
  BOOST_TEST(WithPrincipal(R"({"AWS":"*"})") == WithPrincipal(R"("*")"));
  BOOST_TEST(WithPrincipal(R"({"AWS":["*","*"]})") == WithPrincipal(R"("*")"));
  BOOST_TEST(WithPrincipal(R"({"AWS":["*","111111111111"]})") != WithPrincipal(R"("*")"));
}

BOOST_AUTO_TEST_CASE(kinds_of_principals_are_ordered) {
  BOOST_TEST(WithPrincipal(R"({"Service":"s3.amazonaws.com","AWS":"111111111111"})") ==
             WithPrincipal(R"({"AWS":"111111111111","Service":["s3.amazonaws.com"]})"));
}

BOOST_AUTO_TEST_CASE(conditions_are_ordered_and_keys_ignore_letter_case) {
  BOOST_TEST(WithCondition(R"({"Bool":{"b:B":true,"a:A":"false"},"ArnLike":{}})") ==
             WithCondition(R"({"bool":{"A:a":"false","b:b":["true"]}})"));
  BOOST_TEST(WithCondition(R"({"NumericEquals":{"a:n":[10,2]}})") ==
             WithCondition(R"({"NumericEquals":{"a:n":["2","10","2"]}})"));
  BOOST_TEST(WithCondition(R"({"StringEquals":{"a:n":"x"}})") !=
             WithCondition(R"({"StringEquals":{"a:n":"X"}})"));
}

BOOST_AUTO_TEST_CASE(an_empty_condition_is_none) {
  BOOST_TEST(WithCondition(R"({})") == WithCondition(R"({"StringEquals":{}})"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
