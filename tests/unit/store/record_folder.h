// TestFolder, OpenStore: a folder of a test's own, and the store in it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <utility>
#include <vector>

#include "store/sqlite_store.h"

namespace keyward::store {

// TestFolder is new, and goes with its test. It is made where tests run, on a disk.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "keyward-store-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TestFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file() const { return path_ / "records.db"; }

 private:
  std::filesystem::path path_;
};

inline std::unique_ptr<SqliteStore> OpenStore(const std::filesystem::path& folder,
                                              const SqliteOptions& options = {}) {
  auto store = OpenSqliteStore(folder, options);
  if (!store) BOOST_FAIL(store.error().message + " " + store.error().file);
  return std::move(*store);
}

inline Bytes Value(std::string_view text) { return {text.begin(), text.end()}; }

inline std::string TextOf(const Bytes& value) { return std::string(AsText(value)); }

// Put writes one record and gives its version.
inline uint64_t Put(RecordStore& store, std::string key, std::string_view text,
                    uint64_t expected = 0) {
  auto committed = store.Commit(Batch().Put(std::move(key), Value(text), expected));
  if (!committed) BOOST_FAIL(committed.error().message);
  return committed->first;
}

// Read is the record under `key`, which exists.
inline Record Read(const RecordStore& store, std::string_view key) {
  auto record = store.Get(key);
  if (!record || !record->has_value()) throw std::logic_error("there is no record");
  return std::move(**record);
}

// Has says whether there is a record under `key`.
inline bool Has(const RecordStore& store, std::string_view key) {
  const auto record = store.Get(key);
  if (!record) throw std::logic_error(record.error().message);
  return record->has_value();
}

inline std::vector<std::string> KeysOf(const Result<std::vector<Record>>& records) {
  if (!records) BOOST_FAIL(records.error().message);
  std::vector<std::string> keys;
  for (const Record& record : *records) keys.push_back(record.key);
  return keys;
}

#define KEYWARD_TEST_FAILS(result, expected)                              \
  do {                                                                    \
    const auto& failing = (result);                                       \
    BOOST_REQUIRE(!failing.has_value());                                  \
    BOOST_TEST_CONTEXT(failing.error().message)                           \
    BOOST_TEST((failing.error().code == ErrorCode::expected), #expected); \
  } while (false)

}  // namespace keyward::store
