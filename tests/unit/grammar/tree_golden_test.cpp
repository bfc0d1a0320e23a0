// The dumps in tests/golden/tree: NAME.json is parsed, NAME.tree is its Dump, or its syntax errors.
// With UPDATE_GOLDEN=1 in the environment the .tree files are rewritten.
#define BOOST_TEST_MODULE grammar_tree_golden
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "grammar/parse.h"

namespace keyward::grammar {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string Place(const Source& source, Span span) {
  const Location location = source.Locate(span);
  const auto show = [](const Position& position) {
    return std::to_string(position.line) + ':' + std::to_string(position.column);
  };
  return show(location.start) + '-' + show(location.end);
}

std::string ShowErrors(const Source& source, const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += Place(source, diagnostic.span) + ' ' + std::string(diagnostic.code) + ": " +
           diagnostic.message + '\n';
    if (!diagnostic.help.empty()) out += "  help: " + diagnostic.help + '\n';
    for (const Note& note : diagnostic.notes) {
      out += "  note " + Place(source, note.span) + ": " + note.message + '\n';
    }
    if (diagnostic.fix) out += "  fix: " + diagnostic.fix->title + '\n';
  }
  return out;
}

BOOST_AUTO_TEST_CASE(dumps) {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  int cases = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(KEYWARD_SOURCE_DIR) / "tests/golden/tree")) {
    if (entry.path().extension() != ".json") continue;
    const auto source = Source::Create(entry.path().filename().string(), ReadFile(entry.path()));
    BOOST_REQUIRE(source.has_value());
    const Parsed parsed = Parse(**source);
    const std::string actual =
        parsed.ok ? Dump(parsed.tree) : ShowErrors(**source, parsed.diagnostics);
    fs::path golden = entry.path();
    golden.replace_extension(".tree");
    if (update) std::ofstream(golden, std::ios::binary) << actual;
    BOOST_TEST(ReadFile(golden) == actual, golden.string());
    ++cases;
  }
  BOOST_TEST(cases > 0);
}

}  // namespace
}  // namespace keyward::grammar
