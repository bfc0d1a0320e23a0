#include "evaluator/context.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace keyward::evaluator {
namespace {

const ContextEntry* Lookup(const Context& context, std::string_view name) {
  return context.Find(compiler::HashKey(name), name);
}

// FormsOf is the set of forms that a context finds in a value.
unsigned FormsOf(std::string_view text) {
  Context context;
  context.SetSingle("key", text);
  return context.value(*Lookup(context, "key"), 0).forms;
}

BOOST_AUTO_TEST_SUITE(context)

BOOST_AUTO_TEST_CASE(names_compare_ignoring_case) {
  Context context;
  context.SetSingle("aws:SourceVpce", "vpce-1");
  BOOST_TEST(context.Has("AWS:sourcevpce"));
  BOOST_TEST(!context.Has("aws:SourceVpc"));
  const ContextEntry* entry = Lookup(context, "aws:sourceVPCE");
  BOOST_REQUIRE(entry != nullptr);
  BOOST_TEST(context.name(*entry) == "aws:SourceVpce");
  BOOST_TEST(context.text(context.value(*entry, 0)) == "vpce-1");
  BOOST_TEST(!entry->multivalued);
}

BOOST_AUTO_TEST_CASE(the_same_spelling_replaces) {
  Context context;
  context.SetMultivalued("aws:TagKeys", {"a", "b"});
  context.SetSingle("other", "x");
  context.SetMultivalued("aws:TagKeys", {"c"});
  BOOST_TEST(context.entries().size() == 2u);
  const ContextEntry* entry = Lookup(context, "aws:TagKeys");
  BOOST_REQUIRE(entry->value_count == 1u);
  BOOST_TEST(context.text(context.value(*entry, 0)) == "c");
  BOOST_TEST(context.Next(*entry) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_spelling_that_differs_by_case_is_a_second_entry) {
  Context context;
  context.SetSingle("kms:EncryptionContext:Tenant", "a");
  context.SetSingle("kms:EncryptionContext:tenant", "b");
  context.SetSingle("kms:EncryptionContext:TENANT", "c");
  context.SetSingle("kms:EncryptionContext:tenant", "d");
  std::string values;
  for (const ContextEntry* entry = Lookup(context, "kms:EncryptionContext:tenanT");
       entry != nullptr; entry = context.Next(*entry)) {
    values += context.text(context.value(*entry, 0));
  }
  BOOST_TEST(values == "adc");
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_a_key_without_a_value) {  // R3.20, R3.31, R3.33
  Context context;
  context.SetMultivalued("aws:TagKeys", {});
  BOOST_REQUIRE(context.Has("aws:TagKeys"));
  BOOST_TEST(!Lookup(context, "aws:TagKeys")->absent);
  BOOST_TEST(Lookup(context, "aws:TagKeys")->value_count == 0u);
  context.BeginList("aws:CalledVia");
  context.AddToList("athena.amazonaws.com");
  BOOST_TEST(Lookup(context, "aws:CalledVia")->multivalued);
  BOOST_TEST(Lookup(context, "aws:CalledVia")->value_count == 1u);
}

BOOST_AUTO_TEST_CASE(an_unknown_key_has_the_arity_of_the_table) {
  Context context;
  context.SetUnknown("aws:TagKeys");
  context.SetUnknown("aws:SourceVpce");
  context.SetUnknown("saml:groups");
  BOOST_TEST(Lookup(context, "aws:TagKeys")->multivalued);
  BOOST_TEST(!Lookup(context, "aws:SourceVpce")->multivalued);
  BOOST_TEST(Lookup(context, "aws:SourceVpce")->unknown);
  BOOST_TEST(!Lookup(context, "saml:groups")->multivalued);
}

BOOST_AUTO_TEST_CASE(a_default_yields_to_any_entry) {
  constexpr ContextKey kKey("aws:SecureTransport");
  Context context;
  context.SetAbsent("AWS:securetransport");
  context.SetDefault(kKey, "true");
  BOOST_TEST(context.entries().size() == 1u);
  context.Clear();
  context.SetDefault(kKey, "true");
  context.SetDefault(kKey, "false");
  BOOST_TEST(context.text(context.value(*Lookup(context, kKey.name), 0)) == "true");
}

BOOST_AUTO_TEST_CASE(forms_of_values) {
  using V = ContextValue;
  const auto check = [](std::string_view text, unsigned forms) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(FormsOf(text) == forms); }
  };
  check("", 0);
  check("text", 0);
  check("true", V::kBool | V::kTrue);
  check("FALSE", V::kBool);
  check("truely", 0);
  check("12", V::kDecimal | V::kInstant);
  check("-1.50", V::kDecimal);
  check("+0", V::kDecimal);
  check("1e3", 0);
  check("2026-01-02T03:04:05Z", V::kInstant);
  check("203.0.113.7", V::kCidr);
  check("10.0.0.0/8", V::kCidr);
  check("2001:db8::1", V::kCidr);
  check("::1", V::kCidr);
  check("fe80::/10", V::kCidr);
  check("face", 0);
  check("arn:aws:iam::111122223333:user/alice", V::kArn);
  check("arn:aws:iam", 0);
  check("1234abcd-12ab-34cd-56ef-1234567890ab", 0);
}

BOOST_AUTO_TEST_CASE(decimals_keep_their_digits) {
  Context context;
  context.SetSingle("filler", "some text before");
  context.SetSingle("number", "-007.250");
  const compiler::Decimal number = context.decimal(context.value(*Lookup(context, "number"), 0));
  BOOST_TEST(number.negative);
  BOOST_TEST(number.integer == "7");
  BOOST_TEST(number.fraction == "25");
  context.SetSingle("zero", "-0.0");
  const compiler::Decimal zero = context.decimal(context.value(*Lookup(context, "zero"), 0));
  BOOST_TEST((!zero.negative && zero.integer.empty() && zero.fraction.empty()));
}

BOOST_AUTO_TEST_CASE(many_keys_and_clear) {
  Context context;
  for (int round = 0; round < 3; ++round) {
    const int count = round == 1 ? 5000 : 40;
    for (int i = 0; i < count; ++i) context.SetSingle("key" + std::to_string(i), "v");
    BOOST_TEST(context.entries().size() == static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) BOOST_REQUIRE(context.Has("KEY" + std::to_string(i)));
    context.Clear();
    BOOST_TEST(!context.Has("key0"));
  }
}

// PlainText is the value that a key of the table has by itself, or "-".
std::string PlainText(const Context& context, std::string_view name) {
  const ContextEntry* entry = Lookup(context, name);
  if (entry == nullptr) return "-";
  const ContextValue* value = context.PlainValue(entry->line);
  return value == nullptr ? "-" : std::string(context.text(*value));
}

BOOST_AUTO_TEST_CASE(one_single_value_is_plain) {
  Context context;
  context.SetSingle("aws:SourceVpce", "vpce-1");
  BOOST_TEST(PlainText(context, "aws:SourceVpce") == "vpce-1");
  context.SetSingle("aws:SourceVpce", "vpce-2");
  BOOST_TEST(PlainText(context, "aws:SourceVpce") == "vpce-2");
  context.SetDefault(ContextKey("aws:SourceVpc"), "vpc-1");
  BOOST_TEST(PlainText(context, "aws:SourceVpc") == "vpc-1");
  context.Clear();
  context.SetUnknown("aws:SourceVpc");
  BOOST_TEST(PlainText(context, "aws:SourceVpc") == "-");
}

BOOST_AUTO_TEST_CASE(lists_open_absent_and_doubled_keys_are_not_plain) {
  Context context;
  context.SetSingle("aws:SourceVpce", "vpce-1");
  context.SetSingle("AWS:SourceVpce", "vpce-2");
  BOOST_TEST(PlainText(context, "aws:SourceVpce") == "-");
  context.SetSingle("aws:SourceVpce", "vpce-3");  // the second spelling is still there
  BOOST_TEST(PlainText(context, "aws:SourceVpce") == "-");
  for (int kind = 0; kind < 3; ++kind) {
    context.SetSingle("aws:SourceVpc", "vpc-1");
    if (kind == 0) context.SetMultivalued("aws:SourceVpc", {"vpc-1"});
    if (kind == 1) context.SetUnknown("aws:SourceVpc");
    if (kind == 2) context.SetAbsent("aws:SourceVpc");
    BOOST_TEST(PlainText(context, "aws:SourceVpc") == "-");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::evaluator
