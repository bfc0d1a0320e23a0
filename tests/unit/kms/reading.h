// What the tests of room kms share: requests from text, and golden cases.
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "crypto/secure_heap.h"
#include "kms/request_reader.h"

namespace keyward::kms {

// Read reads a body; the secure heap is made ready first.
inline Answer<Document> Read(Operation operation, std::string body) {
  BOOST_REQUIRE(crypto::SecureHeap::Initialise(size_t{1} << 20, crypto::Locking::kOptional));
  return ReadRequest(operation, body);
}

// ReadWhole is Read of a body that must be read.
inline Document ReadWhole(Operation operation, const std::string& body) {
  Answer<Document> document = Read(operation, body);
  if (!document) BOOST_FAIL(document.error().message + ": " + body);
  return std::move(*document);
}

// OperationNamed finds an operation that must exist.
inline Operation OperationNamed(const std::string& name) {
  const auto operation = FindOperation("TrentService." + name);
  if (!operation) BOOST_FAIL("no operation " + name);
  return *operation;
}

// GoldenFiles are the case files of a folder below tests/golden/kms, sorted.
inline std::vector<std::string> GoldenFiles(const std::string& folder) {
  std::vector<std::string> files;
  const std::filesystem::path root = KEYWARD_SOURCE_DIR;
  for (const auto& entry :
       std::filesystem::directory_iterator(root / "tests/golden/kms" / folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// LoadJson reads a case file, its members in their order.
inline nlohmann::ordered_json LoadJson(const std::string& file) {
  std::ifstream stream(file);
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(stream, nullptr, false);
  if (json.is_discarded()) BOOST_FAIL(file + " is not JSON");
  return json;
}

// CheckMembers fails a case with a member that the format does not know.
inline void CheckMembers(const nlohmann::ordered_json& json,
                         const std::vector<std::string>& known) {
  for (const auto& [name, value] : json.items()) {
    BOOST_CHECK_MESSAGE(std::find(known.begin(), known.end(), name) != known.end(),
                        "a case has no member " << name);
  }
}

}  // namespace keyward::kms
