#include "report/json_writer.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace keyward::report {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(JsonWriterTest)

BOOST_AUTO_TEST_CASE(EscapesWhatJsonCannotHold) {
  BOOST_TEST(Quoted("plain") == "\"plain\"");
  BOOST_TEST(Quoted("a\"b\\c\n\t\r") == R"("a\"b\\c\n\t\r")");
  BOOST_TEST(Quoted(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
  BOOST_TEST(Quoted("h\xC3\xA9") == "\"h\xC3\xA9\"");
  BOOST_TEST(Quoted("a\xFF\xFEz") == "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

BOOST_AUTO_TEST_CASE(EveryByteGivesValidJson) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = {'x', static_cast<char>(byte), 'y'};
    BOOST_TEST(nlohmann::json::accept(Quoted(text)), byte);
  }
}

BOOST_AUTO_TEST_CASE(WritesNestedValuesOnOneLine) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Member("a", "b");
  json.MemberArray("list");
  json.Number(1);
  json.Bool(true);
  json.Null();
  json.BeginObject();
  json.EndObject();
  json.EndArray();
  json.Key("raw");
  json.Raw("{\"x\":1}");
  json.EndObject();
  BOOST_TEST(out == R"({"a":"b","list":[1,true,null,{}],"raw":{"x":1}})");
}

BOOST_AUTO_TEST_CASE(IndentsForPeople) {
  std::string out;
  JsonWriter json(out, 2);
  json.BeginObject();
  json.MemberArray("empty");
  json.EndArray();
  json.MemberArray("two");
  json.Number(1);
  json.Number(2);
  json.EndArray();
  json.EndObject();
  BOOST_TEST(out == "{\n  \"empty\": [],\n  \"two\": [\n    1,\n    2\n  ]\n}");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::report
