#include <boost/test/unit_test.hpp>

#include "store/log/text.h"
#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

using store::DecisionLog;
using store::LogHead;

std::string Hex(ByteView bytes) {
  std::string text;
  store::AppendHex(text, bytes);
  return text;
}

BOOST_AUTO_TEST_SUITE(decision_log_append_test)

BOOST_AUTO_TEST_CASE(a_line_is_the_record_with_its_place_in_the_chain) {
  LogStory story;
  auto log = story.Open();
  const LogHead opened = log->Head();
  BOOST_TEST(opened.sequence == 1u);  // the checkpoint of the opening
  const auto appended = log->Append(R"({"a":1})");
  BOOST_REQUIRE(appended);
  BOOST_TEST(appended->sequence == 2u);
  BOOST_TEST(!appended->was_there);
  const auto lines = LinesOf(story.Files().at(0).path);
  BOOST_REQUIRE(lines.size() == 2u);
  BOOST_TEST(lines[1] == R"({"a":1,"chain":{"sequence":2,"time":"2026-01-02T03:04:05.000Z",)"
                         R"("previous":")" +
                             Hex(opened.digest) + R"(","digest":")" + Hex(log->Head().digest) +
                             "\"}}\n");
}

// The digest as the header says it, computed here from its words alone.
BOOST_AUTO_TEST_CASE(the_digest_is_what_the_header_says) {
  LogStory story;
  auto log = story.Open();
  const LogHead before = log->Head();
  BOOST_REQUIRE(log->AppendIfAbsent("event-1", R"({"a":1})"));
  Bytes bytes(before.digest.begin(), before.digest.end());
  const auto record = crypto::Sha256(AsBytes(R"({"a":1)"));
  bytes.insert(bytes.end(), record.begin(), record.end());
  bytes.insert(bytes.end(), {0, 0, 0, 0, 0, 0, 0, 2});
  const uint64_t time = 1767323045000;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(time >> shift));
  for (const char c : std::string("event-1")) bytes.push_back(static_cast<uint8_t>(c));
  BOOST_TEST(Hex(log->Head().digest) == Hex(crypto::Sha256(bytes)));
}

BOOST_AUTO_TEST_CASE(records_come_back_as_they_were) {
  LogStory story;
  auto log = story.Open();
  const std::vector<std::string> records = {
      R"({"a":1})", R"({"text":"\",\"chain\":{\"sequence\":1","n":{}})",
      R"({"x":",'chain':{'sequence':"})", "{\"utf\":\"\xC3\xA9\"}",
      "{\"long\":\"" + std::string(store::kMaxRecordBytes - 11, 'x') + "\"}"};
  for (const std::string& record : records) BOOST_REQUIRE(log->Append(record));
  BOOST_TEST((story.Records() == records));
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.records == records.size());
  BOOST_TEST(verdict.unsigned_records == records.size());
  BOOST_TEST(!verdict.closed);
  BOOST_REQUIRE(log->Close());
  BOOST_TEST(story.Verify().closed);
  BOOST_TEST(story.Verify().unsigned_records == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_no_record_is_refused_and_the_log_goes_on) {
  LogStory story;
  auto log = story.Open();
  const std::vector<std::string> bad = {"",
                                        "{",
                                        "{}",
                                        "[]",
                                        "{\"a\":1",
                                        "x{\"a\":1}",
                                        "{\"a\":\n1}",
                                        std::string("{\"a\":\0}", 7),
                                        R"({"checkpoint":{}})"};
  for (const std::string& record : bad) {
    const auto appended = log->Append(record);
    BOOST_REQUIRE(!appended);
    BOOST_TEST((appended.error().code == ErrorCode::kInvalidInput));
  }
  const auto large = log->Append("{\"a\":\"" + std::string(store::kMaxRecordBytes, 'x') + "\"}");
  BOOST_TEST((!large && large.error().code == ErrorCode::kTooLarge));
  const std::vector<std::string> bad_ids = {"", "a\"b", "a b", std::string(65, 'a')};
  for (const std::string& id : bad_ids) {
    const auto appended = log->AppendIfAbsent(id, RecordOf(1));
    BOOST_TEST((!appended && appended.error().code == ErrorCode::kInvalidInput));
  }
  Fill(*log, 1, 1);
  BOOST_TEST(log->Head().sequence == 2u);
  BOOST_TEST(story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(the_chain_goes_on_when_opened_again) {
  LogStory story;
  Fill(*story.Open(), 1, 3);  // open, 3 records, close
  auto log = story.Open();
  BOOST_TEST(log->opened().head.sequence == 5u);
  BOOST_TEST(!log->opened().repair);
  Fill(*log, 4, 5);
  log.reset();
  const auto verdict = story.Verify();
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.records == 5u);
  BOOST_TEST(verdict.checkpoints == 4u);
  BOOST_TEST(story.Files().size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_id_is_written_once) {
  LogStory story;
  story.options.id_window = 4;
  auto log = story.Open();
  BOOST_TEST(log->AppendIfAbsent("one", RecordOf(1))->sequence == 2u);
  const auto again = log->AppendIfAbsent("one", RecordOf(1));
  BOOST_REQUIRE(again);
  BOOST_TEST(again->was_there);
  BOOST_TEST(again->sequence == 2u);
  BOOST_TEST(!log->AppendIfAbsent("two", RecordOf(2))->was_there);
  log.reset();         // line 4
  log = story.Open();  // line 5: three lines behind line 2
  BOOST_TEST(log->AppendIfAbsent("one", RecordOf(1))->was_there);
  BOOST_TEST(log->AppendIfAbsent("two", RecordOf(2))->was_there);
  BOOST_TEST((story.Records() == std::vector<std::string>{RecordOf(1), RecordOf(2)}));
}

BOOST_AUTO_TEST_CASE(ids_come_back_from_earlier_files_as_far_as_the_window) {
  LogStory story;
  story.options.max_file_bytes = 1;  // a file for each batch
  story.options.id_window = 10;
  auto log = story.Open();
  for (int n = 0; n < 20; ++n) {
    BOOST_REQUIRE(log->AppendIfAbsent("id-" + std::to_string(n), RecordOf(n)));
  }
  const uint64_t last = log->Head().sequence;
  log.reset();
  log = story.Open();
  const auto recent = log->AppendIfAbsent("id-19", RecordOf(19));
  BOOST_TEST(recent->was_there);
  BOOST_TEST(recent->sequence == last);
  BOOST_TEST(!log->AppendIfAbsent("id-1", RecordOf(1))->was_there);
}

BOOST_AUTO_TEST_CASE(one_process_writes_a_folder) {
  LogStory story;
  auto log = story.Open();
  const auto second = story.Try();
  BOOST_REQUIRE(!second);
  BOOST_TEST((second.error().code == ErrorCode::kLocked));
}

BOOST_AUTO_TEST_CASE(options_are_checked) {
  LogStory story;
  story.options.checkpoint_records = 0;
  BOOST_TEST((story.Try().error().code == ErrorCode::kInvalidInput));
  story.options.checkpoint_records = 1;
  story.options.log_id = std::string(257, 'x');
  BOOST_TEST((story.Try().error().code == ErrorCode::kInvalidInput));
  LogStory other;
  other.signer = TestSigner("key", "a name with spaces");
  BOOST_TEST((other.Try().error().code == ErrorCode::kInvalidInput));
}

BOOST_AUTO_TEST_CASE(a_log_of_another_id_is_another_log) {
  LogStory story;
  Fill(*story.Open(), 1, 1);
  story.options.log_id = "another";
  BOOST_TEST((story.Try().error().code == ErrorCode::kCorrupt));
  BOOST_TEST(!story.Verify().ok());
}

BOOST_AUTO_TEST_CASE(a_closed_log_takes_nothing) {
  LogStory story;
  auto log = story.Open();
  BOOST_REQUIRE(log->Close());
  BOOST_REQUIRE(log->Close());
  BOOST_TEST((log->Append(RecordOf(1)).error().code == ErrorCode::kInvalidState));
  BOOST_TEST((log->Flush().error().code == ErrorCode::kInvalidState));
  BOOST_TEST((log->Recover().error().code == ErrorCode::kInvalidState));
  BOOST_TEST(log->Failure().has_value());
}

BOOST_AUTO_TEST_CASE(checkpoints_come_by_number_and_by_time) {
  LogStory story;
  story.options.checkpoint_records = 3;
  auto log = story.Open();
  Fill(*log, 1, 7);  // lines 2 to 4, checkpoint 5, 6 to 8, checkpoint 9, line 10
  BOOST_TEST(log->Head().sequence == 10u);
  BOOST_TEST(story.Verify().checkpoints == 3u);
  BOOST_TEST(story.Verify().unsigned_records == 1u);
  BOOST_REQUIRE(log->Flush());
  BOOST_TEST(log->Head().sequence == 10u);  // not due
  story.clock.now += story.options.checkpoint_interval;
  BOOST_REQUIRE(log->Flush());
  BOOST_TEST(log->Head().sequence == 11u);
  BOOST_TEST(story.Verify().unsigned_records == 0u);
  story.clock.now += story.options.checkpoint_interval;
  BOOST_REQUIRE(log->Flush());  // nothing to sign
  BOOST_TEST(log->Head().sequence == 11u);
}

BOOST_AUTO_TEST_CASE(the_reader_filters) {
  LogStory story;
  auto log = story.Open();
  for (int n = 1; n <= 5; ++n) {
    story.clock.now += std::chrono::seconds(1);
    Fill(*log, n, n);
  }
  const auto end = story.clock.now;
  store::LogFilter filter;
  filter.first_sequence = 3;
  filter.last_sequence = 4;
  BOOST_TEST((story.Records(filter) == std::vector<std::string>{RecordOf(2), RecordOf(3)}));
  filter = {};
  filter.from = end - std::chrono::seconds(1);
  BOOST_TEST((story.Records(filter) == std::vector<std::string>{RecordOf(4), RecordOf(5)}));
  filter = {};
  filter.until = end - std::chrono::seconds(4);
  BOOST_TEST((story.Records(filter) == std::vector<std::string>{RecordOf(1)}));
  filter = {};
  filter.checkpoints = true;
  BOOST_TEST(story.Records(filter).size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_reader_follows_a_log_that_grows) {
  LogStory story;
  story.options.max_file_bytes = 1;
  auto log = story.Open();
  auto reader = store::DecisionLogReader::Open(story.folder.path(), {});
  BOOST_REQUIRE(reader);
  BOOST_TEST(!reader->Next()->has_value());
  for (int n = 1; n <= 3; ++n) {
    Fill(*log, n, n);
    BOOST_TEST((*reader->Next())->record == RecordOf(n));
    BOOST_TEST(!reader->Next()->has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
