// MatchGlob: R2.3, R2.17, R3.11, and its bound of steps against hostile patterns.
#include "compiler/glob.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/worlds/naive_glob.h"

namespace keyward::compiler {
namespace {

bool Matches(const std::string& pattern, const std::string& value) {
  return MatchGlob(worlds::Tokens(pattern), value);
}

std::string Repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

uint64_t Steps(const std::string& pattern, const std::string& value) {
  GlobSteps steps;
  MatchGlob(worlds::Tokens(pattern), value, &steps);
  return steps.count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(glob)

BOOST_AUTO_TEST_CASE(wildcards) {
  BOOST_TEST(Matches("", ""));
  BOOST_TEST(!Matches("", "a"));
  BOOST_TEST(Matches("*", ""));
  BOOST_TEST(Matches("a*", "a"));
  BOOST_TEST(Matches("**a", "ba"));
  BOOST_TEST(Matches("a?c", "abc"));
  BOOST_TEST(!Matches("a?c", "ac"));
  BOOST_TEST(Matches("*b*d", "abcbd"));
  BOOST_TEST(!Matches("*b*d", "abcbde"));
  BOOST_TEST(Matches("*?", "x"));
  BOOST_TEST(!Matches("*?", ""));
  BOOST_TEST(Matches("a*a", "aa"));
  BOOST_TEST(!Matches("a*a", "a"));
}

BOOST_AUTO_TEST_CASE(question_mark_is_one_code_point) {
  BOOST_TEST(Matches("?", "é"));
  BOOST_TEST(!Matches("??", "é"));
  BOOST_TEST(Matches("*?b", "aéb"));
  BOOST_TEST(Matches("é?*", "éx"));
}

// All patterns up to five characters against all values up to five, over a small alphabet.
BOOST_AUTO_TEST_CASE(agrees_with_the_naive_matcher) {
  const auto all = [](const std::string& alphabet, size_t longest) {
    std::vector<std::string> out = {""};
    for (size_t from = 0, length = 0; length < longest; ++length) {
      const size_t to = out.size();
      for (size_t i = from; i < to; ++i) {
        for (char c : alphabet) out.push_back(out[i] + c);
      }
      from = to;
    }
    return out;
  };
  const auto values = all("ab", 5);
  size_t wrong = 0;
  for (const std::string& pattern : all("*?ab", 5)) {
    for (const std::string& value : values) {
      wrong += Matches(pattern, value) != worlds::NaiveGlob(pattern, value) ? 1u : 0u;
    }
  }
  BOOST_TEST(wrong == 0u);
}

// The work is counted, not timed: linear without `?`, never beyond the stated bound.
BOOST_AUTO_TEST_CASE(hostile_patterns_stay_within_the_bound) {
  const std::string value(100000, 'a');
  const std::string stars = Repeat("*a", 2000);
  BOOST_TEST(Steps(stars + "b", value) <= value.size() + 2 * stars.size());
  BOOST_TEST(Steps(stars + "*", value) <= value.size() + 2 * stars.size());
  for (const std::string& pattern :
       {Repeat("*?a", 500) + "b", Repeat("*a?", 500) + "*b", "*" + Repeat("a", 500) + "?b*",
        Repeat("?*", 2000) + "b", "*" + Repeat("a?", 200) + "b*"}) {
    const auto tokens = worlds::Tokens(pattern);
    GlobSteps steps;
    BOOST_TEST(!MatchGlob(tokens, value, &steps));
    BOOST_TEST(steps.count <= MaxGlobSteps(tokens, value.size()), pattern.substr(0, 20));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
