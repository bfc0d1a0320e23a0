// Condition tests: iam.md section 3 and the unknown keys of the scenario format.
#include "tests/unit/reference/worlds.h"

namespace keyward::reference {
namespace {

// Under puts the condition on the only Allow (or, with an Allow of everything, the only Deny).
Outcome Under(World world, const std::string& condition, bool deny = false) {
  const std::string effect = deny ? "Deny" : "Allow";
  world.identity = {Identity("[{'Effect':'" + effect +
                             "','Action':'*','Resource':'*','Condition':{" + condition + "}}]")};
  if (deny) world.identity.push_back(AllowAll(compiler::PolicyType::kIdentity));
  return Decide(world).outcome;
}

// Holds: the truth of `'op': {'k': values}`.
Truth Holds(const World& world, const std::string& op, const std::string& values) {
  switch (Under(world, "'" + op + "':{'k':" + values + "}")) {
    case Outcome::kAllowed: return Truth::kTrue;
    case Outcome::kUnknown: return Truth::kUnknown;
    default: return Truth::kFalse;
  }
}

Truth HoldsFor(const std::string& op, const std::string& values, const std::string& context) {
  World world = Reading();
  Give(&world, "K", context);
  return Holds(world, op, values);
}

Truth HoldsForUnknown(const std::string& op, const std::string& values, bool multi = false) {
  World world = Reading();
  GiveUnknown(&world, "k", multi);
  return Holds(world, op, values);
}

bool Denies(const World& world, const std::string& op, const std::string& values) {
  return Under(world, "'" + op + "':{'k':" + values + "}", true) == Outcome::kExplicitDeny;
}

bool operator!(Truth truth) { return truth == Truth::kFalse; }
bool Yes(Truth truth) { return truth == Truth::kTrue; }
bool Open(Truth truth) { return truth == Truth::kUnknown; }

}  // namespace

BOOST_AUTO_TEST_SUITE(reference_conditions)

BOOST_AUTO_TEST_CASE(strings) {
  BOOST_TEST(Yes(HoldsFor("StringEquals", "['a','b']", "b")));
  BOOST_TEST(!HoldsFor("StringEquals", "'a*'", "ab"));
  BOOST_TEST(Yes(HoldsFor("StringLike", "'a?c*'", "abc")));
  BOOST_TEST(!HoldsFor("StringLike", "'a?'", "a"));
  BOOST_TEST(Yes(HoldsFor("StringLike", "'?'", "\xC3\xA9")));
  BOOST_TEST(Yes(HoldsFor("StringEqualsIgnoreCase", "'\xC3\x89T\xC3\x89'", "\xC3\xA9t\xC3\xA9")));
  BOOST_TEST(!HoldsFor("StringNotEquals", "['a','b']", "b"));
  BOOST_TEST(!HoldsFor("StringEquals", "[]", "b"));
  BOOST_TEST(Yes(HoldsFor("StringNotEquals", "[]", "b")));
  BOOST_TEST(!HoldsFor("StringNotEqualsIfExists", "[]", "b"));
}

BOOST_AUTO_TEST_CASE(numbers) {
  BOOST_TEST(Yes(HoldsFor("NumericEquals", "'10'", "+010.0")));
  BOOST_TEST(Yes(HoldsFor("NumericLessThan", "'-1.5'", "-1.50001")));
  BOOST_TEST(Yes(HoldsFor("NumericGreaterThanEquals", "'0'", "-0")));
  BOOST_TEST(!HoldsFor("NumericEquals", "'1e1'", "10"));
  BOOST_TEST(!HoldsFor("NumericNotEquals", "['x','7']", "10"));
  BOOST_TEST(Yes(HoldsFor("NumericEquals", "['x','10']", "10")));
}

BOOST_AUTO_TEST_CASE(dates) {
  BOOST_TEST(Yes(HoldsFor("DateEquals", "'2026-01-02T03:04:05Z'", "1767323045")));
  BOOST_TEST(Yes(HoldsFor("DateEquals", "'2026-01-02T05:04+02:00'", "2026-01-02t03:04:00.0z")));
  BOOST_TEST(Yes(HoldsFor("DateLessThan", "'2024'", "1970-01")));
  BOOST_TEST(!HoldsFor("DateLessThan", "'2026-02-30'", "1970-01"));
  BOOST_TEST(Yes(HoldsFor("DateGreaterThan", "'-1'", "1970-01-01")));
}

BOOST_AUTO_TEST_CASE(other_families) {
  BOOST_TEST(Yes(HoldsFor("Bool", "true", "TRUE")));
  BOOST_TEST(!HoldsFor("Bool", "['true','false']", "yes"));
  BOOST_TEST(Yes(HoldsFor("BinaryEquals", "'QmluYXJ5'", "QmluYXJ5")));
  BOOST_TEST(!HoldsFor("BinaryEquals", "'QmluYXJ5'", "QmluYXJ"));
  BOOST_TEST(Yes(HoldsFor("IpAddress", "'203.0.113.9/24'", "203.0.113.77")));
  BOOST_TEST(Yes(HoldsFor("IpAddress", "'2001:db8::/32'", "2001:DB8:0:1::5")));
  BOOST_TEST(Yes(HoldsFor("NotIpAddress", "'0.0.0.0/0'", "2001:db8::1")));
  BOOST_TEST(!HoldsFor("NotIpAddress", "'203.0.113.0/33'", "203.0.113.77"));
  BOOST_TEST(Yes(HoldsFor("ArnEquals", "'arn:*:s3:::b*/x'", "arn:aws:s3:::b:c/x")));
  BOOST_TEST(!HoldsFor("ArnLike", "'arn:aws:*:b'", "arn:aws:s3:::b"));
  BOOST_TEST(!HoldsFor("ArnNotLike", "'*'", "arn:aws:s3:::b"));
}

BOOST_AUTO_TEST_CASE(missing_keys) {
  const World world = Reading();
  BOOST_TEST(!Holds(world, "StringEquals", "'a'"));
  BOOST_TEST(Yes(Holds(world, "StringNotEquals", "'a'")));
  BOOST_TEST(Yes(Holds(world, "StringEqualsIfExists", "'a'")));
  BOOST_TEST(Yes(Holds(world, "ForAllValues:StringEquals", "'a'")));
  BOOST_TEST(!Holds(world, "ForAnyValue:StringNotEquals", "'a'"));
  BOOST_TEST(Yes(Holds(world, "ForAnyValue:StringEqualsIfExists", "'a'")));
  BOOST_TEST(Yes(Holds(world, "Null", "'true'")));
  BOOST_TEST(!Holds(world, "Null", "'false'"));
}

BOOST_AUTO_TEST_CASE(lists) {
  World world = Reading();
  GiveList(&world, "k", {"a", "b"});
  BOOST_TEST(Yes(Holds(world, "ForAnyValue:StringEquals", "['b','c']")));
  BOOST_TEST(!Holds(world, "ForAllValues:StringEquals", "['b','c']"));
  BOOST_TEST(Yes(Holds(world, "ForAnyValue:StringNotEquals", "'a'")));
  BOOST_TEST(!Holds(world, "ForAllValues:StringNotEquals", "'a'"));
  BOOST_TEST(!Holds(world, "StringEquals", "['a','b']"));
  BOOST_TEST(!Holds(world, "StringNotEquals", "'c'"));
  world.context[0].value.items = {""};
  BOOST_TEST(Yes(Holds(world, "ForAllValues:StringEquals", "'c'")));
  BOOST_TEST(Yes(Holds(world, "Null", "'true'")));
  BOOST_TEST(Yes(Holds(world, "ForAllValues:Null", "'false'")));
}

BOOST_AUTO_TEST_CASE(fail_closed) {
  World world = Reading();
  Give(&world, "k", "x");
  BOOST_TEST(!Denies(world, "NumericLessThan", "'5'"));
  world.fail_closed = true;
  BOOST_TEST(Denies(world, "NumericLessThan", "'5'"));
  BOOST_TEST(Denies(world, "ArnNotLike", "'arn:aws:s3:::*'"));
  BOOST_TEST(!Holds(world, "NumericLessThan", "'5'"));
  World list = Reading();
  GiveList(&list, "k", {"a"});
  BOOST_TEST(!Denies(list, "StringNotEquals", "'b'"));
  list.fail_closed = true;
  BOOST_TEST(Denies(list, "StringNotEquals", "'b'"));
  BOOST_TEST(!Denies(list, "StringEquals", "'a'"));
}

BOOST_AUTO_TEST_CASE(names_that_differ_by_case) {
  World world = Reading();
  Give(&world, "k", "a");
  Give(&world, "K", "b");
  BOOST_TEST(!Holds(world, "StringEquals", "'a'"));
  BOOST_TEST(Yes(Holds(world, "StringEquals", "['a','b']")));
  BOOST_TEST(Denies(world, "StringEquals", "'a'"));
  Give(&world, "c", "a");
  BOOST_TEST(Under(world, "'StringEquals':{'c':'${k}'}") == Outcome::kImplicitDeny);
}

BOOST_AUTO_TEST_CASE(variables) {
  World world = Reading();
  Give(&world, "aws:username", "al*ce");
  Give(&world, "k", "alice");
  BOOST_TEST(!Holds(world, "StringLike", "'${aws:UserName}'"));
  BOOST_TEST(!Holds(world, "StringEquals", "'${nobody}'"));
  BOOST_TEST(Yes(Holds(world, "StringNotEquals", "'${nobody}'")));
  world.context[1].value.items = {"a*$?"};
  BOOST_TEST(Yes(Holds(world, "StringLike", "'a${*}${$}${?}'")));
  GiveUnknown(&world, "u");
  BOOST_TEST(Open(Holds(world, "StringEquals", "'${u}'")));
  BOOST_TEST(Yes(Holds(world, "StringLike", "['${u}','a*']")));
  BOOST_TEST(!Holds(world, "StringNotLike", "['${u}','a*']"));
}

BOOST_AUTO_TEST_CASE(defaults_of_variables) {
  World world = Reading();
  Give(&world, "k", "alice");
  Give(&world, "empty", "");
  GiveList(&world, "list", {"bob"});
  for (const std::string name : {"nobody", "empty", "list"}) {
    BOOST_TEST(Yes(Holds(world, "StringEquals", "'${" + name + ", \\u0027alice\\u0027}'")));
    BOOST_TEST(!Holds(world, "StringLike", "'al${" + name + "}*'"));
  }
  BOOST_TEST(!Holds(world, "StringLike", "'${nobody,\\u0027alice\\u0027}'"));
  BOOST_TEST(!Holds(world, "StringLike", "'${nobody, \\u0027a*\\u0027}'"));
}

BOOST_AUTO_TEST_CASE(old_version_has_no_variables) {
  World world = Reading();
  Give(&world, "k", "${x}");
  Give(&world, "x", "y");
  world.resource_policy = Make(compiler::PolicyType::kResource,
                               "[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                               "'Condition':{'StringLike':{'k':'${?}'}}}]",
                               "2008-10-17");
  BOOST_TEST(Decide(world).outcome == Outcome::kAllowed);
}

BOOST_AUTO_TEST_CASE(a_missing_key_satisfies_if_exists_in_a_deny_too) {
  const World world = Reading();
  BOOST_TEST(Denies(world, "StringNotEquals", "'a'"));
  BOOST_TEST(Denies(world, "StringNotEqualsIfExists", "'a'"));
  BOOST_TEST(!Denies(world, "Bool", "'false'"));
}

BOOST_AUTO_TEST_CASE(unknown_keys) {
  BOOST_TEST(Open(HoldsForUnknown("StringEquals", "'a'")));
  BOOST_TEST(Yes(HoldsForUnknown("StringLikeIfExists", "'**'")));
  BOOST_TEST(Open(HoldsForUnknown("StringLike", "'*'")));
  BOOST_TEST(!HoldsForUnknown("StringEquals", "'a'", true));
  BOOST_TEST(!HoldsForUnknown("StringEquals", "[]"));
  BOOST_TEST(!HoldsForUnknown("Null", "'maybe'"));
  BOOST_TEST(Yes(HoldsForUnknown("Null", "['true','false']")));
  BOOST_TEST(Open(HoldsForUnknown("Null", "'true'")));
  BOOST_TEST(Yes(HoldsForUnknown("ForAllValues:StringLike", "'*'", true)));
  BOOST_TEST(!HoldsForUnknown("ForAnyValue:StringLike", "[]", true));
  BOOST_TEST(Open(HoldsForUnknown("BoolIfExists", "['true','false']")));
  BOOST_TEST(!HoldsForUnknown("NumericEquals", "'x'"));
  BOOST_TEST(Yes(HoldsForUnknown("StringNotEquals", "'${nobody}'")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::reference
