// Any bytes as the files of a decision log: verifying, reading and opening neither crash nor hang,
// and a log that opens takes a record behind which it verifies. A NUL byte, `\0\n`, parts two files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <string>

#include "base/check.h"
#include "store/decision_log.h"
#include "store/decision_log_reader.h"
#include "store/decision_log_verify.h"
#include "store/log/folder.h"

namespace {

using namespace keyward;  // NOLINT(google-build-using-namespace): a fuzz target

class Signer final : public store::CheckpointSigner {
 public:
  Result<Bytes> Sign(ByteView) override { return Bytes{0xAA}; }
  ByteView public_key() const override { return AsBytes("k"); }
  std::string_view key_id() const override { return "k"; }
};

const std::filesystem::path& Folder() {
  static const std::filesystem::path folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "log-fuzz-XXXXXX").string();
    KEYWARD_CHECK(mkdtemp(name.data()) != nullptr);
    return std::filesystem::path(name);
  }();
  for (const auto& file : std::filesystem::directory_iterator(folder)) remove(file.path());
  return folder;
}

void Write(const std::filesystem::path& folder, std::string_view text) {
  const std::string_view part("\0\n", 2);
  const size_t at = std::min(text.find(part), text.size());
  const std::string_view first = text.substr(0, at);
  const auto lines = static_cast<uint64_t>(std::count(first.begin(), first.end(), '\n'));
  std::ofstream(store::NameLogFile(folder, 1, 0).path, std::ios::binary) << first;
  if (at == text.size()) return;
  std::ofstream(store::NameLogFile(folder, lines + 1, 0).path, std::ios::binary)
      << text.substr(at + part.size());
}

store::LogVerdict Verify(const std::filesystem::path& folder) {
  store::VerifyOptions known;
  known.keys = {{"k", {'k'}}};
  known.check = [](ByteView, ByteView, ByteView signature) {
    return signature.size() == 1 && signature[0] == 0xAA;
  };
  auto verdict = store::VerifyDecisionLog(folder, known);
  KEYWARD_CHECK(verdict.has_value());
  for (const auto& fault : verdict->faults) KEYWARD_CHECK(!fault.message.empty());
  return std::move(*verdict);
}

void Read(const std::filesystem::path& folder) {
  auto reader = store::DecisionLogReader::Open(folder, {});
  KEYWARD_CHECK(reader.has_value());
  while (true) {
    const auto record = reader->Next();
    if (record && !*record) return;
    KEYWARD_CHECK(record || record.error().code == ErrorCode::kCorrupt);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::filesystem::path& folder = Folder();
  Write(folder, AsText({data, size}));
  const bool was_whole = Verify(folder).ok();
  Read(folder);
  Signer signer;
  const FixedClock clock{std::chrono::system_clock::time_point()};
  store::DecisionLogOptions options;
  options.sync_interval = std::chrono::milliseconds(0);
  options.clock = &clock;
  auto log = store::DecisionLog::Open(folder, options, signer);
  KEYWARD_CHECK(log || !was_whole || size == 0);
  if (!log) return 0;
  KEYWARD_CHECK((*log)->AppendIfAbsent("fuzz", R"({"a":1})").has_value());
  KEYWARD_CHECK((*log)->Close().has_value());
  if (was_whole) KEYWARD_CHECK(Verify(folder).ok());
  return 0;
}
