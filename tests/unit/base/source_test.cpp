#define BOOST_TEST_MODULE base_source
#include "base/source.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace keyward {
namespace {

SourcePtr Make(std::string text) {
  Result<SourcePtr> source = Source::Create("file.json", std::move(text));
  BOOST_REQUIRE(source.has_value());
  return *source;
}

void CheckPosition(const Position& position, uint32_t line, uint32_t column, uint32_t offset) {
  BOOST_TEST(position.line == line);
  BOOST_TEST(position.column == column);
  BOOST_TEST(position.offset == offset);
}

BOOST_AUTO_TEST_CASE(positions_count_lines_and_code_points) {
  const SourcePtr source = Make("ab\n\xC3\xA9\xF0\x9F\x98\x80x\n");
  CheckPosition(source->PositionAt(0), 1, 1, 0);
  CheckPosition(source->PositionAt(2), 1, 3, 2);
  CheckPosition(source->PositionAt(3), 2, 1, 3);
  CheckPosition(source->PositionAt(5), 2, 2, 5);
  CheckPosition(source->PositionAt(9), 2, 3, 9);
  CheckPosition(source->PositionAt(11), 3, 1, 11);
  CheckPosition(source->PositionAt(1000), 3, 1, 11);
  CheckPosition(source->PositionAt(7), 2, 2, 5);  // inside a character: its beginning
}

BOOST_AUTO_TEST_CASE(every_kind_of_line_break_ends_a_line) {
  const SourcePtr source = Make("one\r\ntwo\rthree\nfour");
  BOOST_TEST(source->LineCount() == 4u);
  BOOST_TEST(source->LineAt(1) == "one");
  BOOST_TEST(source->LineAt(2) == "two");
  BOOST_TEST(source->LineAt(3) == "three");
  BOOST_TEST(source->LineAt(4) == "four");
  BOOST_TEST(source->LineAt(0) == "");
  BOOST_TEST(source->LineAt(5) == "");
  CheckPosition(source->PositionAt(5), 2, 1, 5);
}

BOOST_AUTO_TEST_CASE(an_empty_text_has_one_empty_line) {
  const SourcePtr source = Make("");
  BOOST_TEST(source->LineCount() == 1u);
  BOOST_TEST(source->LineAt(1) == "");
  CheckPosition(source->PositionAt(0), 1, 1, 0);
  const Location location = source->Locate(Span{3, 9});
  BOOST_TEST((location.span == Span{0, 0}));
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped_once) {
  const SourcePtr source = Make("\xEF\xBB\xBF{}");
  BOOST_TEST(source->had_byte_order_mark());
  BOOST_TEST(source->text() == "{}");
  CheckPosition(source->PositionAt(1), 1, 2, 1);
  BOOST_TEST(!Make("{}")->had_byte_order_mark());
  BOOST_TEST(Make("\xEF\xBB\xBF\xEF\xBB\xBF")->text() == "\xEF\xBB\xBF");
}

BOOST_AUTO_TEST_CASE(invalid_utf8_is_refused_with_its_place) {
  const Result<SourcePtr> source = Source::Create("bad.json", "a\nb\xC3(");
  BOOST_REQUIRE(!source.has_value());
  BOOST_TEST((source.error().code == ErrorCode::kInvalidUtf8));
  BOOST_TEST(source.error().file == "bad.json");
  BOOST_REQUIRE(source.error().position.has_value());
  CheckPosition(*source.error().position, 2, 2, 3);
}

BOOST_AUTO_TEST_CASE(a_slice_maps_to_its_host) {
  const SourcePtr host = Make("first\nse{}cond\n");
  const SourcePtr slice = Source::Slice(host, Span{8, 10});
  BOOST_TEST(slice->text() == "{}");
  BOOST_TEST(slice->name() == "file.json");
  BOOST_TEST(slice->host().get() == host.get());
  CheckPosition(slice->PositionAt(1), 1, 2, 1);
  const Location location = slice->Locate(Span{1, 2});
  BOOST_TEST(location.file == "file.json");
  BOOST_TEST((location.span == Span{9, 10}));
  CheckPosition(location.start, 2, 4, 9);
  CheckPosition(location.end, 2, 5, 10);
  BOOST_TEST(location.line == "se{}cond");
}

BOOST_AUTO_TEST_CASE(a_slice_is_clamped_to_its_host) {
  BOOST_TEST(Source::Slice(Make("abc"), Span{1, 99})->text() == "bc");
  BOOST_TEST(Source::Slice(Make("abc"), Span{99, 100})->text() == "");
}

// The host holds `x\nyz`: the escape stands at 1 to 3 of the host, for byte 1 of the text.
SourcePtr WithEscape() {
  return Source::Embed(Make("x\\nyz"), "x\nyz",
                       {{0, 0, 1, true}, {1, 1, 3, false}, {2, 3, 5, true}});
}

BOOST_AUTO_TEST_CASE(an_escape_is_covered_as_a_whole) {
  const SourcePtr source = WithEscape();
  BOOST_TEST((source->Locate(Span{0, 1}).span == Span{0, 1}));
  BOOST_TEST((source->Locate(Span{1, 2}).span == Span{1, 3}));
  BOOST_TEST((source->Locate(Span{2, 3}).span == Span{3, 4}));
  BOOST_TEST((source->Locate(Span{0, 4}).span == Span{0, 5}));
}

BOOST_AUTO_TEST_CASE(empty_spans_stay_empty) {
  const SourcePtr source = WithEscape();
  BOOST_TEST((source->Locate(Span{1, 1}).span == Span{1, 1}));
  BOOST_TEST((source->Locate(Span{2, 2}).span == Span{3, 3}));
  BOOST_TEST((source->Locate(Span{4, 4}).span == Span{5, 5}));
  BOOST_TEST((source->Locate(Span{9, 9}).span == Span{5, 5}));
}

BOOST_AUTO_TEST_CASE(an_empty_text_stands_at_its_segment) {
  const SourcePtr source = Source::Embed(Make("\"\""), "", {{0, 1, 1, true}});
  BOOST_TEST((source->Locate(Span{0, 0}).span == Span{1, 1}));
}

BOOST_AUTO_TEST_CASE(embedding_nests) {
  const SourcePtr outer = Make("ab\ncd{\"k\"}ef");
  const SourcePtr middle = Source::Slice(outer, Span{3, 12});
  const SourcePtr inner = Source::Slice(middle, Span{2, 7});
  BOOST_TEST(inner->text() == "{\"k\"}");
  const Location location = inner->Locate(Span{1, 4});
  BOOST_TEST((location.span == Span{6, 9}));
  CheckPosition(location.start, 2, 4, 6);
  BOOST_TEST(location.line == "cd{\"k\"}ef");
}

BOOST_AUTO_TEST_CASE(a_location_outlives_the_embedded_source) {
  const SourcePtr host = Make("line one\nline two");
  Location location;
  {
    const SourcePtr slice = Source::Slice(host, Span{9, 13});
    location = slice->Locate(Span{0, 4});
  }
  BOOST_TEST(location.file == "file.json");
  BOOST_TEST(location.line == "line two");
}

}  // namespace
}  // namespace keyward
