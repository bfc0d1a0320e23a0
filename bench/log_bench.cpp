// The decision log: the timed region is Append of one CloudTrail-sized record, hash and chain
// included; with N threads, of all threads together. On memory (/dev/shm) and on the disk (the
// folder that it runs in) apart; kBatched, so the disk's own pace shows only where it falls behind.
#include <benchmark/benchmark.h>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

#include "store/decision_log.h"

namespace keyward {
namespace {

// A signer that costs nothing: checkpoints are rare, and their signature is measured with crypto/.
class NoSigner final : public store::CheckpointSigner {
 public:
  Result<Bytes> Sign(ByteView) override { return Bytes(64, 7); }
  ByteView public_key() const override { return {}; }
  std::string_view key_id() const override { return "bench"; }
};

std::string RecordOf(size_t size) {
  std::string record = R"({"eventVersion":"1.11","eventSource":"kms.amazonaws.com","filler":")";
  record.append(size - record.size() - 2, 'x');
  return record + "\"}";
}

struct Place {
  std::filesystem::path folder;
  NoSigner signer;
  std::unique_ptr<store::DecisionLog> log;
};

// place is shared by a run's threads; the first opens it, as Google Benchmark's barriers allow.
std::unique_ptr<Place> place;

void Open(const std::string& parent, store::Durability durability) {
  place = std::make_unique<Place>();
  place->folder = std::filesystem::path(parent) / ("keyward-log-bench-" + std::to_string(getpid()));
  std::filesystem::remove_all(place->folder);
  store::DecisionLogOptions options;
  options.durability = durability;
  auto log = store::DecisionLog::Open(place->folder, options, place->signer);
  if (!log) {
    std::fprintf(stderr, "%s: %s\n", place->folder.c_str(), log.error().message.c_str());
    std::exit(2);
  }
  place->log = std::move(*log);
}

void Close(benchmark::State& state, uint64_t records) {
  uint64_t bytes = 0;
  if (!place->log->Close()) state.SkipWithError("the log could not be closed");
  for (const auto& file : std::filesystem::directory_iterator(place->folder)) {
    bytes += file.file_size();
  }
  state.counters["bytes_per_record"] =
      static_cast<double>(bytes) / static_cast<double>(std::max<uint64_t>(records, 1));
  std::filesystem::remove_all(place->folder);
  place.reset();
}

void BM_Append(benchmark::State& state, const std::string& parent, store::Durability durability) {
  if (state.thread_index() == 0) Open(parent, durability);
  const std::string record = RecordOf(1200);
  for (auto _ : state) {
    if (!place->log->Append(record)) {
      state.SkipWithError("a record could not be appended");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) Close(state, place->log->Head().sequence);
}
BENCHMARK_CAPTURE(BM_Append, memory, std::string("/dev/shm"), store::Durability::kBatched)
    ->Threads(1)
    ->Threads(4)
    ->UseRealTime();
BENCHMARK_CAPTURE(BM_Append, disk, std::string("."), store::Durability::kBatched)
    ->Threads(1)
    ->Threads(4)
    ->UseRealTime();
BENCHMARK_CAPTURE(BM_Append, disk_always, std::string("."), store::Durability::kAlways)
    ->Threads(1)
    ->Threads(4)
    ->Threads(16)
    ->UseRealTime();

}  // namespace
}  // namespace keyward
