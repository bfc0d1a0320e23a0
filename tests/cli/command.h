// RunKeyward: the keyward binary in a process of its own, for tests of what it prints and how it ends.
#pragma once

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace keyward::clitest {

// Folder: an empty folder that goes with everything in it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "keyward-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Write makes a file, and the folders above it, and returns its path.
  std::string Write(const std::string& name, const std::string& bytes) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }
  std::string Path(const std::string& name = "") const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

inline std::string ReadFile(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

// Ended: what a process left; status is 128 + the signal's number where one killed it.
struct Ended {
  int status = -1;
  std::string out;
  std::string err;

  bool Says(const std::string& text) const {
    return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
  }
};

// RunKeyward runs the binary in the source folder with `input` on standard input.
inline Ended RunKeyward(std::vector<std::string> arguments, const std::string& input = "") {
  const Folder folder;
  const std::string in = folder.Write("in", input);
  const std::string out = folder.Path("out");
  const std::string err = folder.Path("err");
  arguments.insert(arguments.begin(), KEYWARD_BINARY);
  std::vector<char*> argv;
  for (std::string& one : arguments) argv.push_back(one.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addchdir_np(&files, KEYWARD_SOURCE_DIR);
  pid_t child = 0;
  Ended ended;
  const int failed = ::posix_spawn(&child, KEYWARD_BINARY, &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) return ended;
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.out = ReadFile(out);
  ended.err = ReadFile(err);
  return ended;
}

// Lines counts line breaks.
inline size_t Lines(const std::string& text) {
  size_t count = 0;
  for (const char c : text) count += static_cast<size_t>(c == '\n');
  return count;
}

inline constexpr const char* kKey =
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

// kKeyPolicy lets the account decide and a partner decrypt through S3.
inline constexpr const char* kKeyPolicy = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Root", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*", "Resource": "*" },
    { "Sid": "Tenants", "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
      "Condition": { "StringNotEquals": { "kms:EncryptionContext:tenant": "a" } } }
  ]
})";

inline constexpr const char* kIdentityPolicy = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Use", "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }
  ]
})";

// Scenario is a scenario file with both policies and the given requests.
inline std::string Scenario(const std::string& requests) {
  return std::string(R"({ "policies": { "identity": [ { "name": "app", "document": )") +
         kIdentityPolicy + R"( } ], "resource": { "name": "key", "document": )" + kKeyPolicy +
         R"( } }, "time": "2026-01-02T03:04:05Z", "requests": [)" + requests + "]}";
}

// Request is one request of the role `app`, on one line.
inline std::string Request(const std::string& tenant, const std::string& more = "") {
  return R"({"principal":"arn:aws:sts::111122223333:assumed-role/app/s","action":"kms:Decrypt",)"
         R"("resource":")" +
         std::string(kKey) + R"(","encryptionContext":{"tenant":")" + tenant + "\"}" + more + "}";
}

}  // namespace keyward::clitest
