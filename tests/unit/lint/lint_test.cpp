// The registry of rules, and each rule's own examples.
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "tests/unit/lint/linting.h"

namespace keyward::lint {

BOOST_AUTO_TEST_SUITE(lint_rules)

BOOST_AUTO_TEST_CASE(codes_and_names_are_unique_and_found) {
  std::set<std::string_view> seen;
  std::string_view last;
  for (const LintRule* rule : Rules()) {
    BOOST_TEST(seen.insert(rule->code).second);
    BOOST_TEST(seen.insert(rule->name).second);
    BOOST_TEST(last < rule->name);
    last = rule->name;
    BOOST_TEST(FindRule(rule->code) == rule);
    BOOST_TEST(FindRule(rule->name) == rule);
    BOOST_TEST(!rule->summary.empty());
    BOOST_TEST(!rule->why.empty());
  }
  BOOST_TEST(FindRule("kms006") == FindRule("KMS006"));
  BOOST_TEST(FindRule("KMS") == nullptr);
  BOOST_TEST(FindRule("") == nullptr);
}

BOOST_AUTO_TEST_CASE(every_rule_fires_on_what_to_avoid_and_not_on_what_to_prefer) {
  for (const LintRule* rule : Rules()) {
    BOOST_TEST_CONTEXT(rule->name) {
      BOOST_TEST(Codes(rule->avoid.policy, rule->avoid.type).count(std::string(rule->code)) == 1u);
      BOOST_TEST(Codes(rule->prefer.policy, rule->prefer.type).empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(findings_come_in_the_order_of_the_text) {
  const Diagnostics findings = LintText(R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"},
      {"Effect":"Allow","Principal":"*","Action":"kms:Encrypt","Resource":"*"}]})");
  BOOST_REQUIRE(findings.size() == 2u);
  BOOST_TEST(findings[0].span.begin < findings[1].span.begin);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::lint
