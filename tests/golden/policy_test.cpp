// The dumps of tests/golden/policy: <name>.<type>.json, checked as stored, gives
// <name>.<type>.policy. UPDATE_GOLDEN=1 rewrites them.
#include "compiler/policy.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/check.h"

namespace keyward::compiler {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void RunDump(const fs::path& path) {
  const std::string type_name = path.stem().extension().string().substr(1);
  const std::optional<PolicyType> type = ParsePolicyType(type_name);
  BOOST_REQUIRE_MESSAGE(type.has_value(), type_name);
  CheckOptions options;
  options.mode = CheckMode::kStored;
  options.name = path.stem().stem().string();
  const Checked checked =
      ParseAndCheck(*Source::Create(path.filename().string(), ReadFile(path)), *type, options);
  BOOST_REQUIRE(checked.policy.has_value());
  const std::string dump = Dump(*checked.policy) + "canonical " + Canonical(*checked.policy) + "\n";
  fs::path golden = path;
  golden.replace_extension(".policy");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << dump;
  }
  BOOST_TEST(dump == ReadFile(golden));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(policy_golden)

BOOST_AUTO_TEST_CASE(dumps) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(KEYWARD_SOURCE_DIR "/tests/golden/policy")) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  BOOST_CHECK(!paths.empty());
  for (const fs::path& path : paths) {
    BOOST_TEST_CONTEXT(path.filename().string()) { RunDump(path); }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
