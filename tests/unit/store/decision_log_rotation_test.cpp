#include <boost/test/unit_test.hpp>

#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

std::vector<std::string> Names(const LogStory& story) {
  std::vector<std::string> names;
  for (const auto& file : story.Files()) names.push_back(file.path.filename().string());
  return names;
}

BOOST_AUTO_TEST_SUITE(decision_log_rotation_test)

BOOST_AUTO_TEST_CASE(a_day_has_its_file) {
  LogStory story;
  auto log = story.Open();  // 2026-01-02T03:04:05Z
  Fill(*log, 1, 2);
  story.clock.now += std::chrono::hours(20);  // 23:04:05
  Fill(*log, 3, 3);
  BOOST_TEST(Names(story).size() == 1u);
  story.clock.now += std::chrono::hours(1);  // the next day; the file ends with lines 4, 5, 6
  Fill(*log, 4, 4);
  story.clock.now += std::chrono::hours(72);
  Fill(*log, 5, 5);
  const std::vector<std::string> names = Names(story);
  BOOST_REQUIRE(names.size() == 3u);
  BOOST_TEST(names[0] == "decisions-00000000000000000001-2026-01-02.jsonl");
  BOOST_TEST(names[1].substr(30) == "-2026-01-03.jsonl");
  BOOST_TEST(names[2].substr(30) == "-2026-01-06.jsonl");
  for (const auto& file : story.Files()) {
    const auto lines = LinesOf(file.path);
    const std::string first = lines[0].substr(0, lines[0].size() - 1);
    BOOST_TEST(store::ParseLine(first)->link.sequence == file.first);
  }
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.files == 3u);
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_begins_no_file) {
  LogStory story;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.clock.now -= std::chrono::hours(48);
  Fill(*log, 2, 2);
  BOOST_TEST(Names(story).size() == 1u);
  log.reset();
  log = story.Open();
  Fill(*log, 3, 3);
  BOOST_TEST(Names(story).size() == 1u);
  BOOST_TEST(story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(a_full_file_is_followed_by_the_next) {
  LogStory story;
  story.options.max_file_bytes = 4000;
  auto log = story.Open();
  Fill(*log, 1, 100);
  const auto files = story.Files();
  BOOST_TEST(files.size() > 5u);
  for (const auto& file : files) {
    // One checkpoint more may stand at the end of a finished file.
    BOOST_TEST(std::filesystem::file_size(file.path) <= 4000u + 800u);
  }
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.records == 100u);
  BOOST_TEST(verdict.files == files.size());
  std::vector<std::string> all;
  for (int n = 1; n <= 100; ++n) all.push_back(RecordOf(n));
  BOOST_TEST((story.Records() == all));
  log.reset();
  log = story.Open();
  Fill(*log, 101, 120);
  log.reset();
  BOOST_TEST(story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(a_day_over_while_closed_begins_a_file_with_the_first_record) {
  LogStory story;
  Fill(*story.Open(), 1, 1);
  story.clock.now += std::chrono::hours(24);
  auto log = story.Open();
  Fill(*log, 2, 2);
  BOOST_TEST(Names(story).size() == 2u);
  BOOST_TEST(story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(reading_begins_in_the_file_that_is_asked_for) {
  LogStory story;
  story.options.max_file_bytes = 1;
  auto log = story.Open();
  Fill(*log, 1, 10);
  store::LogFilter filter;
  filter.first_sequence = log->Head().sequence;
  std::filesystem::remove(story.Files().front().path);  // it is not needed
  BOOST_TEST((story.Records(filter) == std::vector<std::string>{RecordOf(10)}));
}

BOOST_AUTO_TEST_CASE(names_say_the_first_sequence_and_the_day) {
  const auto file = store::NameLogFile("/x", UINT64_MAX, 0);
  BOOST_TEST(file.path == "/x/decisions-18446744073709551615-1970-01-01.jsonl");
  BOOST_TEST(store::ParseLogFileName(file.path)->first == UINT64_MAX);
  for (const char* name :
       {"decisions-00000000000000000000-2026-01-02.jsonl", "decisions-1-2026-01-02.jsonl",
        "decisions-00000000000000000001-2026-02-30.jsonl", "decisions-00000000000000000001.jsonl",
        "decisions-0000000000000000000x-2026-01-02.jsonl",
        "decisions-99999999999999999999-2026-01-02.jsonl",
        "decisions-00000000000000000001-2026-01-02.jsonl.torn-7", "LOCK", ""}) {
    BOOST_TEST(!store::ParseLogFileName(name).has_value(), name);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
