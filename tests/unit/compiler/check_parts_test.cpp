// The small parts of the check shelf: dates, spelling, codes.
#include <array>
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "compiler/check/codes.h"
#include "compiler/check/dates.h"
#include "compiler/check/spelling.h"
#include "compiler/values.h"

namespace keyward::compiler {

BOOST_AUTO_TEST_SUITE(check_parts)

BOOST_AUTO_TEST_CASE(dates_that_are_stored) {
  for (const char* text :
       {"2024", "0", "-1", "9223372036854775807", "-9223372036854775808", "2024-01", "2024-1-1",
        "2024-02-31", "2024-01-01T00:00Z", "2024-01-01T00:00:00Z", "2024-01-01t23:59:59z",
        "2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00+01", "2024-01-01T00:00:00-12:30",
        "2016-12-13t2:00:00.593194+23", "01T", "12345-01-01", "-0001-01-01", "292278993-01"}) {
    BOOST_TEST(IsStorableDate(text), text);
  }
}

BOOST_AUTO_TEST_CASE(dates_that_are_refused) {
  for (const char* text : {"",
                           " ",
                           "sdfdsf",
                           "T",
                           "-",
                           "2024-",
                           "2024-13",
                           "2024-00",
                           "2024-01-32",
                           "2024-01-01-01",
                           "2024-01-01 00:00:00",
                           "2024-01-01T24:00:00Z",
                           "2024-01-01T00:60:00Z",
                           "2024-01-01T00:00:60Z",
                           "2024-01-01T00:00:00.",
                           "2024-01-01T00:00:00.1234567890Z",
                           "2024-01-01T00:00:00+1",
                           "2024-01-01T00:00:00+24",
                           "2024-01-01T00:00:00Zx",
                           "2024-01-01T00:00:00+01:6",
                           "9223372036854775808",
                           "292278994-01",
                           "1e3",
                           "2024-01-01T:00",
                           "2024-001",
                           "2024-01-01X"}) {
    BOOST_TEST(!IsStorableDate(text), text);
  }
}

BOOST_AUTO_TEST_CASE(every_date_with_a_meaning_is_stored) {
  for (const char* text : {"2024", "-5", "2024-02", "2024-02-29", "2024-02-29T12:00Z",
                           "2024-02-29T12:00:01.5+02:00", "2024-02-29t12:00:01z"}) {
    BOOST_TEST(ParseInstant(text).has_value(), text);
    BOOST_TEST(IsStorableDate(text), text);
  }
}

BOOST_AUTO_TEST_CASE(nearest_names) {
  constexpr std::array<std::string_view, 4> known = {"Effect", "Action", "NotAction", "Sid"};
  BOOST_TEST(Nearest("effect", known) == "Effect");
  BOOST_TEST(Nearest("Efect", known) == "Effect");
  BOOST_TEST(Nearest("Effetc", known) == "Effect");
  BOOST_TEST(Nearest("Actions", known) == "Action");
  BOOST_TEST(Nearest("NotActon", known) == "NotAction");
  BOOST_TEST(Nearest("SID", known) == "Sid");
  BOOST_TEST(Nearest("", known).empty());
  BOOST_TEST(Nearest("x", known).empty());
  BOOST_TEST(Nearest("Foo", known).empty());
  BOOST_TEST(Nearest("Condition", known).empty());
  BOOST_TEST(Nearest(std::string(100, 'a'), known).empty());
}

BOOST_AUTO_TEST_CASE(codes_are_sorted_and_told_apart) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kCodeCount; ++i) {
    const CodeFacts& facts = FactsOf(static_cast<Code>(i));
    BOOST_TEST(!facts.meaning.empty());
    BOOST_TEST(names.insert(facts.name).second, facts.name);
    if (i > 0) BOOST_TEST((FactsOf(static_cast<Code>(i - 1)).name < facts.name), facts.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
