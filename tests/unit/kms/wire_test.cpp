#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "kms/wire/base64.h"
#include "kms/wire/json_text.h"

namespace keyward::kms {
namespace {

std::string Encoded(std::string_view text) {
  std::string out(Base64Size(text.size()), '\0');
  EncodeBase64(AsBytes(text), out);
  return out;
}

// Decoded is the text, or "refused".
std::string Decoded(std::string_view text) {
  const auto size = Base64DecodedSize(text);
  if (!size) return "refused";
  Bytes bytes(*size);
  return DecodeBase64(text, bytes) ? std::string(AsText(bytes)) : "refused";
}

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire)

BOOST_AUTO_TEST_CASE(base64_vectors_of_rfc_4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    BOOST_TEST(Encoded(plain) == encoded);
    BOOST_TEST(Decoded(encoded) == plain);
  }
}

BOOST_AUTO_TEST_CASE(base64_of_every_byte) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (size_t size = 0; size <= all.size(); ++size) {
    BOOST_TEST(Decoded(Encoded(all.substr(0, size))) == all.substr(0, size));
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_base64) {
  for (const char* text : {"Zg", "Zg=", "Z===", "=", "====", "Zg==Zg==", "Z=g=", "Zm9 ", "Zm9v\n",
                           "Zh==", "Zm9=", "Zm-_", "Zm9v=", "Zm\xC3\xA4"}) {
    BOOST_TEST(Decoded(text) == "refused", text);
  }
}

BOOST_AUTO_TEST_CASE(strings_are_escaped_as_json_demands) {
  BOOST_TEST(Quoted("") == R"("")");
  BOOST_TEST(Quoted("plain text of some length, longer than a word") ==
             R"("plain text of some length, longer than a word")");
  BOOST_TEST(Quoted("a\"b\\c\b\f\n\r\t\x01\x1F/\x7F") ==
             "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f/\x7F\"");
  BOOST_TEST(Quoted(std::string_view("\0", 1)) == R"("\u0000")");
  BOOST_TEST(Quoted("\xC3\xA4\xE2\x82\xAC\"") == "\"\xC3\xA4\xE2\x82\xAC\\\"\"");
  BOOST_TEST(Quoted("a\xFFz\xC3") == "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
}

BOOST_AUTO_TEST_CASE(every_byte_at_every_place_of_a_word_stays_valid_json) {
  for (int byte = 0; byte < 256; ++byte) {
    for (size_t at = 0; at < 17; ++at) {
      std::string text(17, 'x');
      text[at] = static_cast<char>(byte);
      const auto json = nlohmann::json::parse(Quoted(text), nullptr, false);
      BOOST_REQUIRE(!json.is_discarded());
      if (byte < 0x80) BOOST_TEST(json.get<std::string>() == text);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
