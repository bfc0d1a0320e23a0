#define BOOST_TEST_MODULE grammar_parse
#include "grammar/parse.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

namespace keyward::grammar {
namespace {

Parsed ParseText(std::string text, const ParseLimits& limits = {}) {
  const Result<SourcePtr> source = Source::Create("policy.json", std::move(text));
  BOOST_REQUIRE(source.has_value());
  return Parse(**source, limits);
}

// CheckRefused: exactly one diagnostic, of this code and span.
void CheckRefused(const Parsed& parsed, std::string_view code, Span span) {
  BOOST_TEST(!parsed.ok);
  BOOST_TEST(parsed.tree.empty());
  BOOST_REQUIRE(parsed.diagnostics.size() == 1u);
  const Diagnostic& diagnostic = parsed.diagnostics[0];
  BOOST_TEST(diagnostic.code == code);
  BOOST_TEST((diagnostic.span == span));
  BOOST_TEST((diagnostic.severity == Severity::kError));
  BOOST_TEST(diagnostic.refuses);
}

BOOST_AUTO_TEST_CASE(a_document_becomes_a_tree) {
  const Parsed parsed = ParseText("{\"a\": [1, \"\\u0041\"], \"b\": {}}");
  BOOST_TEST(parsed.ok);
  BOOST_TEST(parsed.diagnostics.empty());
  BOOST_TEST(Dump(parsed.tree) ==
             "object [0,29)\n"
             "  \"a\" [1,4): array [6,19)\n"
             "    number [7,8) 1\n"
             "    string [10,18) \"A\"\n"
             "  \"b\" [21,24): object [26,28)\n");
}

BOOST_AUTO_TEST_CASE(duplicate_members_are_kept) {
  const Parsed parsed = ParseText(R"({"Effect": "Deny", "Effect": "Allow"})");
  BOOST_TEST(parsed.ok);
  BOOST_TEST(parsed.tree.node(parsed.tree.root()).child_count == 2u);
  BOOST_TEST(parsed.tree.text(parsed.tree.Find(0, "Effect")) == "Deny");
}

BOOST_AUTO_TEST_CASE(any_value_is_a_document) {
  for (const char* text : {"1", "\"x\"", "true", "false", "null", "[]", "  {}\r\n\t"}) {
    BOOST_TEST(ParseText(text).ok, text);
  }
}

BOOST_AUTO_TEST_CASE(characters_up_to_u00ff_stand_in_strings) {
  const Parsed parsed = ParseText("{\"\xC3\xA9\": \"\xC2\x80\xC3\xBF\x7F\"}");
  BOOST_TEST(parsed.ok);
  BOOST_TEST(parsed.tree.name(1) == "\xC3\xA9");
  BOOST_TEST(parsed.tree.text(1) == "\xC2\x80\xC3\xBF\x7F");
}

BOOST_AUTO_TEST_CASE(other_characters_are_refused) {
  CheckRefused(ParseText("{\"a\": \"\xC4\x80\"}"), "POLICY_INVALID_CHARACTER", Span{7, 9});
  CheckRefused(ParseText("{\"a\": \"\xF0\x9F\x98\x80\xE2\x80\x94\"}"), "POLICY_INVALID_CHARACTER",
               Span{7, 14});
  CheckRefused(ParseText(std::string("{\0}", 3)), "POLICY_INVALID_CHARACTER", Span{1, 2});
  CheckRefused(ParseText("{}\v"), "POLICY_INVALID_CHARACTER", Span{2, 3});
  const Parsed quotes = ParseText(
      "{\xE2\x80\x9C"
      "a\xE2\x80\x9D: 1}");
  BOOST_TEST(quotes.diagnostics.size() == 2u);
  BOOST_TEST(quotes.diagnostics[0].help == "use the straight quote '\"'");
}

BOOST_AUTO_TEST_CASE(size_is_limited) {
  ParseLimits limits;
  limits.max_bytes = 10;
  BOOST_TEST(ParseText("[1,2,3,45]", limits).ok);
  CheckRefused(ParseText("[1,2,3,456]", limits), "POLICY_TOO_LARGE", Span{10, 11});
  CheckRefused(ParseText("\"" + std::string(2 << 20, 'a') + "\""), "POLICY_TOO_LARGE",
               Span{1 << 20, (2 << 20) + 2});
}

BOOST_AUTO_TEST_CASE(depth_is_limited) {
  const std::string deep = std::string(32, '[') + std::string(32, ']');
  BOOST_TEST(ParseText(deep).ok);
  CheckRefused(ParseText("[" + deep + "]"), "POLICY_TOO_DEEP", Span{32, 33});
  CheckRefused(ParseText(std::string(100000, '[')), "POLICY_TOO_DEEP", Span{32, 33});
  BOOST_TEST(ParseText("[\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"]").ok);
  ParseLimits limits;
  limits.max_depth = 1000000;  // more than the stack would take
  BOOST_TEST(ParseText(std::string(100000, '['), limits).diagnostics[0].code == "POLICY_TOO_DEEP");
}

BOOST_AUTO_TEST_CASE(every_prefix_of_a_document_is_refused) {
  const std::string text =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": "
      "[\"kms:*\", \"\\u00e9\"], \"Condition\": {\"Bool\": {\"a\": true, \"b\": -1.5e3}}}]}";
  for (size_t size = 0; size < text.size(); ++size) {
    const Parsed parsed = ParseText(text.substr(0, size));
    BOOST_TEST(!parsed.ok, size);
    BOOST_TEST(!parsed.diagnostics.empty(), size);
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
      BOOST_TEST(diagnostic.code == "JSON_SYNTAX_ERROR");
      BOOST_TEST(diagnostic.refuses);
      BOOST_TEST(diagnostic.span.end <= size);
    }
  }
  BOOST_TEST(ParseText(text).ok);
}

BOOST_AUTO_TEST_CASE(numbers_and_words_are_strict) {
  for (const char* bad : {"01", "+1", ".5", "1.", "1e", "-", "0x1", "1_0", "NaN", "-Infinity",
                          "True", "nulls", "truefalse", "1true", "\"\\ud800\"",
                          "\"\\udc00\\ud800\"", "\"a\tb\"", "\"\\u00g0\"", "\"\\'\""}) {
    BOOST_TEST(!ParseText(bad).ok, bad);
  }
  for (const char* good : {"0", "-0.0", "1e5", "1E-05", "12.5e+3", "\"\\ud83d\\ude00\""}) {
    BOOST_TEST(ParseText(good).ok, good);
  }
}

BOOST_AUTO_TEST_CASE(hostile_documents_end_soon) {
  const size_t size = 100000;
  std::string quotes, comments, words;
  for (size_t i = 0; i < size / 2; ++i) {
    quotes += "'\\";
    comments += "/*";
    words += "a ";
  }
  for (const std::string& text :
       {quotes, comments, words, std::string(size, '"'), std::string(size, '\''),
        std::string(size, ']'), std::string(size, '-'), std::string(size, ',')}) {
    const Parsed parsed = ParseText(text);
    BOOST_TEST(!parsed.ok);
    BOOST_TEST(parsed.diagnostics.size() <= 20u);
  }
}

BOOST_AUTO_TEST_CASE(threads_parse_at_once) {
  const std::string text =
      R"({"Statement": [{"Effect": "Allow", "Action": ["a:b", 1, true, null]}]})";
  const std::string expected = Dump(ParseText(text).tree);
  const auto source = Source::Create("policy.json", text);
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (int& count : same) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) count += Dump(Parse(**source).tree) == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(std::all_of(same.begin(), same.end(), [](int count) { return count == 200; }));
}

}  // namespace
}  // namespace keyward::grammar
