#define BOOST_TEST_MODULE grammar_host_string
#include <boost/test/unit_test.hpp>
#include <string>

#include "grammar/host_reader.h"

namespace keyward::grammar {
namespace {

// Place: the part of the JSON string `token` that stands for bytes [begin, end) of its content.
std::string Place(std::string_view token, uint32_t begin, uint32_t end) {
  const Span whole{0, static_cast<uint32_t>(token.size())};
  const Span span = SpanInString(token, whole, begin, end);
  return std::string(token.substr(span.begin, span.end - span.begin));
}

BOOST_AUTO_TEST_CASE(plain_strings_map_byte_by_byte) {
  BOOST_TEST(Place("\"arn:aws\"", 0, 3) == "arn");
  BOOST_TEST(Place("\"arn:aws\"", 4, 7) == "aws");
  const Span end = SpanInString("\"ab\"", Span{0, 4}, 2, 2);
  BOOST_TEST((end == Span{3, 3}));
}

BOOST_AUTO_TEST_CASE(escapes_map_as_a_whole) {
  const char* token = R"("a\u00e9b\nc\uD83D\uDE00d")";
  BOOST_TEST(Place(token, 0, 1) == "a");
  BOOST_TEST(Place(token, 1, 3) == "\\u00e9");
  BOOST_TEST(Place(token, 2, 3) == "\\u00e9");
  BOOST_TEST(Place(token, 3, 4) == "b");
  BOOST_TEST(Place(token, 4, 5) == "\\n");
  BOOST_TEST(Place(token, 5, 6) == "c");
  BOOST_TEST(Place(token, 6, 10) == "\\uD83D\\uDE00");
  BOOST_TEST(Place(token, 10, 11) == "d");
  BOOST_TEST(Place(token, 0, 11) == "a\\u00e9b\\nc\\uD83D\\uDE00d");
}

BOOST_AUTO_TEST_CASE(an_empty_string_stands_between_its_quotes) {
  const std::vector<Segment> segments = StringSegments("x\"\"", Span{1, 3});
  BOOST_REQUIRE(segments.size() == 1u);
  BOOST_TEST(segments[0].host_begin == 2u);
  const Span span = SpanInString("x\"\"", Span{1, 3}, 0, 0);
  BOOST_TEST((span == Span{2, 2}));
}

BOOST_AUTO_TEST_CASE(a_policy_in_a_string_points_into_its_file) {
  const SourcePtr host =
      *Source::Create("plan.json", "{\n \"policy\": \"{\\n \\\"Sid\\\": 7}\"\n}");
  const Result<SyntaxTree> tree = ReadHostFile(*host);
  BOOST_REQUIRE(tree.has_value());
  const SourcePtr policy = EmbedString(host, *tree, tree->Find(tree->root(), "policy"));
  BOOST_TEST(policy->text() == "{\n \"Sid\": 7}");
  const uint32_t at = static_cast<uint32_t>(policy->text().find('7'));
  BOOST_TEST(policy->PositionAt(at).line == 2u);
  const Location location = policy->Locate(Span{at, at + 1});
  BOOST_TEST(location.file == "plan.json");
  BOOST_TEST(location.start.line == 2u);
  BOOST_TEST(host->text().substr(location.span.begin, 1) == "7");
}

BOOST_AUTO_TEST_CASE(strings_nest_in_strings) {
  const SourcePtr outer = *Source::Create("o", R"({"a": "{\"b\": \"x\\ny\"}"})");
  const Result<SyntaxTree> outer_tree = ReadHostFile(*outer);
  BOOST_REQUIRE(outer_tree.has_value());
  const SourcePtr middle = EmbedString(outer, *outer_tree, outer_tree->Find(0, "a"));
  BOOST_TEST(middle->text() == R"({"b": "x\ny"})");
  const Result<SyntaxTree> middle_tree = ReadHostFile(*middle);
  BOOST_REQUIRE(middle_tree.has_value());
  const SourcePtr inner = EmbedString(middle, *middle_tree, middle_tree->Find(0, "b"));
  BOOST_TEST(inner->text() == "x\ny");
  const auto written = [&](Span span) {
    const Span place = inner->Locate(span).span;
    return std::string(outer->text().substr(place.begin, place.end - place.begin));
  };
  BOOST_TEST(written(Span{0, 1}) == "x");
  BOOST_TEST(written(Span{1, 2}) == "\\\\n");
  BOOST_TEST(written(Span{2, 3}) == "y");
}

}  // namespace
}  // namespace keyward::grammar
