// The dumps of tests/golden/ir: <name>.<type>.json and some samples, compiled as stored, give
// <name>.<type>.ir. UPDATE_GOLDEN=1 rewrites them.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/emit.h"

namespace keyward::compiler {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = KEYWARD_SOURCE_DIR;
const fs::path kDumps = kRoot / "tests/golden/ir";

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// RunDump compiles `input` and compares with the dump `name`, which ends in the kind of policy.
void RunDump(const fs::path& input, const std::string& name) {
  const std::string type_name = fs::path(name).extension().string().substr(1);
  const std::optional<PolicyType> type = ParsePolicyType(type_name);
  BOOST_REQUIRE_MESSAGE(type.has_value(), type_name);
  CheckOptions options;
  options.mode = CheckMode::kStored;
  const auto source = Source::Create(name, ReadFile(input));
  BOOST_REQUIRE(source);
  const Compiled compiled = Compile(*source, *type, options);
  BOOST_REQUIRE(compiled.program != nullptr);
  const std::string dump = Dump(*compiled.program);
  const fs::path golden = kDumps / (name + ".ir");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << dump;
  }
  BOOST_TEST(dump == ReadFile(golden));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ir_golden)

BOOST_AUTO_TEST_CASE(handmade) {
  std::vector<fs::path> inputs;
  for (const auto& entry : fs::directory_iterator(kDumps)) {
    if (entry.path().extension() == ".json") inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  BOOST_CHECK(!inputs.empty());
  for (const fs::path& input : inputs) {
    BOOST_TEST_CONTEXT(input.filename().string()) { RunDump(input, input.stem().string()); }
  }
}

BOOST_AUTO_TEST_CASE(samples) {
  const std::pair<const char*, const char*> kSamples[] = {
      {"samples/console-default/key-policy.json", "console-default.key-policy"},
      {"samples/boundary-role-vs-user/boundary.json", "boundary.permissions-boundary"},
      {"samples/data-perimeter-rcp/perimeter.json", "perimeter.rcp"},
      {"tests/golden/policy/guard.scp.json", "guard.scp"}};
  for (const auto& [input, name] : kSamples) {
    BOOST_TEST_CONTEXT(input) { RunDump(kRoot / input, name); }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
