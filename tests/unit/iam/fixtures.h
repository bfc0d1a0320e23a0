// The folders of tests/golden/iam, and how tests write folders of their own.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <stdlib.h>
#include <string>

#include "iam/load.h"

namespace keyward::iam {

namespace fs = std::filesystem;

inline const fs::path kGolden = fs::path(KEYWARD_SOURCE_DIR) / "tests/golden/iam";

// Words is an error as the golden files have it: file:line:column: message [help].
inline std::string Words(const Error& error) {
  const Position at = error.position.value_or(Position{0, 0, 0});
  std::string words = fmt::format("{}:{}:{}: {}", fs::path(error.file).filename().string(), at.line,
                                  at.column, error.message);
  if (!error.help.empty()) words += fmt::format(" [{}]", error.help);
  return words;
}

inline std::string Words(const Errors& errors) {
  std::string words;
  for (const Error& error : errors) words += Words(error) + "\n";
  return words;
}

// Load loads a folder that has no faults.
inline DirectoryPtr Load(const fs::path& folder) {
  auto directory = LoadDirectory(folder.string());
  BOOST_REQUIRE_MESSAGE(directory, Words(directory ? Errors() : directory.error()));
  return *directory;
}

// The organization of tests/golden/iam, loaded once.
inline const DirectoryPtr& Organization() {
  static const DirectoryPtr directory = Load(kGolden / "organization");
  return directory;
}

inline std::string ReadAll(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Folder is a new folder, gone with its test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "keyward-iam-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

// DetailsOf is the file of an account with one user, who may do `action`.
inline std::string DetailsOf(const std::string& account, const std::string& user,
                             const std::string& action) {
  return fmt::format(
      R"({{"UserDetailList": [{{"UserName": "{1}", "UserId": "AIDA{0}",
    "Arn": "arn:aws:iam::{0}:user/{1}", "UserPolicyList": [{{"PolicyName": "P", "PolicyDocument":
    {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{2}",
    "Resource": "*"}}]}}}}]}}]}})",
      account, user, action);
}

}  // namespace keyward::iam
