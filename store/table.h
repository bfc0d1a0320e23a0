// Table: immutable values by key, in memory, for very many readers.
//
// Flow      writer --Replace, Erase--> Table --Find under a ReadGuard--> reader
// Promise   a read takes no lock and writes to nothing that is shared. Linearizable: once Replace
//           or Erase has returned, no read that begins later sees the old value. Old values are
//           freed when the last guard that may see them has ended (read_guard.h).
// Limits    writers of one shard take turns. Memory is that of the live values, of about
//           kMaxRetired retired ones, and of up to six cells for each value that there was when the
//           shard last grew; erasing alone gives no cells back.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <string_view>
#include <utility>

#include "store/keyed_hash.h"
#include "store/read_guard.h"

namespace keyward::store {

template <typename Value>
class Table {
 public:
  Table() {
    for (Shard& shard : shards_) shard.cells = new Cells(kFirstCells);
  }
  // The destructor frees everything; no reader may be left.
  ~Table() {
    for (Shard& shard : shards_) {
      Cells* cells = shard.cells;
      for (size_t i = 0; i <= cells->mask; ++i) Entry::Free(cells->cell[i].entry.load());
      delete cells;
    }
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // Find is the value under `key`, or null. It stays until `guard` ends.
  const Value* Find(std::string_view key, const ReadGuard&) const {
    const uint64_t hash = Hash(key);
    const Cells& cells = *ShardOf(hash).cells.load();
    for (size_t at = Start(hash, cells);; at = (at + 1) & cells.mask) {
      const uint64_t found = cells.cell[at].hash.load(std::memory_order_acquire);
      if (found == 0) return nullptr;
      if (found != hash) continue;
      const Entry* entry = cells.cell[at].entry.load();
      if (entry != nullptr && entry->key() == key) return &entry->value;
    }
  }

  // Replace puts `value` under `key`, whether or not there is one already.
  void Replace(std::string_view key, Value value) {
    const uint64_t hash = Hash(key);
    Entry* entry = Entry::Make(key, std::move(value));
    Entry* old = nullptr;
    Cells* outgrown = nullptr;
    {
      Shard& shard = ShardOf(hash);
      const std::lock_guard lock(shard.mutex);
      if (Cell* cell = CellOf(shard, key, hash)) {
        old = cell->entry.exchange(entry);
      } else {
        outgrown = MakeRoom(shard);
        Place(*shard.cells.load(), hash, entry);
        ++shard.used;
        ++shard.live;
      }
    }
    if (old != nullptr) Retire(old, Entry::Free);
    if (outgrown != nullptr) Retire(outgrown, FreeCells);
  }

  // Erase removes what is under `key` and says whether there was something.
  bool Erase(std::string_view key) {
    const uint64_t hash = Hash(key);
    Entry* old = nullptr;
    {
      Shard& shard = ShardOf(hash);
      const std::lock_guard lock(shard.mutex);
      Cell* cell = CellOf(shard, key, hash);
      if (cell == nullptr) return false;
      old = cell->entry.exchange(nullptr);
      --shard.live;
    }
    Retire(old, Entry::Free);
    return true;
  }

  // Size is the number of values; of one moment only while nobody writes.
  size_t Size() const {
    size_t size = 0;
    for (const Shard& shard : shards_) {
      const std::lock_guard lock(shard.mutex);
      size += shard.live;
    }
    return size;
  }

 private:
  static constexpr size_t kShards = 64;
  static constexpr size_t kFirstCells = 16;

  // Entry: a value, and its key right behind it.
  struct Entry {
    Value value;
    size_t key_size;

    std::string_view key() const { return {reinterpret_cast<const char*>(this + 1), key_size}; }
    static Entry* Make(std::string_view key, Value value) {
      void* memory = ::operator new(sizeof(Entry) + key.size());
      auto* entry = new (memory) Entry{std::move(value), key.size()};
      std::memcpy(reinterpret_cast<char*>(entry + 1), key.data(), key.size());
      return entry;
    }
    static void Free(void* object) {
      if (object == nullptr) return;
      static_cast<Entry*>(object)->~Entry();
      ::operator delete(object);
    }
  };

  // Cell: once it has a hash it keeps it; an erased one has no entry until its cells are outgrown.
  struct Cell {
    std::atomic<uint64_t> hash{0};
    std::atomic<Entry*> entry{nullptr};
  };

  struct Cells {
    explicit Cells(size_t count) : mask(count - 1), cell(new Cell[count]) {}
    const size_t mask;
    const std::unique_ptr<Cell[]> cell;
  };

  struct alignas(64) Shard {
    mutable std::mutex mutex;
    std::atomic<Cells*> cells{nullptr};
    size_t used = 0;  // cells with a hash
    size_t live = 0;  // cells with an entry
  };

  static uint64_t Hash(std::string_view key) { return HashKeyed(key) | 1; }  // 0 is a free cell
  Shard& ShardOf(uint64_t hash) { return shards_[hash >> 58]; }
  const Shard& ShardOf(uint64_t hash) const { return shards_[hash >> 58]; }
  static size_t Start(uint64_t hash, const Cells& cells) { return (hash >> 1) & cells.mask; }
  static void FreeCells(void* cells) { delete static_cast<Cells*>(cells); }

  // CellOf is the cell of a live entry, or null. Under the shard's mutex.
  static Cell* CellOf(Shard& shard, std::string_view key, uint64_t hash) {
    Cells& cells = *shard.cells.load();
    for (size_t at = Start(hash, cells); cells.cell[at].hash != 0; at = (at + 1) & cells.mask) {
      if (cells.cell[at].hash != hash) continue;
      const Entry* entry = cells.cell[at].entry;
      if (entry != nullptr && entry->key() == key) return &cells.cell[at];
    }
    return nullptr;
  }

  // Place puts an entry into a free cell; its hash comes last, and shows it to readers.
  static void Place(Cells& cells, uint64_t hash, Entry* entry) {
    size_t at = Start(hash, cells);
    while (cells.cell[at].hash != 0) at = (at + 1) & cells.mask;
    cells.cell[at].entry = entry;
    cells.cell[at].hash = hash;
  }

  // MakeRoom keeps half of the cells free, and gives back the cells that it replaced. Readers of
  // those see what was there when they were replaced.
  static Cells* MakeRoom(Shard& shard) {
    Cells* before = shard.cells;
    if ((shard.used + 1) * 2 <= before->mask + 1) return nullptr;
    size_t count = kFirstCells;
    while (count < (shard.live + 1) * 3) count *= 2;
    auto* after = new Cells(count);
    for (size_t i = 0; i <= before->mask; ++i) {
      if (Entry* entry = before->cell[i].entry) Place(*after, before->cell[i].hash, entry);
    }
    shard.used = shard.live;
    shard.cells = after;
    return before;
  }

  std::array<Shard, kShards> shards_;
};

}  // namespace keyward::store
