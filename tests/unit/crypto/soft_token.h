// SoftToken: a SoftHSM2 token of its own, in a folder that goes away.
//
// Limits    SOFTHSM2_CONF is read when the module is initialised: one at a time.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <string>

#include "base/check.h"
#include "crypto/root_key_pkcs11.h"
#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {

// SoftHsmModule is where Debian puts the module, or empty.
inline std::string SoftHsmModule() {
  for (const char* path :
       {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"}) {
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

inline constexpr std::string_view kPin = "648219";

class SoftToken {
 public:
  SoftToken() : module_(SoftHsmModule()) {
    BOOST_REQUIRE_MESSAGE(!module_.empty(), "SoftHSM2 is missing: apt install softhsm2 (./setup)");
    std::filesystem::create_directory(folder_ / "tokens");
    std::ofstream(folder_ / "softhsm2.conf") << "directories.tokendir = " << folder_ / "tokens"
                                             << "\nobjectstore.backend = file\n"
                                             << "log.level = ERROR\n";
    setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    AddToken("keyward test");
  }
  ~SoftToken() { unsetenv("SOFTHSM2_CONF"); }

  // AddToken makes another token with the same PIN.
  void AddToken(const std::string& label) const {
    Run("softhsm2-util --init-token --free --so-pin 12345678 --pin " + std::string(kPin) +
        " --label '" + label + "'");
  }

  // MakeKey lets pkcs11-tool make a key, such as "AES:16".
  void MakeKey(const std::string& type, const std::string& label) const {
    Run("pkcs11-tool --module " + module_ + " --token-label 'keyward test' --login --pin " +
        std::string(kPin) + " --keygen --key-type " + type + " --label '" + label + "'");
  }

  Pkcs11Key Key(const std::string& label) const {
    return {module_, std::nullopt, "keyward test", label};
  }

 private:
  static void Run(const std::string& command) {
    BOOST_REQUIRE_MESSAGE(system((command + " >/dev/null 2>&1").c_str()) == 0, command);
  }

  TemporaryFolder folder_;
  std::string module_;
};

}  // namespace keyward::crypto
