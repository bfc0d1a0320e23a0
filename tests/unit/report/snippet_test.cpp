#include "report/snippet.h"

#include <boost/test/unit_test.hpp>

namespace keyward::report {
namespace {

std::string Show(const std::string& text, const std::vector<Mark>& marks, size_t width = 100) {
  const SourcePtr source = *Source::Create("p.json", text);
  TextStyle style;
  style.width = width;
  std::string out;
  AppendSnippet(*source, marks, style, out);
  return out;
}

Mark At(const std::string& text, const std::string& part, const std::string& label) {
  const auto begin = static_cast<uint32_t>(text.find(part));
  return Mark{Span{begin, begin + static_cast<uint32_t>(part.size())}, label, true};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(SnippetTest)

BOOST_AUTO_TEST_CASE(UnderlinesASpan) {
  const std::string text = "{\n  \"Effect\": \"allow\"\n}\n";
  BOOST_TEST(Show(text, {At(text, "\"allow\"", "use Allow")}) ==
             " --> p.json:2:13\n"
             "  |\n"
             "2 |   \"Effect\": \"allow\"\n"
             "  |             ^^^^^^^ use Allow\n");
}

BOOST_AUTO_TEST_CASE(ShowsSeveralMarksAndTheGapBetween) {
  const std::string text = "one\ntwo\nthree\nfour\nfive\nsix\n";
  Mark other = At(text, "six", "and this");
  other.primary = false;
  BOOST_TEST(Show(text, {At(text, "one", "this"), other}) ==
             " --> p.json:1:1\n"
             "  |\n"
             "1 | one\n"
             "  | ^^^ this\n"
             "...\n"
             "6 | six\n"
             "  | --- and this\n");
}

BOOST_AUTO_TEST_CASE(DrawsABarBesideManyLines) {
  const std::string text = "{\n  \"a\": 1,\n  \"b\": 2\n}";
  BOOST_TEST(Show(text, {Mark{Span{0, static_cast<uint32_t>(text.size())}, "whole", true}}) ==
             " --> p.json:1:1\n"
             "  |\n"
             "1 | / {\n"
             "2 | |   \"a\": 1,\n"
             "3 | |   \"b\": 2\n"
             "4 | | }\n"
             "  | |_^ whole\n");
}

BOOST_AUTO_TEST_CASE(ShortensLongBlocks) {
  std::string text;
  for (int i = 1; i <= 30; ++i) text += "line\n";
  const std::string shown =
      Show(text, {Mark{Span{0, static_cast<uint32_t>(text.size() - 1)}, "", true}});
  BOOST_TEST(shown.find(" 4 | | line\n...\n30 | | line\n") != std::string::npos, shown);
}

BOOST_AUTO_TEST_CASE(CountsCharactersNotBytes) {
  const std::string text = "\t\"h\xC3\xA9\": \"\xE6\x97\xA5x\"";
  BOOST_TEST(Show(text, {At(text, "x", "here")}) ==
             " --> p.json:1:10\n"
             "  |\n"
             "1 |     \"h\xC3\xA9\": \"\xE6\x97\xA5x\"\n"
             "  |              ^ here\n");
}

BOOST_AUTO_TEST_CASE(CutsLongLinesAroundTheMark) {
  const std::string text = std::string(500, 'a') + "MARK" + std::string(500, 'b');
  const std::string shown = Show(text, {At(text, "MARK", "")}, 40);
  BOOST_TEST(shown ==
             " --> p.json:1:501\n"
             "  |\n"
             "1 | ...aaaaaaaaaaaaaaaaaaMARKbbbbbbbbbbbbbbb...\n"
             "  |                      ^^^^\n");
}

BOOST_AUTO_TEST_CASE(HidesCharactersThatMakeATerminalLie) {
  const std::string text =
      "a\x1b[31mb\xE2\x80\xAE"
      "c";
  const std::string shown = Show(text, {At(text, "c", "")});
  BOOST_TEST(shown.find('\x1b') == std::string::npos);
  BOOST_TEST(shown.find("\xE2\x80\xAE") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(AnEmptySpanAtTheEndIsShown) {
  BOOST_TEST(Show("ab", {Mark{Span{2, 2}, "end", true}}) ==
             " --> p.json:1:3\n"
             "  |\n"
             "1 | ab\n"
             "  |   ^ end\n");
  BOOST_TEST(Show("", {Mark{Span{0, 0}, "empty", true}}) ==
             " --> p.json:1:1\n"
             "  |\n"
             "1 |\n"
             "  | ^ empty\n");
}

BOOST_AUTO_TEST_CASE(SpeaksOfTheOutermostFile) {
  const SourcePtr host = *Source::Create("plan.json", "x: <{\"a\": 1}>");
  const SourcePtr inner = Source::Slice(host, Span{4, 12});
  std::string out;
  AppendSnippet(*inner, {Mark{Span{6, 7}, "one", true}}, {}, out);
  BOOST_TEST(out ==
             " --> plan.json:1:11\n"
             "  |\n"
             "1 | x: <{\"a\": 1}>\n"
             "  |           ^ one\n");
}

BOOST_AUTO_TEST_CASE(ColoursOnlyOnRequest) {
  const SourcePtr source = *Source::Create("p", "ab");
  TextStyle style;
  style.color = true;
  std::string out;
  AppendSnippet(*source, {Mark{Span{0, 1}, "", true}}, style, out);
  BOOST_TEST(out.find("\x1b[1;31m^\x1b[0m") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::report
