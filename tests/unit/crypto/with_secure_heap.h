// WithSecureHeap: the fixture of suites that hold secrets; and a folder that goes away.
#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>

#include "base/check.h"
#include "crypto/secure_heap.h"

namespace keyward::crypto {

struct WithSecureHeap {
  WithSecureHeap() {
    KEYWARD_CHECK(SecureHeap::Initialise(size_t{4} << 20, Locking::kOptional).has_value());
  }
};

// TemporaryFolder is removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "keyward-XXXXXX").string();
    KEYWARD_CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace keyward::crypto
