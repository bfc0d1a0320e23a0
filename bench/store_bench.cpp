// The record store: commits with and without company, loading by prefix; and reads of Table.
//
// The folders are made in the working directory, so that the disk is the one under test and not a
// temporary file system in memory.
#include <benchmark/benchmark.h>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/sqlite_store.h"
#include "store/table.h"

namespace keyward::store {
namespace {

// Fresh is a store in a new folder that goes with it.
class Fresh {
 public:
  explicit Fresh(size_t group_limit)
      : folder_(std::filesystem::current_path() /
                fmt::format("store_bench.{}.{}", std::random_device()(), group_limit)) {
    std::filesystem::create_directory(folder_);
    SqliteOptions options;
    options.group_limit = group_limit;
    auto store = OpenSqliteStore(folder_, options);
    if (!store) {
      fmt::print(stderr, "{}\n", store.error().message);
      std::exit(2);
    }
    store_ = std::move(*store);
  }
  ~Fresh() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  Fresh(const Fresh&) = delete;
  Fresh& operator=(const Fresh&) = delete;
  SqliteStore& store() { return *store_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<SqliteStore> store_;
};

std::unique_ptr<Fresh> shared_store;

// A commit is what a mutation of a key is: the record by its version, and an outbox entry.
void BM_Commit(benchmark::State& state, size_t group_limit) {
  if (state.thread_index() == 0) shared_store = std::make_unique<Fresh>(group_limit);
  std::vector<uint64_t> versions(256);
  const Bytes value(300, 'v');
  size_t i = 0;
  for (auto _ : state) {
    const size_t key = i++ % versions.size();
    Batch batch;
    batch.Put(fmt::format("key/{:02}-{:03}", state.thread_index(), key), value, versions[key]);
    batch.Append("outbox/", value);
    auto committed = shared_store->store().Commit(batch);
    if (!committed) {
      state.SkipWithError(committed.error().message.c_str());
      break;
    }
    versions[key] = committed->version(0);
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared_store.reset();
}
BENCHMARK_CAPTURE(BM_Commit, own, size_t{1})->UseRealTime();
BENCHMARK_CAPTURE(BM_Commit, own, size_t{1})->Threads(16)->UseRealTime();
BENCHMARK_CAPTURE(BM_Commit, grouped, size_t{256})->UseRealTime();
BENCHMARK_CAPTURE(BM_Commit, grouped, size_t{256})->Threads(16)->UseRealTime();
BENCHMARK_CAPTURE(BM_Commit, grouped, size_t{256})->Threads(64)->UseRealTime();

// Loading a million small records by their prefix, as a service does when it starts.
void BM_Load(benchmark::State& state) {
  constexpr size_t kRecords = 1000000;
  Fresh fresh(1);
  for (size_t i = 0; i < kRecords; i += 1000) {
    Batch batch;
    for (size_t k = i; k < i + 1000; ++k)
      batch.Put(fmt::format("key/{:08}", k), Bytes(100, 'v'), 0);
    if (!fresh.store().Commit(batch)) std::exit(2);
  }
  for (auto _ : state) {
    size_t loaded = 0;
    std::string after;
    while (true) {
      auto page = fresh.store().List("key/", after, 10000);
      if (!page) std::exit(2);
      if (page->empty()) break;
      loaded += page->size();
      after = page->back().key;
    }
    if (loaded != kRecords) state.SkipWithError("not every record was loaded");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRecords));
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond)->UseRealTime();

std::string TableKey(uint64_t number) {
  return fmt::format("arn:aws:kms:us-east-1:111122223333:key/{:012}", number);
}

// WriteNumber sets the number of a TableKey, so that asking for a key costs no memory of its own.
void WriteNumber(std::string& key, uint64_t number) {
  for (size_t i = 1; i <= 12; ++i, number /= 10) {
    key[key.size() - i] = static_cast<char>('0' + number % 10);
  }
}

std::unique_ptr<Table<uint64_t>> shared_table;

// Uniformly random reads, each under a guard of its own.
void BM_TableFind(benchmark::State& state) {
  const auto entries = static_cast<uint64_t>(state.range(0));
  if (state.thread_index() == 0) {
    shared_table = std::make_unique<Table<uint64_t>>();
    for (uint64_t i = 0; i < entries; ++i) shared_table->Replace(TableKey(i), i);
  }
  std::string key = TableKey(0);
  uint64_t random = 88172645463325252u + static_cast<uint64_t>(state.thread_index());
  for (auto _ : state) {
    random ^= random << 13, random ^= random >> 7, random ^= random << 17;
    WriteNumber(key, random % entries);
    const ReadGuard guard;
    const uint64_t* value = shared_table->Find(key, guard);
    if (value == nullptr || *value != random % entries) {
      state.SkipWithError("a key is missing");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) shared_table.reset();
}
BENCHMARK(BM_TableFind)->Arg(10)->Arg(1000000)->Threads(1)->Threads(4)->UseRealTime();

}  // namespace
}  // namespace keyward::store
