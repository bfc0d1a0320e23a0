#include "compiler/operators.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "compiler/values.h"

namespace keyward::compiler {

BOOST_AUTO_TEST_SUITE(operators)

BOOST_AUTO_TEST_CASE(every_operator_in_every_form_parses_and_spells_itself) {
  const std::string prefixes[] = {"", "ForAnyValue:", "ForAllValues:"};
  const std::string suffixes[] = {"", "IfExists"};
  for (size_t i = 0; i < kOperatorCount; ++i) {
    const OperatorFacts& facts = FactsOf(static_cast<Operator>(i));
    for (const std::string& prefix : prefixes) {
      for (const std::string& suffix : suffixes) {
        const std::string text = prefix + std::string(facts.name) + suffix;
        const std::optional<OperatorName> name = ParseOperator(text);
        BOOST_REQUIRE_MESSAGE(name.has_value(), text);
        BOOST_TEST(static_cast<size_t>(name->op) == i);
        BOOST_TEST(name->exact);
        BOOST_TEST(name->if_exists == !suffix.empty());
        BOOST_TEST(Spell(*name) == text);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(letter_case_is_ignored_and_noted) {
  const std::optional<OperatorName> name = ParseOperator("forallvalues:stringLIKEifexists");
  BOOST_REQUIRE(name.has_value());
  BOOST_TEST(!name->exact);
  BOOST_TEST((name->qualifier == Qualifier::kForAllValues));
  BOOST_TEST(Spell(*name) == "ForAllValues:StringLikeIfExists");
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_operators) {
  for (const char* text :
       {"", "nope", "IfExists", "StringEqualsIfExistsIfExists", "ForAnyValue:", ":StringEquals",
        "ForAnyValue::StringEquals", "ForAnyValue:ForAllValues:StringEquals", " StringEquals",
        "StringEquals ", "ForSomeValue:StringEquals", "aws:SourceIp"}) {
    BOOST_TEST(!ParseOperator(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(tables_are_sorted_and_agree_with_the_semantics) {
  std::set<std::string_view> negated;
  for (size_t i = 0; i < kOperatorCount; ++i) {
    const OperatorFacts& facts = FactsOf(static_cast<Operator>(i));
    if (i > 0) BOOST_TEST((FactsOf(static_cast<Operator>(i - 1)).name < facts.name), facts.name);
    if (facts.negated) negated.insert(facts.name);
    // Variables: String, Arn and, in doubt, Bool (R3.40, R3.46); wildcards: StringLike and Arn.
    const bool text = facts.family == Family::kString || facts.family == Family::kArn;
    BOOST_TEST(facts.variables == (text || facts.family == Family::kBool));
    const bool like = facts.name.find("Like") != std::string_view::npos;
    BOOST_TEST(facts.wildcards == (like || facts.family == Family::kArn));
  }
  const std::set<std::string_view> expected = {// R3.7
                                               "ArnNotEquals",
                                               "ArnNotLike",
                                               "DateNotEquals",
                                               "NotIpAddress",
                                               "NumericNotEquals",
                                               "StringNotEquals",
                                               "StringNotEqualsIgnoreCase",
                                               "StringNotLike"};
  BOOST_TEST((negated == expected));
}

BOOST_AUTO_TEST_CASE(twins_share_their_test) {
  BOOST_TEST((FactsOf(Operator::kStringNotLike).test == FactsOf(Operator::kStringLike).test));
  BOOST_TEST((FactsOf(Operator::kArnEquals).test == FactsOf(Operator::kArnNotLike).test));
  BOOST_TEST((FactsOf(Operator::kNotIpAddress).test == Test::kIpAddress));
  BOOST_TEST((FactsOf(Operator::kDateNotEquals).family == Family::kDate));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
