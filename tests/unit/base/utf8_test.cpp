#define BOOST_TEST_MODULE base_utf8
#include <boost/test/unit_test.hpp>
#include <string>

#include "base/source.h"

namespace keyward {
namespace {

// Valid: the whole text is UTF-8, also when it does not begin at a word's boundary.
bool Valid(const std::string& text) {
  for (size_t padding = 0; padding < 9; ++padding) {
    const std::string padded = std::string(padding, 'a') + text + std::string(9, 'b');
    if (InvalidUtf8At(padded) != padded.size()) return false;
  }
  return InvalidUtf8At(text) == text.size();
}

// FirstBad: where InvalidUtf8At stops, wherever the text begins.
size_t FirstBad(const std::string& text) {
  const size_t at = InvalidUtf8At(text);
  for (size_t padding = 0; padding < 9; ++padding) {
    BOOST_TEST(InvalidUtf8At(std::string(padding, 'a') + text) == padding + at);
  }
  return at;
}

BOOST_AUTO_TEST_CASE(well_formed) {
  BOOST_TEST(Valid(""));
  BOOST_TEST(Valid("plain ASCII, longer than eight bytes\x7F"));
  BOOST_TEST(Valid(std::string(1, '\0')));
  BOOST_TEST(Valid("\xC2\x80"));          // U+0080
  BOOST_TEST(Valid("\xDF\xBF"));          // U+07FF
  BOOST_TEST(Valid("\xE0\xA0\x80"));      // U+0800
  BOOST_TEST(Valid("\xED\x9F\xBF"));      // U+D7FF
  BOOST_TEST(Valid("\xEE\x80\x80"));      // U+E000
  BOOST_TEST(Valid("\xEF\xBF\xBF"));      // U+FFFF
  BOOST_TEST(Valid("\xF0\x90\x80\x80"));  // U+10000
  BOOST_TEST(Valid("\xF4\x8F\xBF\xBF"));  // U+10FFFF
}

BOOST_AUTO_TEST_CASE(ill_formed) {
  BOOST_TEST(FirstBad("ab\x80") == 2u);  // a continuation byte alone
  BOOST_TEST(FirstBad("ab\xBF\x80") == 2u);
  BOOST_TEST(FirstBad("\xC0\xAF") == 0u);  // overlong
  BOOST_TEST(FirstBad("\xC1\xBF") == 0u);
  BOOST_TEST(FirstBad("\xE0\x9F\xBF") == 0u);
  BOOST_TEST(FirstBad("\xF0\x8F\xBF\xBF") == 0u);
  BOOST_TEST(FirstBad("\xED\xA0\x80") == 0u);  // a surrogate
  BOOST_TEST(FirstBad("\xED\xBF\xBF") == 0u);
  BOOST_TEST(FirstBad("\xF4\x90\x80\x80") == 0u);  // above U+10FFFF
  BOOST_TEST(FirstBad("\xF5\x80\x80\x80") == 0u);
  BOOST_TEST(FirstBad("\xFF") == 0u);
  BOOST_TEST(FirstBad("a\xC3(") == 1u);            // no continuation
  BOOST_TEST(FirstBad("\xC3\xA9\xE2\x82") == 2u);  // cut off
  BOOST_TEST(FirstBad("\xF0\x9F\x98") == 0u);
}

BOOST_AUTO_TEST_CASE(every_two_byte_text_is_judged_by_its_lead) {
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (int second = 0; second < 0x100; ++second) {
      const std::string text = {static_cast<char>(lead), static_cast<char>(second)};
      const bool valid = lead >= 0xC2 && lead <= 0xDF && (second & 0xC0) == 0x80;
      BOOST_TEST((InvalidUtf8At(text) == text.size()) == valid);
    }
  }
}

}  // namespace
}  // namespace keyward
