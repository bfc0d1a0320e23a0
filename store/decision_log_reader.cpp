#include "store/decision_log_reader.h"

#include <algorithm>

#include "store/log/checkpoint.h"
#include "store/log/folder_reader.h"

namespace keyward::store {
namespace {

std::chrono::system_clock::time_point TimeOf(const Link& link) {
  // Clamped by what the line can say; in nanoseconds a clock of 64 bits ends in 2262.
  constexpr int64_t kMost = INT64_MAX / 1'000'000;
  const int64_t milliseconds = std::min(std::max(link.time, -kMost), kMost);
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(milliseconds));
}

bool Passes(const LogFilter& filter, const Line& line) {
  if (line.link.sequence < filter.first_sequence || line.link.sequence > filter.last_sequence) {
    return false;
  }
  const auto time = TimeOf(line.link);
  if ((filter.from && time < *filter.from) || (filter.until && time > *filter.until)) return false;
  return filter.checkpoints || !IsCheckpointRecord(line.record);
}

}  // namespace

class DecisionLogReader::Reading {
 public:
  Reading(FolderReader reader, const LogFilter& filter)
      : reader_(std::move(reader)), filter_(filter) {}

  Result<std::optional<LogRecord>> Next() {
    while (true) {
      const Result<FolderReader::Step> step = reader_.Next();
      if (!step) return tl::unexpected(step.error());
      if (*step == FolderReader::Step::kEnd) return std::nullopt;
      if (*step == FolderReader::Step::kFile) continue;
      const std::string_view text = reader_.lines().line();
      const std::optional<Line> line = ParseLine(text);
      if (!line) return Refuse();
      if (line->link.sequence > filter_.last_sequence) return std::nullopt;
      if (!Passes(filter_, *line)) continue;
      record_ = line->record;
      record_ += '}';
      return LogRecord{line->link.sequence, TimeOf(line->link), line->link.id, record_, text};
    }
  }

 private:
  tl::unexpected<Error> Refuse() const {
    const auto number =
        static_cast<uint32_t>(std::min<uint64_t>(reader_.lines().number(), UINT32_MAX));
    return Fail(ErrorCode::kCorrupt, "this is no line of a decision log",
                reader_.file().path.string(), Position{number, 1, 0},
                "verify the log to learn what else is wrong with it");
  }

  FolderReader reader_;
  LogFilter filter_;
  std::string record_;
};

DecisionLogReader::DecisionLogReader(std::unique_ptr<Reading> reading)
    : reading_(std::move(reading)) {}
DecisionLogReader::DecisionLogReader(DecisionLogReader&&) noexcept = default;
DecisionLogReader& DecisionLogReader::operator=(DecisionLogReader&&) noexcept = default;
DecisionLogReader::~DecisionLogReader() = default;

Result<DecisionLogReader> DecisionLogReader::Open(const std::filesystem::path& folder,
                                                  const LogFilter& filter) {
  Result<FolderReader> reader = FolderReader::Open(folder, filter.first_sequence);
  if (!reader) return tl::unexpected(reader.error());
  return DecisionLogReader(std::make_unique<Reading>(std::move(*reader), filter));
}

Result<std::optional<LogRecord>> DecisionLogReader::Next() { return reading_->Next(); }

}  // namespace keyward::store
