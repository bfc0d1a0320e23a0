// Dates: every form of R3.15, and what is none.
#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr int64_t kNewYear2026 = 1767225600;  // 2026-01-01T00:00:00Z
constexpr int64_t kDay = 86400;

void Check(std::string_view text, int64_t seconds, uint32_t nanoseconds = 0) {
  BOOST_TEST_CONTEXT(text) {
    const std::optional<Instant> instant = ParseInstant(text);
    BOOST_REQUIRE(instant.has_value());
    BOOST_TEST(instant->seconds == seconds);
    BOOST_TEST(instant->nanoseconds == nanoseconds);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(instants)

BOOST_AUTO_TEST_CASE(digits_alone_are_seconds) {  // R3.15 (a)
  Check("0", 0);
  Check("-0", 0);
  Check("2024", 2024);  // 1970-01-01T00:33:44Z, not a year
  Check("007", 7);
  Check("-1", -1);
  Check("9223372036854775807", std::numeric_limits<int64_t>::max());
  Check("-9223372036854775807", -std::numeric_limits<int64_t>::max());
  BOOST_TEST(FormatInstant(ParseInstant("2024")->seconds) == "1970-01-01T00:33:44Z");
}

BOOST_AUTO_TEST_CASE(missing_fields_take_their_minimum) {  // R3.15 (b)
  Check("1970-01", 0);
  Check("2026-01", kNewYear2026);
  Check("2026-02", kNewYear2026 + 31 * kDay);
  Check("2026-01-02", kNewYear2026 + kDay);
  Check("2026-12-31", kNewYear2026 + 364 * kDay);
  Check("2026-01-02T03:04", kNewYear2026 + kDay + 3 * 3600 + 4 * 60);
  Check("2026-01-02T03:04:05", kNewYear2026 + kDay + 3 * 3600 + 4 * 60 + 5);
  Check("2026-01-01T23:59:59", kNewYear2026 + kDay - 1);
}

BOOST_AUTO_TEST_CASE(zones) {  // R3.15 (b); without one it is UTC
  constexpr int64_t kNoon = kNewYear2026 + 12 * 3600;
  Check("2026-01-01T12:00", kNoon);
  Check("2026-01-01T12:00Z", kNoon);
  Check("2026-01-01t12:00z", kNoon);
  Check("2026-01-01T12:00:00Z", kNoon);
  Check("2026-01-01T12:00+00", kNoon);
  Check("2026-01-01T12:00-00:00", kNoon);
  Check("2026-01-01T13:00+01", kNoon);
  Check("2026-01-01T17:30:00+05:30", kNoon);
  Check("2026-01-01T04:00:00-08:00", kNoon);
  Check("2026-01-02T11:59:00+23:59", kNoon);
  Check("2025-12-31T12:01:00-23:59", kNoon);
}

BOOST_AUTO_TEST_CASE(fractions_keep_nine_digits) {  // R3.15 (b)
  Check("2026-01-01T00:00:00.5Z", kNewYear2026, 500000000);
  Check("2026-01-01T00:00:00.000000001", kNewYear2026, 1);
  Check("2026-01-01T00:00:00.123456789+01:00", kNewYear2026 - 3600, 123456789);
  Check("2026-01-01T00:00:00.0Z", kNewYear2026, 0);
  Check("1969-12-31T23:59:59.25Z", -1, 250000000);
}

BOOST_AUTO_TEST_CASE(leap_years_and_far_years) {
  Check("2024-02-29", 1709164800);
  Check("2000-02-29", 951782400);
  Check("2024-03-01", 1709164800 + kDay);
  Check("1900-03-01", -2203891200);
  Check("0000-01-01", -62167219200);
  Check("9999-12-31T23:59:59Z", 253402300799);
  for (const char* text : {"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2026-04-31"}) {
    BOOST_TEST(!ParseInstant(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_instants) {  // R3.15
  for (const char* text : {"",
                           "-",
                           "+5",
                           " 5",
                           "5 ",
                           "--5",
                           "1.5",
                           "1e3",
                           "5-",
                           "now",
                           "9223372036854775808",
                           "-9223372036854775809",
                           "2026-",
                           "2026-1",
                           "2026-1-1",
                           "2026-13",
                           "2026-00",
                           "2026-01-",
                           "2026-01-00",
                           "2026-01-32",
                           "2026-01-1",
                           "2026/01/02",
                           "26-01-02",
                           "12026-01-02",
                           "-2026-01-02",
                           "20260102T030405Z",
                           "2026-W01",
                           "2026-001",
                           "2026-01-02 03:04",
                           "2026-01-02T",
                           "2026-01-02T03",
                           "2026-01-02T03Z",
                           "2026-01-02T3:04",
                           "2026-01-02T03:4",
                           "2026-01-02T24:00",
                           "2026-01-02T03:60",
                           "2026-01-02T03:04:60",
                           "2026-01-02T03:04:5",
                           "2026-01-02T03:04:",
                           "2026-01-02T03:04.5",
                           "2026-01-02T03:04:05.",
                           "2026-01-02T03:04:05,5",
                           "2026-01-02T03:04:05.Z",
                           "2026-01-02T03:04:05.1234567890",
                           "2026-01-02T03:04:05ZZ",
                           "2026-01-02T03:04:05Z ",
                           "2026-01-02T03:04:05 Z",
                           "2026-01-02T03:04:05+1",
                           "2026-01-02T03:04:05+0100",
                           "2026-01-02T03:04:05+01:",
                           "2026-01-02T03:04:05+01:6",
                           "2026-01-02T03:04:05+24:00",
                           "2026-01-02T03:04:05+01:60",
                           "2026-01-02T03:04:05+01:00Z",
                           "2026-01-02T03:04:05UTC",
                           "2026-01-02Z",
                           "2026-01Z",
                           "2026-01-02+01:00",
                           "T03:04:05Z"}) {
    BOOST_TEST(!ParseInstant(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(instants_are_ordered_with_full_precision) {  // R3.15
  const std::vector<std::string> ascending = {
      "-2",      "1969-12-31T23:59:59Z",           "1969-12-31T23:59:59.5Z",
      "0",       "1970-01-01T00:00:00.000000001Z", "1970-01-01T02:00:00.5+01:59",
      "2026-01", "2026-01-01T00:00:00-00:01"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      const auto order = *ParseInstant(ascending[i]) <=> *ParseInstant(ascending[j]);
      BOOST_TEST((order == (i <=> j)), ascending[i] << " and " << ascending[j]);
    }
  }
}

BOOST_AUTO_TEST_CASE(formatting) {
  BOOST_TEST(FormatInstant(0) == "1970-01-01T00:00:00Z");
  BOOST_TEST(FormatInstant(-1) == "1969-12-31T23:59:59Z");
  BOOST_TEST(FormatInstant(1767323045) == "2026-01-02T03:04:05Z");
  BOOST_TEST(FormatInstant(951782400) == "2000-02-29T00:00:00Z");
  BOOST_TEST(FormatInstant(-62167219200) == "0000-01-01T00:00:00Z");
  BOOST_TEST(FormatInstant(253402300799) == "9999-12-31T23:59:59Z");
}

BOOST_AUTO_TEST_CASE(what_is_formatted_reads_back) {
  constexpr int64_t kStep = 7 * kDay * 31 + 12345;  // meets every month and time of day
  for (int64_t seconds = -62167219200; seconds <= 253402300799; seconds += kStep) {
    const std::optional<Instant> instant = ParseInstant(FormatInstant(seconds));
    BOOST_REQUIRE_MESSAGE(instant.has_value(), FormatInstant(seconds));
    BOOST_REQUIRE_EQUAL(instant->seconds, seconds);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
