#define BOOST_TEST_MODULE grammar_host_reader
#include "grammar/host_reader.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace keyward::grammar {
namespace {

bool Accepts(std::string_view text) {
  SyntaxTree tree;
  return !ReadHost(text, tree).has_value();
}

HostSyntaxError ErrorOf(std::string_view text) {
  SyntaxTree tree;
  const std::optional<HostSyntaxError> error = ReadHost(text, tree);
  BOOST_REQUIRE(error.has_value());
  return *error;
}

void CheckError(std::string_view text, uint32_t begin, uint32_t end, std::string_view message) {
  const HostSyntaxError error = ErrorOf(text);
  BOOST_TEST((error.span == Span{begin, end}),
             text << ": [" << error.span.begin << "," << error.span.end << ")");
  BOOST_TEST(error.message == message);
}

std::string Text(std::string_view document) {
  SyntaxTree tree;
  BOOST_REQUIRE(!ReadHost(document, tree).has_value());
  return std::string(tree.text(tree.root()));
}

BOOST_AUTO_TEST_CASE(numbers) {
  for (const char* good : {"0", "-0", "1", "-1", "10", "0.5", "1e5", "1E+5", "1e-05", "-12.34e56",
                           "123456789012345678901234567890"}) {
    BOOST_TEST(Accepts(good), good);
    BOOST_TEST(Text(good) == good);
  }
  for (const char* bad : {"01", "-01", "00", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-", "--1",
                          "0x1F", "1_000", "NaN", "Infinity", "-Infinity", "1,2", "1 2", "1-2"}) {
    BOOST_TEST(!Accepts(bad), bad);
  }
}

BOOST_AUTO_TEST_CASE(words) {
  BOOST_TEST(Accepts("true"));
  BOOST_TEST(Accepts(" false "));
  BOOST_TEST(Accepts("\t\r\nnull\n"));
  for (const char* bad : {"True", "tru", "truex", "nul", "None", "undefined", "\v1", "1\f"}) {
    BOOST_TEST(!Accepts(bad), bad);
  }
}

BOOST_AUTO_TEST_CASE(strings_are_decoded) {
  BOOST_TEST(Text(R"("a\"\\\/\b\f\n\r\tz")") == "a\"\\/\b\f\n\r\tz");
  BOOST_TEST(Text(R"("\u0041\u00e9\u20AC")") == "A\xC3\xA9\xE2\x82\xAC");
  BOOST_TEST(Text(R"("\uD83D\uDE00")") == "\xF0\x9F\x98\x80");
  BOOST_TEST(Text(R"("\uFFFF\uE000\ud7ff")") == "\xEF\xBF\xBF\xEE\x80\x80\xED\x9F\xBF");
  BOOST_TEST(Text("\"\xF0\x9F\x98\x80\x7F\"") == "\xF0\x9F\x98\x80\x7F");
  BOOST_TEST(Text(R"("\u0000")") == std::string(1, '\0'));
}

BOOST_AUTO_TEST_CASE(strings_that_are_none) {
  CheckError(R"("\ud800")", 1, 7, "'\\ud800' is only half of a surrogate pair");
  CheckError(R"("x\udc00")", 2, 8, "'\\udc00' is only half of a surrogate pair");
  CheckError(R"("\ud83d\ud83d")", 1, 7, "'\\ud83d' is only half of a surrogate pair");
  CheckError(R"("\ud83d")", 1, 7, "'\\ud83d' is only half of a surrogate pair");
  CheckError(R"("\u12g4")", 1, 3, "expected four hexadecimal digits behind '\\u'");
  CheckError(R"("\u12)", 1, 3, "expected four hexadecimal digits behind '\\u'");
  CheckError(R"("\x")", 1, 3, "'\\x' is not an escape sequence of JSON");
  CheckError("\"a\tb\"", 2, 3, "a string cannot hold a tab as it stands");
  CheckError("\"a\x01\"", 2, 3, "a string cannot hold character U+0001 as it stands");
  CheckError("\"abc", 0, 4, "this string is not closed");
  CheckError("\"abc\\", 4, 5, "this string is not closed");
  CheckError("\"abc\ndef\"", 0, 4, "this string is not closed");
}

BOOST_AUTO_TEST_CASE(errors_say_what_was_expected_and_found) {
  CheckError("", 0, 0, "expected a JSON value, found the end of the text");
  CheckError("{\"a\":1,}", 7, 8, "expected a member name in double quotes after ',', found '}'");
  CheckError("[1,]", 3, 4, "expected a value after ',', found ']'");
  CheckError("[,]", 1, 2, "expected a value or ']', found ','");
  CheckError("{\"a\" 1}", 5, 6, "expected ':' after the member name, found number 1");
  CheckError("{\"a\":}", 5, 6, "expected a value after ':', found '}'");
  CheckError("{\"a\":1 \"Effect\":2}", 7, 8,
             "expected ',' or '}' after this member, found string \"Effect\"");
  CheckError("[1 2]", 3, 4, "expected ',' or ']' after this value, found number 2");
  CheckError("[1}", 2, 3, "expected ',' or ']' after this value, found '}'");
  CheckError("{} {}", 3, 4, "expected the end of the text, found '{'");
  CheckError("{a:1}", 1, 2, "expected a member name in double quotes or '}', found 'a'");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_refused) {
  CheckError("\"ab\xFF\"", 3, 4, "the text is not UTF-8");
}

BOOST_AUTO_TEST_CASE(depth_is_limited) {
  SyntaxTree tree;
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  BOOST_TEST(!ReadHost(deep, tree).has_value());
  const auto error = ReadHost('[' + deep + ']', tree);
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST((error->span == Span{64, 65}));
  BOOST_TEST(error->message == "objects and arrays are nested deeper than 64 levels");
  BOOST_TEST(ReadHost(std::string(100000, '['), tree).has_value());
  BOOST_TEST(!ReadHost("[[1], [2], [3]]", tree, HostLimits{2}).has_value());
  BOOST_TEST(ReadHost("[[1], [[2]]]", tree, HostLimits{2}).has_value());
}

BOOST_AUTO_TEST_CASE(no_prefix_of_a_document_is_a_document) {
  const std::string text = R"({"a": [1, "b\u00e9", {"c": null}], "d": -1.5e3, "e": true})";
  for (size_t size = 0; size < text.size(); ++size) {
    BOOST_TEST(!Accepts(std::string_view(text).substr(0, size)), size);
  }
  BOOST_TEST(Accepts(text));
}

BOOST_AUTO_TEST_CASE(a_host_file_error_has_its_file_and_place) {
  const auto source = Source::Create("plan.json", "{\n  \"a\": ]\n}");
  const Result<SyntaxTree> tree = ReadHostFile(**source);
  BOOST_REQUIRE(!tree.has_value());
  BOOST_TEST((tree.error().code == ErrorCode::kInvalidInput));
  BOOST_TEST(tree.error().file == "plan.json");
  BOOST_REQUIRE(tree.error().position.has_value());
  BOOST_TEST(tree.error().position->line == 2u);
  BOOST_TEST(tree.error().position->column == 8u);
  BOOST_TEST(ReadHostFile(**Source::Create("x", "[]")).has_value());
}

}  // namespace
}  // namespace keyward::grammar
