#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <ostream>

#include "store/log/checkpoint.h"
#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

using store::LogFaultKind;
using store::LogHead;
using Lines = std::vector<std::string>;

// Tampering: what someone without the key does to the files of a log, and the first thing that shows.
struct Tampering {
  const char* name;
  LogFaultKind shows;
  uint64_t line;                                     // where in its file; 0: not one line
  std::function<void(const LogStory&, Lines&)> act;  // on the lines of the second file
  bool needs_head = false;                           // only what was kept elsewhere shows it
};

std::ostream& operator<<(std::ostream& out, const Tampering& tampering) {
  return out << tampering.name;
}

// The second file holds 6 records, of which the last two stand behind its last checkpoint:
// lines 1 to 4, checkpoint 5, lines 6 and 7.
std::filesystem::path Second(const LogStory& story) { return story.Files().at(1).path; }

// Relink gives every line from `from` on the digests that it needs to follow the one before.
void Relink(Lines& lines, size_t from) {
  for (size_t at = from; at < lines.size(); ++at) {
    const std::string text = lines[at].substr(0, lines[at].size() - 1);
    const auto line = store::ParseLine(text);
    BOOST_REQUIRE(line);
    store::Link link = line->link;
    const std::string before = lines[at - 1].substr(0, lines[at - 1].size() - 1);
    const auto previous = store::ParseLine(before);
    BOOST_REQUIRE(previous);
    link.sequence = previous->link.sequence + 1;
    std::string forged(line->record);
    const auto digest =
        store::LinkDigest(previous->digest, store::RecordDigest(line->record), link);
    store::WriteChainMember(forged, link, previous->digest, digest);
    lines[at] = forged;
  }
}

std::string Forged(const std::string& like) {
  std::string line = like;
  line.replace(line.find("Decrypt"), 7, "Encrypt");
  return line;
}

const std::vector<Tampering> kTamperings = {
    {"a flipped bit in a record", LogFaultKind::kChangedLine, 2,
     [](const LogStory&, Lines& lines) { lines[1][5] ^= 1; }},
    {"a flipped bit in the framing", LogFaultKind::kMalformedLine, 2,
     [](const LogStory&, Lines& lines) { lines[1][0] ^= 1; }},
    {"another digit in a digest", LogFaultKind::kChangedLine, 2,
     [](const LogStory&, Lines& lines) {
       char& digit = lines[1][lines[1].size() - 5];
       digit = digit == '0' ? '1' : '0';
     }},
    {"another time", LogFaultKind::kChangedLine, 2,
     [](const LogStory&, Lines& lines) {
       lines[1].replace(lines[1].find("2026-01"), 7, "2025-01");
     }},
    {"a changed record with a digest of its own", LogFaultKind::kBrokenLink, 3,
     [](const LogStory&, Lines& lines) {
       lines[1] = Forged(lines[1]);
       Lines part(lines.begin(), lines.begin() + 2);
       Relink(part, 1);
       lines[1] = part[1];
     }},
    {"a changed record, all later digests renewed", LogFaultKind::kBadCheckpoint, 5,
     [](const LogStory&, Lines& lines) {
       lines[1] = Forged(lines[1]);
       Relink(lines, 1);
     }},
    {"a changed record behind the last checkpoint, digests renewed", LogFaultKind::kOtherHead, 7,
     [](const LogStory&, Lines& lines) {
       lines[5] = Forged(lines[5]);
       Relink(lines, 5);
     },
     true},
    {"a deleted line", LogFaultKind::kMissingLines, 2,
     [](const LogStory&, Lines& lines) { lines.erase(lines.begin() + 1); }},
    {"a deleted line, all later digests renewed", LogFaultKind::kBadCheckpoint, 4,
     [](const LogStory&, Lines& lines) {
       lines.erase(lines.begin() + 1);
       Relink(lines, 1);
     }},
    {"a deleted first line of a file", LogFaultKind::kWrongFileName, 1,
     [](const LogStory&, Lines& lines) { lines.erase(lines.begin()); }},
    {"swapped lines", LogFaultKind::kMissingLines, 2,
     [](const LogStory&, Lines& lines) { std::swap(lines[1], lines[2]); }},
    {"a repeated line", LogFaultKind::kMisplacedLine, 3,
     [](const LogStory&, Lines& lines) { lines.insert(lines.begin() + 1, lines[1]); }},
    {"a repeated last line", LogFaultKind::kMisplacedLine, 8,
     [](const LogStory&, Lines& lines) { lines.push_back(lines.back()); }},
    {"an inserted line that follows the one before it", LogFaultKind::kMisplacedLine, 3,
     [](const LogStory&, Lines& lines) {
       lines.insert(lines.begin() + 1, Forged(lines[1]));
       Lines part(lines.begin(), lines.begin() + 2);
       Relink(part, 1);
       lines[1] = part[1];
     }},
    {"an inserted line, all later digests renewed", LogFaultKind::kBadCheckpoint, 6,
     [](const LogStory&, Lines& lines) {
       lines.insert(lines.begin() + 1, Forged(lines[1]));
       Relink(lines, 1);
     }},
    {"a line of no form", LogFaultKind::kMalformedLine, 3,
     [](const LogStory&, Lines& lines) { lines.insert(lines.begin() + 2, "{\"a\":1}\n"); }},
    {"an empty line", LogFaultKind::kMalformedLine, 3,
     [](const LogStory&, Lines& lines) { lines.insert(lines.begin() + 2, "\n"); }},
    {"a line break taken away", LogFaultKind::kMissingLines, 2,
     [](const LogStory&, Lines& lines) { lines[1].pop_back(); }},
    {"a checkpoint signed by another key under the same name", LogFaultKind::kBadSignature, 5,
     [](const LogStory&, Lines& lines) {
       TestSigner forger("another key");
       const std::string text = lines[3].substr(0, lines[3].size() - 1);
       const auto before = store::ParseLine(text);
       lines[4] = *store::SignCheckpoint(forger, store::StartDigest("test"), before->head(),
                                         before->link.time, store::CheckpointReason::kInterval);
       const store::Link link{before->link.sequence + 1, before->link.time, {}};
       const auto digest = store::LinkDigest(before->digest, store::RecordDigest(lines[4]), link);
       store::WriteChainMember(lines[4], link, before->digest, digest);
       Relink(lines, 5);
     }},
    {"a checkpoint signed by a key that nobody knows", LogFaultKind::kUnknownKey, 5,
     [](const LogStory&, Lines& lines) {
       lines[4].replace(lines[4].find("log-key-1"), 9, "log-key-2");
       Relink(lines, 4);
     }},
    {"a checkpoint that says another reason", LogFaultKind::kBadSignature, 5,
     [](const LogStory&, Lines& lines) {
       lines[4].replace(lines[4].find("interval"), 8, "close");
       Relink(lines, 4);
     }},
    {"a checkpoint of no form", LogFaultKind::kBadCheckpoint, 5,
     [](const LogStory&, Lines& lines) {
       lines[4].replace(lines[4].find("interval"), 8, "perhaps");
       Relink(lines, 4);
     }},
    {"a cut tail", LogFaultKind::kCutTail, 0,
     [](const LogStory&, Lines& lines) { lines.pop_back(); }, true},
    {"a tail cut behind a checkpoint", LogFaultKind::kCutTail, 0,
     [](const LogStory&, Lines& lines) { lines.resize(5); }, true},
    {"a last file emptied", LogFaultKind::kCutTail, 0,
     [](const LogStory&, Lines& lines) { lines.clear(); }, true},
    {"a last file removed", LogFaultKind::kCutTail, 0,
     [](const LogStory& story, Lines&) { std::filesystem::remove(Second(story)); }},
    {"a first file removed", LogFaultKind::kMissingFile, 1,
     [](const LogStory& story, Lines&) { std::filesystem::remove(story.Files().at(0).path); }},
    {"all files removed", LogFaultKind::kMissingFile, 0,
     [](const LogStory& story, Lines&) {
       for (const auto& file : story.Files()) std::filesystem::remove(file.path);
     }},
    {"a file renamed to begin later", LogFaultKind::kWrongFileName, 1,
     [](const LogStory& story, Lines&) {
       std::filesystem::rename(Second(story),
                               store::NameLogFile(story.folder.path(), 99, 1767323045000).path);
     }},
    {"a file renamed to what is no log file", LogFaultKind::kCutTail, 0,
     [](const LogStory& story, Lines&) {
       std::filesystem::rename(Second(story), story.folder.path() / "decisions.old");
     }},
    {"a copy of a file under another name", LogFaultKind::kMissingCheckpoint, 0,
     [](const LogStory& story, Lines&) {
       std::filesystem::copy(story.Files().at(0).path,
                             store::NameLogFile(story.folder.path(), 99, 1767323045000).path);
     }},
    {"the end of a finished file cut", LogFaultKind::kMissingCheckpoint, 0,
     [](const LogStory& story, Lines&) {
       Lines first = LinesOf(story.Files().at(0).path);
       first.pop_back();
       WriteAll(story.Files().at(0).path, Join(first));
     }},
    {"the first checkpoint of all replaced by a record", LogFaultKind::kMissingCheckpoint, 1,
     [](const LogStory& story, Lines&) {
       std::string forged = R"({"forged":1)";
       const store::Link link{1, 1767323045000, {}};
       const auto start = store::StartDigest("test");
       const auto digest = store::LinkDigest(start, store::RecordDigest(forged), link);
       store::WriteChainMember(forged, link, start, digest);
       WriteAll(story.Files().at(0).path, forged);
     }},
};

// Make writes two files and says where the log ended.
LogHead Make(LogStory& story) {
  story.options.checkpoint_records = 4;
  auto log = story.Open();
  Fill(*log, 1, 3);
  story.clock.now += std::chrono::hours(24);
  Fill(*log, 4, 9);
  BOOST_REQUIRE(story.Files().size() == 2u);
  const LogHead head = log->Head();
  const auto path = Second(story);
  const std::string text = ReadAll(path);
  log.reset();           // closes, with a checkpoint more,
  WriteAll(path, text);  // which is taken back: as if the process had been ended
  const auto verdict = story.Verify(head);
  BOOST_TEST_REQUIRE(verdict.ok(), Say(verdict));
  BOOST_TEST_REQUIRE(verdict.unsigned_records == 2u);
  return head;
}

BOOST_AUTO_TEST_SUITE(decision_log_tamper_test)

BOOST_DATA_TEST_CASE(tampering_is_found, boost::unit_test::data::make(kTamperings), tampering) {
  LogStory story;
  const LogHead head = Make(story);
  const auto path = Second(story);
  Lines lines = LinesOf(path);
  const Lines original = lines;
  tampering.act(story, lines);
  if (lines != original) WriteAll(path, Join(lines));

  const auto verdict = story.Verify(head);
  BOOST_TEST(!verdict.ok());
  BOOST_REQUIRE(!verdict.faults.empty());
  BOOST_TEST(NameOf(verdict.faults[0].kind) == NameOf(tampering.shows), Say(verdict));
  if (tampering.line > 0) BOOST_TEST(verdict.faults[0].line == tampering.line, Say(verdict));
  const auto alone = story.Verify();
  BOOST_TEST(alone.ok() == tampering.needs_head, Say(alone));
}

// Every single byte of a log, changed in one bit: found, and the log before it is not blamed.
BOOST_AUTO_TEST_CASE(every_flipped_byte_is_found) {
  LogStory story;
  const LogHead head = Make(story);
  for (const auto& file : story.Files()) {
    const std::string text = ReadAll(file.path);
    for (size_t at = 0; at < text.size(); at += 3) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 7)));
      WriteAll(file.path, changed);
      const auto verdict = story.Verify(head);
      BOOST_TEST(!verdict.ok(), file.path << " byte " << at);
    }
    WriteAll(file.path, text);
  }
  BOOST_TEST(story.Verify(head).ok());
}

BOOST_AUTO_TEST_CASE(a_log_of_nothing_but_forgery_has_no_signature) {
  LogStory story;
  Make(story);
  LogStory forgery;
  forgery.signer = TestSigner("another key");
  Fill(*forgery.Open(), 1, 3);
  auto known = story.Known();
  const auto verdict = store::VerifyDecisionLog(forgery.folder.path(), known);
  BOOST_REQUIRE(verdict);
  BOOST_TEST((verdict->faults.at(0).kind == LogFaultKind::kBadSignature));
}

BOOST_AUTO_TEST_CASE(faults_are_counted_beyond_those_kept) {
  LogStory story;
  Make(story);
  std::string noise;
  for (int line = 0; line < 50; ++line) noise += "noise\n";
  WriteAll(Second(story), noise);
  auto known = story.Known();
  known.max_faults = 7;
  const auto verdict = store::VerifyDecisionLog(story.folder.path(), known);
  BOOST_REQUIRE(verdict);
  BOOST_TEST(verdict->faults.size() == 7u);
  BOOST_TEST(verdict->fault_count == 50u);
}

BOOST_AUTO_TEST_CASE(an_archived_beginning_is_named_by_its_last_line) {
  LogStory story;
  const LogHead head = Make(story);
  const auto first = LinesOf(story.Files().at(0).path);
  const std::string last = first.back().substr(0, first.back().size() - 1);
  std::filesystem::remove(story.Files().at(0).path);
  auto known = story.Known();
  known.expected = head;
  known.archived = store::ParseLine(last)->head();
  auto verdict = store::VerifyDecisionLog(story.folder.path(), known);
  BOOST_TEST(verdict->ok(), Say(*verdict));
  known.archived->digest[0] ^= 1;
  verdict = store::VerifyDecisionLog(story.folder.path(), known);
  BOOST_TEST((verdict->faults.at(0).kind == LogFaultKind::kBrokenLink), Say(*verdict));
}

// Opening does not go on behind a chain that does not hold.
BOOST_DATA_TEST_CASE(opening_refuses_what_is_no_crash, boost::unit_test::data::make(kTamperings),
                     tampering) {
  LogStory story;
  story.options.expected = Make(story);
  story.options.durability = store::Durability::kAlways;
  const auto path = Second(story);
  Lines lines = LinesOf(path);
  const Lines original = lines;
  tampering.act(story, lines);
  if (lines != original) WriteAll(path, Join(lines));
  // What only a signature tells is not seen without the public key's check; the first file removed
  // may have been archived.
  const bool unseen = tampering.shows == LogFaultKind::kUnknownKey ||
                      tampering.name == std::string("a first file removed");
  const auto opened = story.Try();
  if (opened && unseen) return;
  BOOST_REQUIRE(!opened);
  BOOST_TEST((opened.error().code == ErrorCode::kCorrupt), opened.error().message);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
