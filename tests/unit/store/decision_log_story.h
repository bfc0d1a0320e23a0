// A decision log in a folder of its own, for tests: its signer, its clock, its lines.
#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdlib.h>
#include <string>
#include <vector>

#include "store/decision_log.h"
#include "store/decision_log_reader.h"
#include "store/decision_log_verify.h"
#include "store/log/folder.h"
#include "store/log/line.h"

namespace keyward {

// TestFolder is removed when it ends.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "keyward-log-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// TestSigner signs with a keyed hash: enough to tell who has the key from who has not.
class TestSigner final : public store::CheckpointSigner {
 public:
  explicit TestSigner(std::string key = "the log's key", std::string id = "log-key-1")
      : key_(std::move(key)), id_(std::move(id)) {}

  Result<Bytes> Sign(ByteView message) override {
    if (fails) return Fail(ErrorCode::kUnsupported, "the signer is away");
    return SignatureOf(AsBytes(key_), message);
  }
  ByteView public_key() const override { return AsBytes(key_); }
  std::string_view key_id() const override { return id_; }

  static Bytes SignatureOf(ByteView key, ByteView message) {
    Bytes both(key.begin(), key.end());
    both.insert(both.end(), message.begin(), message.end());
    const auto digest = crypto::Sha256(both);
    return Bytes(digest.begin(), digest.end());
  }

  bool fails = false;

 private:
  std::string key_;
  std::string id_;
};

// TestClock says what it is told.
class TestClock final : public Clock {
 public:
  std::chrono::system_clock::time_point Now() const override { return now; }
  std::chrono::system_clock::time_point now =
      std::chrono::system_clock::from_time_t(1767323045);  // 2026-01-02T03:04:05Z
};

inline std::string RecordOf(uint64_t number) {
  return "{\"eventName\":\"Decrypt\",\"number\":" + std::to_string(number) + "}";
}

// LogStory: one folder, and what is needed to write and to verify a log in it.
struct LogStory {
  TestFolder folder;
  TestSigner signer;
  TestClock clock;
  store::DecisionLogOptions options;

  LogStory() {
    options.log_id = "test";
    options.clock = &clock;
    options.sync_interval = std::chrono::milliseconds(0);
  }

  Result<std::unique_ptr<store::DecisionLog>> Try() {
    return store::DecisionLog::Open(folder.path(), options, signer);
  }

  std::unique_ptr<store::DecisionLog> Open() {
    auto log = Try();
    BOOST_REQUIRE_MESSAGE(log, (log ? "" : log.error().message));
    return std::move(*log);
  }

  store::VerifyOptions Known() const {
    store::VerifyOptions known;
    known.log_id = options.log_id;
    const ByteView key = signer.public_key();
    known.keys = {{std::string(signer.key_id()), Bytes(key.begin(), key.end())}};
    known.check = [](ByteView public_key, ByteView message, ByteView signature) {
      const Bytes right = TestSigner::SignatureOf(public_key, message);
      return std::equal(right.begin(), right.end(), signature.begin(), signature.end());
    };
    return known;
  }

  store::LogVerdict Verify(std::optional<store::LogHead> expected = {}) const {
    store::VerifyOptions known = Known();
    known.expected = expected;
    auto verdict = store::VerifyDecisionLog(folder.path(), known);
    BOOST_REQUIRE(verdict);
    return std::move(*verdict);
  }

  std::vector<store::LogFile> Files() const {
    auto files = store::ListLogFiles(folder.path());
    BOOST_REQUIRE(files);
    return std::move(*files);
  }

  // Records reads what the log holds, without checkpoints.
  std::vector<std::string> Records(store::LogFilter filter = {}) const {
    std::vector<std::string> records;
    auto reader = store::DecisionLogReader::Open(folder.path(), filter);
    BOOST_REQUIRE(reader);
    while (true) {
      const auto record = reader->Next();
      BOOST_REQUIRE(record);
      if (!*record) return records;
      records.emplace_back((*record)->record);
    }
  }
};

inline void Fill(store::DecisionLog& log, uint64_t first, uint64_t last) {
  for (uint64_t number = first; number <= last; ++number) {
    const auto appended = log.Append(RecordOf(number));
    BOOST_REQUIRE_MESSAGE(appended, (appended ? "" : appended.error().message));
  }
}

inline std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void WriteAll(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

// LinesOf splits a file; each line keeps its line break.
inline std::vector<std::string> LinesOf(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
  return lines;
}

inline std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

// Say prints a verdict's faults, for the message of a check.
inline std::string Say(const store::LogVerdict& verdict) {
  std::string text;
  for (const store::LogFault& fault : verdict.faults) {
    text += std::string(NameOf(fault.kind)) + " " + fault.file + ":" + std::to_string(fault.line) +
            " #" + std::to_string(fault.sequence) + " " + fault.message + "\n";
  }
  return text;
}

}  // namespace keyward
