#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "store/log/file.h"
#include "tests/unit/store/decision_log_story.h"

namespace keyward {
namespace {

using store::File;
using store::FileSystem;

// Faults: which call fails next, and how. Calls are counted down; 0 fails.
struct Faults {
  int write = -1;       // this write fails with `code`
  size_t short_by = 0;  // and takes only so many bytes before (short_write below)
  bool short_write = false;
  bool keeps_failing = false;
  size_t most = SIZE_MAX;  // what one write takes
  int sync = -1;
  int truncate = -1;
  int open = -1;
  int remove = -1;
  int sync_folder = -1;
  ErrorCode code = ErrorCode::kNoSpace;

  bool Hits(int& count) {
    if (count < 0) return false;
    if (count > 0) {
      --count;
      return false;
    }
    if (!keeps_failing) count = -1;
    return true;
  }
  tl::unexpected<Error> Refuse() const { return Fail(code, "injected"); }
};

class FaultyFile final : public File {
 public:
  FaultyFile(std::unique_ptr<File> file, Faults& faults)
      : file_(std::move(file)), faults_(faults) {}

  Result<size_t> Write(std::span<const iovec> parts) override {
    if (!faults_.Hits(faults_.write)) {
      if (faults_.most == SIZE_MAX) return file_->Write(parts);
      const iovec part{parts[0].iov_base, std::min(parts[0].iov_len, faults_.most)};
      return file_->Write({&part, 1});
    }
    if (!faults_.short_write) return faults_.Refuse();
    // A beginning of the bytes arrives, and then, as a full disk does, nothing more.
    const iovec part{parts[0].iov_base, std::min(parts[0].iov_len, faults_.short_by)};
    const auto written = file_->Write({&part, 1});
    faults_.short_write = false;
    faults_.write = 0;
    return written;
  }
  Result<void> Sync() override {
    if (faults_.Hits(faults_.sync)) return faults_.Refuse();
    return file_->Sync();
  }
  Result<void> Truncate(uint64_t size) override {
    if (faults_.Hits(faults_.truncate)) return faults_.Refuse();
    return file_->Truncate(size);
  }

 private:
  std::unique_ptr<File> file_;
  Faults& faults_;
};

class FaultyFiles final : public FileSystem {
 public:
  Faults faults;

  Result<std::unique_ptr<File>> OpenToAppend(const std::filesystem::path& path,
                                             bool fresh) override {
    if (faults.Hits(faults.open)) return faults.Refuse();
    auto file = store::PosixFiles().OpenToAppend(path, fresh);
    if (!file) return file;
    return std::make_unique<FaultyFile>(std::move(*file), faults);
  }
  Result<void> Remove(const std::filesystem::path& path) override {
    if (faults.Hits(faults.remove)) return faults.Refuse();
    return store::PosixFiles().Remove(path);
  }
  Result<void> SyncFolder(const std::filesystem::path& folder) override {
    if (faults.Hits(faults.sync_folder)) return faults.Refuse();
    return store::PosixFiles().SyncFolder(folder);
  }
};

struct FaultyStory : LogStory {
  FaultyFiles files;
  FaultyStory() { options.files = &files; }

  // Goes on as a service would: everything fails until Recover, then nothing is lost or doubled.
  void RecoverAndProve(store::DecisionLog& log, uint64_t written) {
    BOOST_TEST(log.Failure().has_value());
    BOOST_TEST(!log.Append(RecordOf(99)));
    BOOST_TEST(!log.Flush());
    files.faults = Faults();
    const auto recovered = log.Recover();
    BOOST_REQUIRE_MESSAGE(recovered, (recovered ? "" : recovered.error().message));
    BOOST_TEST(!log.Failure().has_value());
    Fill(log, written + 1, written + 1);
    const auto verdict = Verify(log.Head());
    BOOST_TEST(verdict.ok(), Say(verdict));
    std::vector<std::string> all;
    for (uint64_t n = 1; n <= written + 1; ++n) all.push_back(RecordOf(n));
    BOOST_TEST((Records() == all));
  }
};

constexpr ErrorCode kCodes[] = {ErrorCode::kNoSpace, ErrorCode::kFault, ErrorCode::kReadOnly};

BOOST_AUTO_TEST_SUITE(decision_log_faults_test)

BOOST_DATA_TEST_CASE(a_failed_write_stops_the_log, boost::unit_test::data::xrange(3), which) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 2);
  const std::string before = ReadAll(story.Files().at(0).path);
  story.files.faults.write = 0;
  story.files.faults.code = kCodes[which];
  const auto appended = log->Append(RecordOf(3));
  BOOST_REQUIRE(!appended);
  BOOST_TEST((appended.error().code == kCodes[which]));
  BOOST_TEST(ReadAll(story.Files().at(0).path) == before);
  story.RecoverAndProve(*log, 2);
}

// However much of the line arrived before the disk was full, nothing of it stays.
BOOST_DATA_TEST_CASE(a_short_write_leaves_no_half_line,
                     boost::unit_test::data::make({1, 5, 20, 37, 1000}), taken) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 2);
  const std::string before = ReadAll(story.Files().at(0).path);
  story.files.faults.write = 0;
  story.files.faults.short_write = true;
  story.files.faults.short_by = static_cast<size_t>(taken);
  BOOST_TEST(!log->Append(RecordOf(3)));
  BOOST_TEST(ReadAll(story.Files().at(0).path) == before);
  story.RecoverAndProve(*log, 2);
}

// Three bytes a call: as slow as a write can be, and no failure.
BOOST_AUTO_TEST_CASE(a_short_write_that_goes_on_is_no_failure) {
  FaultyStory story;
  story.files.faults.most = 3;
  auto log = story.Open();
  Fill(*log, 1, 5);
  const auto verdict = story.Verify(log->Head());
  BOOST_TEST(verdict.ok(), Say(verdict));
  BOOST_TEST(verdict.records == 5u);
}

BOOST_AUTO_TEST_CASE(a_half_line_that_cannot_be_cut_is_cut_by_recover) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 2);
  story.files.faults.write = 0;
  story.files.faults.short_write = true;
  story.files.faults.short_by = 20;
  story.files.faults.truncate = 0;
  BOOST_TEST(!log->Append(RecordOf(3)));
  BOOST_TEST(story.Verify().torn_bytes == 20u);
  story.RecoverAndProve(*log, 2);
}

BOOST_AUTO_TEST_CASE(recover_fails_while_the_disk_does) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.files.faults.write = 0;
  story.files.faults.keeps_failing = true;
  BOOST_TEST(!log->Append(RecordOf(2)));
  BOOST_TEST(!log->Recover());
  BOOST_TEST(!log->Recover());
  story.RecoverAndProve(*log, 1);
}

BOOST_AUTO_TEST_CASE(a_failed_sync_stops_the_log) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.files.faults.sync = 0;
  story.files.faults.code = ErrorCode::kFault;
  BOOST_TEST(!log->Flush());
  story.RecoverAndProve(*log, 1);
}

BOOST_AUTO_TEST_CASE(a_failed_sync_before_the_answer_takes_the_record_back) {
  FaultyStory story;
  story.options.durability = store::Durability::kAlways;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.files.faults.sync = 0;
  BOOST_TEST(!log->Append(RecordOf(2)));
  story.RecoverAndProve(*log, 1);
}

BOOST_AUTO_TEST_CASE(what_could_not_be_taken_back_is_not_doubled) {
  FaultyStory story;
  story.options.durability = store::Durability::kAlways;
  auto log = story.Open();
  story.files.faults.sync = 0;
  story.files.faults.truncate = 0;
  BOOST_TEST(!log->AppendIfAbsent("event", RecordOf(1)));
  BOOST_TEST(!log->AppendIfAbsent("event", RecordOf(1)));
  BOOST_REQUIRE(log->Recover());
  BOOST_TEST(log->AppendIfAbsent("event", RecordOf(1))->was_there);
  BOOST_TEST(story.Records().size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_id_of_a_record_taken_back_is_free) {
  FaultyStory story;
  auto log = story.Open();
  story.files.faults.write = 0;
  BOOST_TEST(!log->AppendIfAbsent("event", RecordOf(1)));
  BOOST_REQUIRE(log->Recover());
  BOOST_TEST(!log->AppendIfAbsent("event", RecordOf(1))->was_there);
  BOOST_TEST(story.Records().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_signer_that_is_away_stops_the_log_behind_the_record) {
  FaultyStory story;
  story.options.checkpoint_records = 2;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.signer.fails = true;
  BOOST_TEST(log->Append(RecordOf(2)).has_value());  // it is written; the checkpoint is not
  BOOST_TEST((log->Append(RecordOf(3)).error().code == ErrorCode::kUnsupported));
  BOOST_TEST(!log->Recover());
  story.signer.fails = false;
  story.RecoverAndProve(*log, 2);
}

// Each step of beginning the next file fails in its turn.
BOOST_DATA_TEST_CASE(a_rotation_that_fails_is_taken_up, boost::unit_test::data::xrange(4), step) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 2);
  story.clock.now += std::chrono::hours(24);
  Faults& faults = story.files.faults;
  (step == 0   ? faults.open
   : step == 1 ? faults.sync_folder
   : step == 2 ? faults.write
               : faults.sync) = 0;
  BOOST_TEST(!log->Append(RecordOf(3)));
  BOOST_TEST(story.Verify().ok());
  story.RecoverAndProve(*log, 2);
  BOOST_TEST(story.Files().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_log_that_cannot_be_opened_says_so) {
  for (int step = 0; step < 3; ++step) {
    FaultyStory story;
    Faults& faults = story.files.faults;
    (step == 0 ? faults.open : step == 1 ? faults.write : faults.sync) = 0;
    BOOST_TEST((story.Try().error().code == ErrorCode::kNoSpace));
    story.files.faults = Faults();
    Fill(*story.Open(), 1, 1);
    BOOST_TEST(story.Verify().ok());
  }
}

BOOST_AUTO_TEST_CASE(close_says_what_failed) {
  FaultyStory story;
  auto log = story.Open();
  Fill(*log, 1, 1);
  story.files.faults.sync = 0;
  BOOST_TEST(!log->Close());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
