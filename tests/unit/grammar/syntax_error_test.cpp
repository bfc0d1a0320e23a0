#define BOOST_TEST_MODULE grammar_syntax_error
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "grammar/parse.h"

namespace keyward::grammar {
namespace {

// Show writes each error as `begin-end message` on a line, its notes as ` @begin message`.
std::string Show(const std::string& text) {
  const Parsed parsed = Parse(**Source::Create("policy.json", text));
  BOOST_TEST(!parsed.ok);
  std::string out;
  for (const Diagnostic& error : parsed.diagnostics) {
    out += std::to_string(error.span.begin) + '-' + std::to_string(error.span.end) + ' ' +
           error.message;
    for (const Note& note : error.notes) {
      out += " @" + std::to_string(note.span.begin) + ' ' + note.message;
    }
    out += '\n';
  }
  return out;
}

// Fixed applies the fixes of all errors, which must not overlap.
std::string Fixed(std::string text) {
  std::vector<Edit> edits;
  for (const Diagnostic& error : Parse(**Source::Create("policy.json", text)).diagnostics) {
    if (error.fix) edits.insert(edits.end(), error.fix->edits.begin(), error.fix->edits.end());
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.replacement);
  }
  return text;
}

std::string HelpFor(const std::string& text) {
  const Parsed parsed = Parse(**Source::Create("policy.json", text));
  BOOST_REQUIRE(!parsed.diagnostics.empty());
  return parsed.diagnostics[0].help;
}

BOOST_AUTO_TEST_CASE(trailing_commas) {
  BOOST_TEST(Show("{\"a\": 1,}") == "7-8 expected a member name after ',', found '}'\n");
  BOOST_TEST(Show("[1,]") == "2-3 expected a value after ',', found ']'\n");
  BOOST_TEST(Fixed("{\"a\": [1, 2,], \"b\": 3,}") == "{\"a\": [1, 2], \"b\": 3}");
  BOOST_TEST(Fixed("[1,,2]") == "[1,2]");
}

BOOST_AUTO_TEST_CASE(missing_commas_and_colons) {
  const std::string text = "{\"a\": 1\n \"Effect\": 2\n \"c\" 3}";
  BOOST_TEST(Show(text) ==
             "9-17 expected ',' or '}' after this member, found string \"Effect\"\n"
             "22-25 expected ',' or '}' after this member, found string \"c\"\n");
  BOOST_TEST(Fixed("{\"a\": 1 \"b\": 2}") == "{\"a\": 1, \"b\": 2}");
  BOOST_TEST(Fixed("[1 2]") == "[1, 2]");
  BOOST_TEST(Show("{\"a\" 1}") == "5-6 expected ':' after the member name, found number 1\n");
  BOOST_TEST(Fixed("{\"a\" 1, \"b\" = 2; \"c\": 3}") == "{\"a\": 1, \"b\" : 2, \"c\": 3}");
}

BOOST_AUTO_TEST_CASE(quotes) {
  BOOST_TEST(Show("{'a': 'b', 'c': 1}") ==
             "1-4 strings stand in double quotes, not in single ones\n");
  BOOST_TEST(Fixed("{'a': 'it\\'s \"x\"', 'c': 1}") == "{\"a\": \"it's \\\"x\\\"\", \"c\": 1}");
  BOOST_TEST(Show("{Effect: Allow}") ==
             "1-7 expected a member name or '}', found 'Effect'\n"
             "9-14 expected a value after ':', found 'Allow'\n");
  BOOST_TEST(Fixed("{Effect: Allow, Id: 012}") == "{\"Effect\": \"Allow\", \"Id\": \"012\"}");
  BOOST_TEST(Fixed("{\"a\": True, \"b\": None, 1: [FALSE]}") ==
             "{\"a\": true, \"b\": null, \"1\": [false]}");
  const char* torn = "{\"a\": \"say \"hello\" to\", \"b\": \"x \"*\"\", \"c\" 1}";
  BOOST_TEST(Show(torn) ==
             "12-17 expected ',' or '}' after this member, found 'hello'\n"
             "33-34 expected ',' or '}' after this member, found '*'\n"
             "42-43 expected ':' after the member name, found number 1\n");
  BOOST_TEST(HelpFor(torn) == "a quote inside a string is written \\\"");
}

BOOST_AUTO_TEST_CASE(comments) {
  BOOST_TEST(Show("{ // one\n \"a\": 1 # two\n /* three */ }") == "2-8 JSON has no comments\n");
  BOOST_TEST(Fixed("{\"a\": /* x */ 1} // y") == "{\"a\":  1} ");
  BOOST_TEST(Show("{\"a\": 1 /* b") ==
             "8-12 JSON has no comments, and this one is not closed @8 it is opened here\n");
}

BOOST_AUTO_TEST_CASE(strings) {
  BOOST_TEST(Show("{\"a\": \"b,\n \"c\": 1}") ==
             "6-9 this string is not closed @6 it is opened here\n");
  BOOST_TEST(Show("{\"a: \"b\",\n \"c\": 1}") ==
             "6-7 expected ':' after the member name, found 'b'\n");
  BOOST_TEST(Show("{\"a\": \"\\x\", \"b\": \"\\ud800\"}") ==
             "7-9 '\\x' is not an escape sequence of JSON\n"
             "18-24 '\\ud800' is only half of a surrogate pair\n");
  BOOST_TEST(Fixed("{\"a\": \"b\tc\"}") == "{\"a\": \"b\\tc\"}");
}

BOOST_AUTO_TEST_CASE(brackets) {
  BOOST_TEST(Show("{\"a\": [{\"b\": 1]}") ==
             "14-15 expected '}', found ']' @7 this '{' is not closed\n");
  BOOST_TEST(Show("{\"a\": [1, 2}") == "11-12 expected ']', found '}' @6 this '[' is not closed\n");
  BOOST_TEST(Show("{\"a\": [\"b\", \"c\": 1}") ==
             "15-16 expected ',' or ']' after this value, found ':' @6 the array is opened here\n");
  BOOST_TEST(Show("{\"a\": [1") ==
             "8-8 expected ']', found the end of the text @6 this '[' is not closed"
             " @0 this '{' is not closed\n");
  BOOST_TEST(Show("{\"a\": {\"b\": 1}, {\"c\": 2}}") ==
             "16-17 expected a member name after ',', found '{'\n");
}

// A bracket that touches a string is not torn off it; taking it for that did not end (fuzzing).
BOOST_AUTO_TEST_CASE(brackets_behind_strings) {
  BOOST_TEST(Show("[\"a\"{}]") == "4-5 expected ',' or ']' after this value, found '{'\n");
  BOOST_TEST(Show("{\"a\": \"b\"[1]}") ==
             "9-10 expected ',' or '}' after this member, found '['\n");
  BOOST_TEST(Show("{\"a\"{}}") == "4-5 expected ':' after the member name, found '{'\n");
}

BOOST_AUTO_TEST_CASE(around_the_document) {
  BOOST_TEST(Show("") == "0-0 the document is empty; expected a JSON object\n");
  BOOST_TEST(Show(" \n") == "2-2 the document is empty; expected a JSON object\n");
  BOOST_TEST(Show("{} {}") == "3-4 expected the end of the document, found '{'\n");
  BOOST_TEST(Show("{}}") == "2-3 expected the end of the document, found '}'\n");
  BOOST_TEST(Show("Effect: Allow") == "0-6 expected a JSON object, found 'Effect'\n");
  BOOST_TEST(Show("<xml>") == "0-1 expected a JSON object, found '<'\n");
}

BOOST_AUTO_TEST_CASE(missing_values) {
  BOOST_TEST(Show("{\"a\": , \"b\": }") ==
             "6-7 expected a value after ':', found ','\n"
             "13-14 expected a value after ':', found '}'\n");
  BOOST_TEST(Show("{\"a\"}") == "4-5 expected ':' and a value after the member name, found '}'\n");
  BOOST_TEST(Show("{: 1}") == "1-2 expected a member name or '}', found ':'\n");
  BOOST_TEST(Show("{\"a\": \xC3\xA9}") ==
             "6-8 expected a value after ':', found character U+00E9 (\xC3\xA9)\n");
}

BOOST_AUTO_TEST_CASE(errors_are_limited) {
  std::string text = "[";
  for (int i = 0; i < 50; ++i) text += "x,\n";
  const auto source = Source::Create("policy.json", text + "1]");
  ParseLimits limits;
  BOOST_TEST(Parse(**source, limits).diagnostics.size() == 20u);
  limits.max_errors = 3;
  BOOST_TEST(Parse(**source, limits).diagnostics.size() == 3u);
  limits.max_errors = 0;
  BOOST_TEST(Parse(**source, limits).diagnostics.size() == 1u);
}

}  // namespace
}  // namespace keyward::grammar
