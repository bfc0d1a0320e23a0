// Reader: questions to a store's file, on a connection of its own.
//
// Flow      file --Reader::Open--> Reader --Get, List, Changes--> records, changes
// Promise   every record is checked against its checksum; each answer is one moment of the store,
//           beside a writer that goes on. Safe to call from many threads, which take turns.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "store/record_store.h"
#include "store/sqlite/connection.h"

namespace keyward::store {

class Reader {
 public:
  // Open opens the store's file for reading. Errors: those of FailSqlite.
  static Result<std::unique_ptr<Reader>> Open(const std::filesystem::path& file, OpenMode mode);

  // These are RecordStore's.
  Result<std::optional<Record>> Get(std::string_view key);
  Result<std::vector<Record>> List(std::string_view prefix, std::string_view after, size_t limit);
  Result<std::vector<Change>> Changes(uint64_t since, size_t limit);
  Result<uint64_t> LastVersion();

 private:
  explicit Reader(Connection connection) : connection_(std::move(connection)) {}
  Result<void> Prepare();
  Result<Record> Row(const Statement& row) const;
  Result<std::vector<Change>> ReadChanges(uint64_t since, size_t limit);

  std::mutex mutex_;
  Connection connection_;
  Statement get_;
  Statement list_;
  Statement changes_;
  Statement last_;
};

}  // namespace keyward::store
