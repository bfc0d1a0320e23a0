#include <boost/test/unit_test.hpp>

#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

// Three records in a file, as after kill -9: no closing checkpoint.
std::string Killed(LogStory& story) {
  auto log = story.Open();
  Fill(*log, 1, 3);
  const std::string text = ReadAll(story.Files().at(0).path);
  log.reset();
  WriteAll(story.Files().at(0).path, text);
  return text;
}

BOOST_AUTO_TEST_SUITE(decision_log_torn_test)

BOOST_AUTO_TEST_CASE(a_last_line_torn_at_any_byte_is_cut_kept_and_reported) {
  LogStory story;
  const std::string text = Killed(story);
  const auto path = story.Files().at(0).path;
  const size_t last = text.rfind('\n', text.size() - 2) + 1;
  for (size_t size = last + 1; size < text.size(); ++size) {
    LogStory torn;
    const auto file = torn.folder.path() / path.filename();
    WriteAll(file, text.substr(0, size));
    BOOST_TEST(torn.Verify().ok());  // a write underway, or a crash: no tampering
    BOOST_TEST(torn.Verify().torn_bytes == size - last);
    auto log = torn.Open();
    const auto& repair = log->opened().repair;
    BOOST_REQUIRE(repair);
    BOOST_TEST(repair->file == file);
    BOOST_TEST(repair->offset == last);
    BOOST_TEST(repair->bytes == size - last);
    BOOST_TEST(ReadAll(repair->kept) == text.substr(last, size - last));
    Fill(*log, 3, 3);
    const auto verdict = torn.Verify(log->Head());
    BOOST_TEST(verdict.ok(), Say(verdict));
    BOOST_TEST((torn.Records() == std::vector<std::string>{RecordOf(1), RecordOf(2), RecordOf(3)}));
  }
}

BOOST_AUTO_TEST_CASE(a_log_torn_in_its_first_line_begins_anew) {
  LogStory story;
  const std::string text = Killed(story);
  const size_t first = text.find('\n');
  for (size_t size = 1; size <= first; size += 7) {
    LogStory torn;
    WriteAll(torn.folder.path() / story.Files().at(0).path.filename(), text.substr(0, size));
    auto log = torn.Open();
    BOOST_TEST(log->opened().repair.has_value());
    Fill(*log, 1, 2);
    const auto verdict = torn.Verify(log->Head());
    BOOST_TEST(verdict.ok(), Say(verdict));
    BOOST_TEST(torn.Files().size() == 1u);
  }
}

BOOST_AUTO_TEST_CASE(a_first_line_of_a_next_file_torn_is_cut) {
  LogStory story;
  story.options.max_file_bytes = 1;
  auto log = story.Open();
  Fill(*log, 1, 1);
  log.reset();
  const auto files = story.Files();
  const auto last = files.back().path;
  const std::string text = ReadAll(last);
  WriteAll(last, text.substr(0, 20));
  log = story.Open();
  BOOST_TEST(log->opened().repair->offset == 0u);
  BOOST_TEST(log->opened().repair->bytes == 20u);
  Fill(*log, 1, 1);
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
}

BOOST_AUTO_TEST_CASE(zeros_where_data_had_not_reached_the_disk_are_cut) {
  LogStory story;
  const std::string text = Killed(story);
  const auto path = story.Files().at(0).path;
  const size_t last = text.rfind('\n', text.size() - 2) + 1;
  WriteAll(path, text.substr(0, last + 10) + std::string(4096, '\0') + "\nrest of a line\nrest");
  auto log = story.Open();
  BOOST_TEST(log->opened().repair->offset == last);
  Fill(*log, 3, 3);
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
}

BOOST_AUTO_TEST_CASE(zeros_before_a_good_line_are_no_torn_end) {
  LogStory story;
  const std::string text = Killed(story);
  const auto path = story.Files().at(0).path;
  const size_t last = text.rfind('\n', text.size() - 2) + 1;
  WriteAll(path, text.substr(0, last) + std::string(10, '\0') + "\n" + text.substr(last));
  const auto log = story.Try();
  BOOST_REQUIRE(!log);
  BOOST_TEST((log.error().code == ErrorCode::kCorrupt));
  BOOST_TEST(!story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(a_side_file_that_is_there_is_kept) {
  LogStory story;
  const std::string text = Killed(story);
  const auto path = story.Files().at(0).path;
  const std::string side = path.string() + ".torn-" + std::to_string(text.size());
  WriteAll(side, "an earlier one");
  WriteAll(path, text + "{\"ev");
  auto log = story.Open();
  BOOST_TEST(log->opened().repair->kept == side + "-2");
  BOOST_TEST(ReadAll(side) == "an earlier one");
  BOOST_TEST(ReadAll(side + "-2") == "{\"ev");
}

BOOST_AUTO_TEST_CASE(a_rotation_cut_short_is_taken_up) {
  // The next file is there, and this one not yet finished.
  LogStory story;
  Killed(story);
  const auto next = store::NameLogFile(story.folder.path(), 6, 1767323045000);
  WriteAll(next.path, "");
  BOOST_TEST(story.Verify().ok());
  auto log = story.Open();
  BOOST_TEST(!std::filesystem::exists(next.path));
  Fill(*log, 4, 4);
  log.reset();
  BOOST_TEST(story.Verify().ok());

  // This one is finished, and nothing stands in the next.
  story.options.max_file_bytes = 1;
  log = story.Open();
  Fill(*log, 5, 5);
  log.reset();
  const auto last = story.Files().back().path;
  WriteAll(last, "");
  BOOST_TEST(story.Verify().ok());
  log = story.Open();
  BOOST_TEST(story.Files().back().path == last);
  Fill(*log, 5, 5);
  log.reset();
  const auto verdict = story.Verify();
  BOOST_TEST(verdict.ok(), Say(verdict));
}

BOOST_AUTO_TEST_CASE(lines_known_elsewhere_and_missing_are_reported) {
  LogStory story;
  const std::string text = Killed(story);
  const auto path = story.Files().at(0).path;
  auto log = story.Open();
  const store::LogHead head = log->Head();
  log.reset();
  WriteAll(path, text);  // the checkpoint of the second opening never reached the disk
  story.options.expected = head;
  log = story.Open();
  BOOST_TEST(log->opened().missing == 1u);
  log.reset();
  WriteAll(path, text);
  story.options.durability = store::Durability::kAlways;
  BOOST_TEST((story.Try().error().code == ErrorCode::kCorrupt));
  story.options.durability = store::Durability::kBatched;
  std::filesystem::remove(path);  // no crash takes all
  BOOST_TEST((story.Try().error().code == ErrorCode::kCorrupt));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
