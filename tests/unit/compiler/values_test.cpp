// Numbers, addresses, booleans, base64, ARNs and letter case, as conditions compare them.
#include "compiler/values.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

namespace keyward::compiler {
namespace {

std::string Digits(std::string_view text) {
  const std::optional<Decimal> number = ParseDecimal(text);
  if (!number) return "none";
  return (number->negative ? "-" : "") + std::string(number->integer) + "." +
         std::string(number->fraction);
}

bool Inside(std::string_view block, std::string_view host) {
  const std::optional<Cidr> outer = ParseCidr(block);
  const std::optional<Cidr> inner = ParseCidr(host);
  BOOST_REQUIRE_MESSAGE(outer && inner, block << " and " << host);
  return Contains(*outer, *inner);
}

// kBase64: the vectors of RFC 4648, and bytes that need the last two digits.
const std::vector<std::pair<std::string, std::string>> kBase64 = {
    {"", ""},
    {"Zg==", "f"},
    {"Zm8=", "fo"},
    {"Zm9v", "foo"},
    {"Zm9vYg==", "foob"},
    {"Zm9vYmE=", "fooba"},
    {"Zm9vYmFy", "foobar"},
    {"+/+/", "\xfb\xff\xbf"},
    {"AAAA", std::string(3, '\0')},
    {"/w==", "\xff"},
};
const std::vector<std::string> kNotBase64 = {
    "Z",    "Zg",       "Zg=",  "Zg===", "Z===",    "====",  "=Zg=",     "Zm9 ",     "Zm9v\n",
    "Z=g=", "Zg==Zg==", "Zm-_", "Zg=v",  "Zm9\xe9", "Zm9v=", "Zm9vY===", "Zm9v====", "Zm,v"};

}  // namespace

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(decimals_are_normalised) {  // R3.14
  const std::pair<const char*, const char*> kForms[] = {
      {"10", "10."},           {"10.0", "10."}, {"+7", "7."},      {"-7.250", "-7.25"},
      {"007.500", "7.5"},      {"0", "."},      {"-0", "."},       {"+0.000", "."},
      {"-0.0", "."},           {"0.05", ".05"}, {"-0.05", "-.05"}, {"100", "100."},
      {"1.000001", "1.000001"}};
  for (const auto& [text, digits] : kForms) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(Digits(text) == digits); }
  }
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_decimals) {  // R3.14
  for (const char* text :
       {"",      "+",   "-",    "+-1", "--1", ".5",   "5.",    "1e3",      "1E3",  " 1", "1 ",
        "1.2.3", "1,5", "0x10", "NaN", "inf", "1.-2", "1 000", "\xd9\xa1", "1.5f", "ten"}) {
    BOOST_TEST(Digits(text) == "none", text);
  }
}

BOOST_AUTO_TEST_CASE(decimals_compare_exactly) {  // R3.14
  const std::vector<std::string> ascending = {"-100000000000000000000000000000.5",
                                              "-100000000000000000000000000000",
                                              "-10",
                                              "-9.99",
                                              "-9.9",
                                              "-9.09",
                                              "-1",
                                              "-0.001",
                                              "0",
                                              "0.0009",
                                              "0.001",
                                              "0.01",
                                              "0.1",
                                              "0.11",
                                              "9",
                                              "9.9",
                                              "9.99",
                                              "10",
                                              "18446744073709551615",
                                              "18446744073709551616",
                                              "18446744073709551616.0000000000000000000001"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      const auto order = Compare(*ParseDecimal(ascending[i]), *ParseDecimal(ascending[j]));
      BOOST_TEST((order == (i <=> j)), ascending[i] << " and " << ascending[j]);
    }
  }
}

BOOST_AUTO_TEST_CASE(spellings_of_one_decimal_are_equal) {  // R3.14
  for (const auto& [a, b] : {std::pair("10", "+010.00"), std::pair("-0", "0.0"),
                             std::pair("-1.50", "-01.5"), std::pair("0.10", "+0.1")}) {
    BOOST_TEST((Compare(*ParseDecimal(a), *ParseDecimal(b)) == 0), a << " and " << b);
  }
}

BOOST_AUTO_TEST_CASE(addresses_and_blocks) {  // R3.18
  const auto check = [](std::string_view text, int prefix, bool v6) {
    BOOST_TEST_CONTEXT(text) {
      const std::optional<Cidr> block = ParseCidr(text);
      BOOST_REQUIRE(block.has_value());
      BOOST_TEST(block->prefix == prefix);
      BOOST_TEST(block->v6 == v6);
    }
  };
  check("203.0.113.7", 32, false);
  check("203.0.113.0/24", 24, false);
  check("0.0.0.0/0", 0, false);
  check("203.0.113.7/32", 32, false);
  check("2001:db8::1", 128, true);
  check("2001:DB8::/33", 33, true);
  check("::/0", 0, true);
  check("::ffff:192.0.2.1", 128, true);
}

BOOST_AUTO_TEST_CASE(other_texts_are_no_addresses) {  // R3.18
  const std::vector<std::string> texts = {"",
                                          "/",
                                          "/24",
                                          "203.0.113",
                                          "203.0.113.7.1",
                                          "203.0.113.7/33",
                                          "203.0.113.7/",
                                          "203.0.113.7/-1",
                                          "203.0.113.7/+8",
                                          "203.0.113.7/8x",
                                          "203.0.113.7/ 8",
                                          "203.0.113.7/0032",
                                          "203.0.113.7/24/8",
                                          "256.0.0.1",
                                          "1.2.3.4 ",
                                          " 1.2.3.4",
                                          "a.b.c.d",
                                          "2001:db8::/129",
                                          "2001:db8::/300",
                                          "2001:db8:::1",
                                          "2001:db8",
                                          "[::1]",
                                          "fe80::1%eth0",
                                          "g::1",
                                          std::string("1.2.3.4\0", 8),
                                          std::string("1.2.3.4\0/8", 10),
                                          std::string(64, '1'),
                                          std::string(80, ':')};
  for (const std::string& text : texts) BOOST_TEST(!ParseCidr(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_block_contains_its_hosts) {  // R3.18
  BOOST_TEST(Inside("203.0.113.0/24", "203.0.113.255"));
  BOOST_TEST(!Inside("203.0.113.0/24", "203.0.114.0"));
  BOOST_TEST(Inside("10.1.2.3/8", "10.200.0.1"));  // host bits are ignored
  BOOST_TEST(Inside("192.168.16.0/20", "192.168.31.255"));
  BOOST_TEST(!Inside("192.168.16.0/20", "192.168.32.0"));
  BOOST_TEST(!Inside("192.168.16.0/20", "192.168.15.255"));
  BOOST_TEST(Inside("192.0.2.128/25", "192.0.2.128"));
  BOOST_TEST(!Inside("192.0.2.128/25", "192.0.2.127"));
  BOOST_TEST(Inside("192.0.2.1", "192.0.2.1"));
  BOOST_TEST(!Inside("192.0.2.1", "192.0.2.0"));
  BOOST_TEST(Inside("0.0.0.0/0", "255.255.255.255"));
  BOOST_TEST(Inside("2001:db8::/33", "2001:db8:7fff::1"));
  BOOST_TEST(!Inside("2001:db8::/33", "2001:db8:8000::"));
  BOOST_TEST(Inside("2001:db8::1", "2001:0DB8:0:0::0001"));  // parsed, not compared as text
}

BOOST_AUTO_TEST_CASE(families_do_not_mix) {  // R3.18: mapped addresses are not converted
  BOOST_TEST(!Inside("0.0.0.0/0", "::1"));
  BOOST_TEST(!Inside("::/0", "192.0.2.1"));
  BOOST_TEST(!Inside("192.0.2.0/24", "::ffff:192.0.2.1"));
  BOOST_TEST(Inside("::ffff:0:0/96", "::ffff:192.0.2.1"));
}

BOOST_AUTO_TEST_CASE(base64_decodes) {  // R3.17
  for (const auto& [text, bytes] : kBase64) {
    BOOST_TEST_CONTEXT(text) {
      const std::optional<std::string> decoded = DecodeBase64(text);
      BOOST_REQUIRE(decoded.has_value());
      BOOST_TEST((*decoded == bytes));
    }
  }
  for (const std::string& text : kNotBase64) BOOST_TEST(!DecodeBase64(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(decodes_to_agrees_with_decoding) {  // R3.17
  for (const auto& [text, bytes] : kBase64) {
    for (const auto& [other_text, other] : kBase64) {
      const std::optional<bool> equal = DecodesTo(text, other);
      BOOST_REQUIRE(equal.has_value());
      BOOST_TEST(*equal == (bytes == other), text << " and " << other_text);
    }
  }
  for (const std::string& text : kNotBase64) BOOST_TEST(!DecodesTo(text, "f").has_value(), text);
}

BOOST_AUTO_TEST_CASE(an_arn_has_six_parts) {  // R2.10, R2.11
  const std::string_view arn = "arn:aws:kms:us-west-2:111122223333:key/a:b/c";
  const std::optional<ArnColons> colons = FindArnColons(arn);
  BOOST_REQUIRE(colons.has_value());
  const std::string_view parts[] = {"arn", "aws", "kms", "us-west-2", "111122223333", "key/a:b/c"};
  for (int i = 0; i < 6; ++i) BOOST_TEST(ArnPart(arn, *colons, i) == parts[i]);
  const std::optional<ArnColons> empty = FindArnColons("arn:::::");
  BOOST_REQUIRE(empty.has_value());
  for (int i = 1; i < 6; ++i) BOOST_TEST(ArnPart("arn:::::", *empty, i).empty());
  for (const char* text : {"", "arn", "arn:", "arn:aws:kms:us-west-2:111122223333",
                           "arn::::", "ARN:aws:s3:::b", " arn:aws:s3:::b", "arm:aws:s3:::b", "*"}) {
    BOOST_TEST(!FindArnColons(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(booleans) {  // R3.16
  for (const char* text : {"true", "TRUE", "True", "tRuE"}) {
    BOOST_TEST((ParseBool(text) == std::optional<bool>(true)), text);
  }
  for (const char* text : {"false", "FALSE", "falsE"}) {
    BOOST_TEST((ParseBool(text) == std::optional<bool>(false)), text);
  }
  for (const char* text : {"", "1", "0", "yes", "true ", " false", "truee", "tru", "t"}) {
    BOOST_TEST(!ParseBool(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(accounts_are_twelve_digits) {
  BOOST_TEST((ParseAccount("111122223333") == std::optional<uint64_t>(111122223333u)));
  BOOST_TEST((ParseAccount("000000000001") == std::optional<uint64_t>(1u)));
  BOOST_TEST((ParseAccount("999999999999") == std::optional<uint64_t>(999999999999u)));
  for (const char* text : {"", "11112222333", "1111222233334", "11112222333a", "1111-2222-33",
                           " 11112222333", "+11112222333", "root"}) {
    BOOST_TEST(!ParseAccount(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(ascii_case_is_that_of_letters_alone) {
  BOOST_TEST(EqualsIgnoringAsciiCase("aws:SourceVPC", "AWS:sourcevpc"));
  BOOST_TEST(EqualsIgnoringAsciiCase("", ""));
  BOOST_TEST(!EqualsIgnoringAsciiCase("abc", "abcd"));
  BOOST_TEST(!EqualsIgnoringAsciiCase("@[", "`{"));              // 32 apart, as A and a are
  BOOST_TEST(!EqualsIgnoringAsciiCase("\xc3\x84", "\xc3\xa4"));  // Ä, ä
}

BOOST_AUTO_TEST_CASE(simple_lower_casing) {  // R3.10
  for (const auto& [a, b] : {std::pair("ÄÖÜ", "äöü"), std::pair("ÀÞ", "àþ"), std::pair("ДА", "да"),
                             std::pair("\u212A", "k"),  // the Kelvin sign
                             std::pair("\u212B", "å"),  // the Ångström sign
                             std::pair("ẞ", "ß"), std::pair("𐐀", "𐐨"), std::pair("", ""),
                             std::pair("Key/A-1", "kEY/a-1"), std::pair("\xff", "\xff")}) {
    BOOST_TEST(EqualsIgnoringCase(a, b), a << " and " << b);
    BOOST_TEST(EqualsIgnoringCase(b, a), b << " and " << a);
  }
}

BOOST_AUTO_TEST_CASE(no_full_case_folding) {  // R3.10
  for (const auto& [a, b] :
       {std::pair("ß", "ss"), std::pair("Straße", "STRASSE"), std::pair("é", "e\u0301"),
        std::pair("ς", "σ"), std::pair("ı", "I"), std::pair("ﬁ", "fi"), std::pair("×", "÷"),
        std::pair("a", "ab"), std::pair("ab", "a"), std::pair("", "a"), std::pair(" a", "a"),
        std::pair("@", "`"), std::pair("\xe2\x84", "k")}) {
    BOOST_TEST(!EqualsIgnoringCase(a, b), a << " and " << b);
    BOOST_TEST(!EqualsIgnoringCase(b, a), b << " and " << a);
  }
}

BOOST_AUTO_TEST_CASE(a_prefix_is_counted_in_bytes_of_the_text) {  // R3.10
  BOOST_TEST(PrefixIgnoringCase("ALICE/x", "alice") == 5u);
  BOOST_TEST(PrefixIgnoringCase("\u212Aey", "k") == 3u);
  BOOST_TEST(PrefixIgnoringCase("key", "\u212A") == 1u);
  BOOST_TEST(PrefixIgnoringCase("anything", "") == 0u);
  BOOST_TEST(PrefixIgnoringCase("", "") == 0u);
  BOOST_TEST(PrefixIgnoringCase("al", "alice") == std::string_view::npos);
  BOOST_TEST(PrefixIgnoringCase("bob", "alice") == std::string_view::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
