#define BOOST_TEST_MODULE grammar_readers_agree
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "grammar/host_reader.h"
#include "grammar/parse.h"

namespace keyward::grammar {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// CheckAgree: both readers take the text and build the same tree, or both refuse it.
void CheckAgree(const std::string& text, const std::string& what) {
  const Result<SourcePtr> source = Source::Create(what, text);
  BOOST_REQUIRE(source.has_value());
  ParseLimits limits;
  limits.max_depth = 64;
  const Parsed parsed = Parse(**source, limits);
  SyntaxTree tree;
  const auto error = ReadHost((*source)->text(), tree);
  if (!parsed.ok && parsed.diagnostics[0].code == "POLICY_INVALID_CHARACTER") return;
  BOOST_TEST(parsed.ok == !error.has_value(), what);
  if (parsed.ok && !error) BOOST_TEST(Dump(parsed.tree) == Dump(tree), what);
}

BOOST_AUTO_TEST_CASE(on_every_golden_file) {
  int files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(KEYWARD_SOURCE_DIR) / "tests/golden")) {
    if (entry.path().extension() != ".json") continue;
    const std::string text = ReadFile(entry.path());
    if (!Source::Create("golden", text)) continue;  // not UTF-8, which is refused before any reader
    CheckAgree(text, entry.path().string());
    ++files;
  }
  BOOST_TEST(files > 0);
}

BOOST_AUTO_TEST_CASE(on_handmade_texts) {
  for (const char* text : {"",
                           " ",
                           "0",
                           "-0",
                           "1.5e-7",
                           "[]",
                           "{}",
                           "[[],[[]],{}]",
                           "{\"\": \"\"}",
                           "[1,\t2,\r\n3 ]",
                           "{\"a\":{\"a\":{\"a\":[]}},\"a\":null}",
                           "\"\\u0000\\ud83d\\ude00\\/\"",
                           "\"\\\\\\\"\"",
                           "[\"\xC3\xA9\", \"\\u00e9\", \"\\uFFFF\"]",
                           "[true,false,null]",
                           "[1,]",
                           "{\"a\"}",
                           "[1 2]",
                           "{\"a\":1,}",
                           "tru",
                           "\"",
                           "\"\\",
                           "\"\\u",
                           "\"\\ud83d\"",
                           "[}",
                           "{]",
                           "]",
                           "1 1",
                           "nul l",
                           "{1:2}",
                           "\"\t\"",
                           "-",
                           "1e",
                           "[1e1.]",
                           "\x7F",
                           "// x",
                           "'a'"}) {
    CheckAgree(text, text);
  }
}

// Random edits of a document: most of the results are broken in some way.
BOOST_AUTO_TEST_CASE(on_mutated_documents) {
  const std::string original =
      "{\"a\": [1, -2.5e+3, \"x\\u00e9\\ud83d\\ude00\\n\", true], \"b\": {\"c\": null, \"\": "
      "false}}";
  const std::string_view letters = "{}[]:,\"\\u0 1-.eEtn\n\x7F'/#";
  std::mt19937 random(3);
  for (int i = 0; i < 4000; ++i) {
    std::string text = original;
    for (size_t edits = 1 + random() % 3; edits > 0; --edits) {
      const size_t at = random() % text.size();
      if (random() % 2 == 0) text.erase(at, 1 + random() % 3);
      if (text.empty()) text = "1";
      text.insert(random() % text.size(), 1, letters[random() % letters.size()]);
    }
    CheckAgree(text, text);
  }
}

}  // namespace
}  // namespace keyward::grammar
