#include <boost/test/unit_test.hpp>

#include "store/log/checkpoint.h"
#include "store/log/id_window.h"
#include "store/log/text.h"
#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

using store::Link;

std::string Written(const Link& link) {
  std::string text = R"({"a":1)";
  store::WriteChainMember(text, link, store::StartDigest("a"), store::StartDigest("b"));
  text.pop_back();
  return text;
}

BOOST_AUTO_TEST_SUITE(decision_log_line_test)

BOOST_AUTO_TEST_CASE(a_line_is_read_as_it_was_written) {
  for (const Link& link : {Link{1, 0, {}}, Link{UINT64_MAX, 1767323045678, "event-1"},
                           Link{7, -1,
                                std::string_view("0123456789012345678901234567890123456789"
                                                 "012345678901234567890123")}}) {
    const std::string text = Written(link);
    const auto line = store::ParseLine(text);
    BOOST_REQUIRE(line);
    BOOST_TEST((line->link == link));
    BOOST_TEST(line->record == R"({"a":1)");
    BOOST_TEST((line->previous == store::StartDigest("a")));
    BOOST_TEST((line->digest == store::StartDigest("b")));
  }
}

// One spelling only: a byte less, more or else is no line, or another one.
BOOST_AUTO_TEST_CASE(every_byte_of_the_chain_member_counts) {
  const std::string text = Written({7, 1767323045678, "event-1"});
  const auto good = store::ParseLine(text);
  for (size_t at = good->record.size() + 1; at < text.size(); ++at) {
    std::string shorter = text;
    shorter.erase(at, 1);
    BOOST_TEST((!store::ParseLine(shorter) || store::ParseLine(shorter)->link != good->link),
               "without byte " << at);
    std::string longer = text;
    longer.insert(at, 1, '0');
    BOOST_TEST((!store::ParseLine(longer) || store::ParseLine(longer)->link != good->link),
               "a byte more at " << at);
  }
  BOOST_TEST(!store::ParseLine(text + " "));
  BOOST_TEST(!store::ParseLine(text + "\r"));
  BOOST_TEST(!store::ParseLine(""));
}

BOOST_AUTO_TEST_CASE(times_have_one_spelling) {
  for (const int64_t time : {int64_t{0}, int64_t{-1}, int64_t{1767323045678}, int64_t{951782400000},
                             int64_t{253402300799999}, int64_t{-62167219200000}}) {
    std::string text;
    store::AppendTime(text, time);
    BOOST_TEST(text.size() == store::kTimeBytes);
    BOOST_TEST((store::ParseTime(text) == time), text);
  }
  std::string text;
  store::AppendTime(text, INT64_MAX);
  BOOST_TEST(text == "9999-12-31T23:59:59.999Z");
  for (const char* bad :
       {"2026-02-29T00:00:00.000Z", "2026-01-02T24:00:00.000Z", "2026-01-02T00:60:00.000Z",
        "2026-01-02T00:00:60.000Z", "2026-13-02T00:00:00.000Z", "2026-01-02 00:00:00.000Z",
        "2026-01-02T00:00:00.00Z", "2026-01-02T00:00:00.000", "2026-01-02T00:00:00.0000Z",
        "+026-01-02T00:00:00.000Z", "2026-00-02T00:00:00.000Z", "2026-01-00T00:00:00.000Z", ""}) {
    BOOST_TEST(!store::ParseTime(bad).has_value(), bad);
  }
}

BOOST_AUTO_TEST_CASE(numbers_and_digits_have_one_spelling) {
  BOOST_TEST((store::ParseNumber("0") == uint64_t{0}));
  BOOST_TEST((store::ParseNumber("18446744073709551615") == UINT64_MAX));
  for (const char* bad : {"", "00", "01", "-1", "+1", " 1", "1 ", "18446744073709551616", "1x"}) {
    BOOST_TEST(!store::ParseNumber(bad).has_value(), bad);
  }
  std::array<uint8_t, 2> bytes;
  BOOST_TEST(store::ParseHex("00ff", bytes));
  for (const char* bad : {"", "00f", "00fff", "00FF", "00fg", "0x00"}) {
    BOOST_TEST(!store::ParseHex(bad, bytes), bad);
  }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_is_read_as_it_was_written) {
  TestSigner signer;
  const auto start = store::StartDigest("test");
  const store::LogHead head{41, store::StartDigest("x")};
  for (const auto reason : {store::CheckpointReason::kOpen, store::CheckpointReason::kInterval,
                            store::CheckpointReason::kRotate, store::CheckpointReason::kClose}) {
    const auto record = store::SignCheckpoint(signer, start, head, 1767323045678, reason);
    BOOST_REQUIRE(record);
    BOOST_TEST(store::IsCheckpointRecord(*record));
    const auto checkpoint = store::ParseCheckpoint(*record);
    BOOST_REQUIRE(checkpoint);
    BOOST_TEST((checkpoint->signed_head == head));
    BOOST_TEST(checkpoint->time == 1767323045678);
    BOOST_TEST((checkpoint->reason == reason));
    BOOST_TEST(checkpoint->key_id == "log-key-1");
    const std::string message = store::CheckpointMessage(start, *checkpoint);
    BOOST_TEST(
        (checkpoint->signature == TestSigner::SignatureOf(signer.public_key(), AsBytes(message))));
    for (size_t at = 0; at < record->size(); ++at) {
      std::string cut = *record;
      cut.erase(at, 1);
      const auto other = store::ParseCheckpoint(cut);
      BOOST_TEST((!other || store::CheckpointMessage(start, *other) != message ||
                  other->signature != checkpoint->signature));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_signature_of_no_or_too_many_bytes_is_refused) {
  struct Odd final : store::CheckpointSigner {
    explicit Odd(size_t size) : bytes(size) {}
    Result<Bytes> Sign(ByteView) override { return bytes; }
    ByteView public_key() const override { return {}; }
    std::string_view key_id() const override { return "odd"; }
    Bytes bytes;
  };
  for (const size_t size : {0, 8193}) {
    Odd signer(size);
    BOOST_TEST(!store::SignCheckpoint(signer, {}, {}, 0, store::CheckpointReason::kOpen));
  }
}

BOOST_AUTO_TEST_CASE(the_window_forgets_at_both_ends) {
  store::IdWindow window(3);
  window.Remember("a", 1);
  window.Remember("b", 2);
  window.Remember("a", 3);  // the first stays the one to find
  BOOST_TEST((window.Find("a") == uint64_t{1}));
  window.Remember("c", 4);  // three lines behind line 1
  BOOST_TEST(!window.Find("a").has_value());
  BOOST_TEST(window.Find("b").has_value());
  window.ForgetBehind(2);
  BOOST_TEST(!window.Find("c").has_value());
  BOOST_TEST(window.Find("b").has_value());
  window.Clear();
  BOOST_TEST(!window.Find("b").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
