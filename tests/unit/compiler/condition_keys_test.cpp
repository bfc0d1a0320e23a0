// The table of condition keys, and how keys are looked up.
#include "compiler/condition_keys.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "compiler/kms_actions.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

using Names = std::set<std::string_view>;

constexpr std::string_view kTable[] = {
#define CONDITION_KEY(name, ...) name,
#include "compiler/condition_keys.def"
#undef CONDITION_KEY
};

bool IsFamilyName(std::string_view name) { return name.back() == '/' || name.back() == ':'; }

// Member is a key of the table's line: the name itself, or one of the family.
std::string Member(std::string_view name) {
  return std::string(name) + (IsFamilyName(name) ? "Tenant/x:y" : "");
}

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

const ConditionKeyFacts& Facts(std::string_view name) {
  const ConditionKeyFacts* facts = FindConditionKey(name);
  BOOST_REQUIRE_MESSAGE(facts != nullptr, name);
  return *facts;
}

template <typename Holds>
std::string Where(Holds holds) {
  std::string names;
  for (std::string_view name : kTable) {
    if (holds(Facts(Member(name)))) names += std::string(name) + ' ';
  }
  return names;
}

static_assert(HashKey("aws:SourceIp") == HashKey("AWS:SOURCEIP"));
static_assert(HashKey("aws:SourceIp") != HashKey("aws:SourceIq"));

}  // namespace

BOOST_AUTO_TEST_SUITE(condition_keys)

BOOST_AUTO_TEST_CASE(every_line_is_found_under_any_spelling) {  // R3.3
  BOOST_TEST(std::size(kTable) == kConditionKeyCount);
  for (size_t i = 0; i < kConditionKeyCount; ++i) {
    for (const std::string& name : {Member(kTable[i]), Upper(Member(kTable[i]))}) {
      const ConditionKeyFacts* facts = FindConditionKey(name);
      BOOST_REQUIRE_MESSAGE(facts != nullptr, name);
      BOOST_TEST(facts->name == kTable[i]);
      BOOST_TEST(IndexOf(*facts) == i);
      BOOST_TEST(IsFamily(*facts) == IsFamilyName(kTable[i]));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_line_has_a_hash_of_its_own) {
  std::set<uint64_t> hashes;
  for (std::string_view name : kTable) {
    BOOST_TEST(hashes.insert(HashKey(name)).second, name);
    BOOST_TEST(HashKey(name) == HashKey(Upper(std::string(name))), name);
  }
}

BOOST_AUTO_TEST_CASE(the_families) {
  BOOST_TEST(Where([](const auto& facts) { return IsFamily(facts); }) ==
             "aws:PrincipalTag/ aws:RequestTag/ aws:ResourceTag/ kms:EncryptionContext: "
             "kms:RecipientAttestation: ");
}

BOOST_AUTO_TEST_CASE(a_family_stands_for_any_name_behind_it) {
  const auto family = [](std::string_view name) { return Facts(name).name; };
  BOOST_TEST(family("aws:RequestTag/Team") == "aws:RequestTag/");
  BOOST_TEST(family("aws:RequestTag/a/b:c") == "aws:RequestTag/");
  BOOST_TEST(family("aws:ResourceTag//") == "aws:ResourceTag/");
  BOOST_TEST(family("AWS:principaltag/aws:x") == "aws:PrincipalTag/");
  BOOST_TEST(family("kms:EncryptionContext:a/b") == "kms:EncryptionContext:");
  BOOST_TEST(family("kms:EncryptionContext:aws:pi:keyarn") == "kms:EncryptionContext:");
  BOOST_TEST(family("kms:encryptioncontext::") == "kms:EncryptionContext:");
  BOOST_TEST(family("kms:RecipientAttestation:PCR0") == "kms:RecipientAttestation:");
  BOOST_TEST(family("kms:EncryptionContextKeys") == "kms:EncryptionContextKeys");
}

BOOST_AUTO_TEST_CASE(near_misses_are_unknown) {
  for (const char* name : {"",
                           ":",
                           "/",
                           "aws:",
                           "kms",
                           "aws:RequestTag",
                           "aws:RequestTag/",
                           "aws:RequestTag:x",
                           "kms:EncryptionContext",
                           "kms:EncryptionContext:",
                           "kms:EncryptionContext/x",
                           "kms:EncryptionContextKeys:x",
                           "aws:SourceIp/x",
                           "aws:SourceIp:x",
                           "aws:TagKeys/",
                           "SourceIp",
                           "aws:SourceIp ",
                           " aws:SourceIp",
                           "aws/SourceIp",
                           "aws:RequestTags/x",
                           "kms:RequestTag/x",
                           "x:aws:RequestTag/y",
                           "s3:prefix",
                           "aws:\xc5\xbfourceIp"}) {
    BOOST_TEST((FindConditionKey(name) == nullptr), name);
  }
}

BOOST_AUTO_TEST_CASE(a_character_more_or_less_is_another_key) {
  const Names table(std::begin(kTable), std::end(kTable));
  for (std::string_view name : kTable) {
    if (IsFamilyName(name)) continue;
    const std::string_view shorter = name.substr(0, name.size() - 1);
    BOOST_TEST((FindConditionKey(shorter) != nullptr) == (table.count(shorter) != 0), shorter);
    BOOST_TEST((FindConditionKey(std::string(name) + "x") == nullptr), name);
    BOOST_TEST((FindConditionKey("x" + std::string(name)) == nullptr), name);
  }
}

BOOST_AUTO_TEST_CASE(which_keys_are_lists) {  // R3.2, K2.3
  BOOST_TEST(Where([](const auto& facts) { return facts.multivalued; }) ==
             "aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList "
             "aws:ResourceOrgPaths aws:SourceOrgPaths aws:TagKeys aws:VpceOrgPaths "
             "kms:EncryptionContextKeys kms:GrantOperations kms:ResourceAliases ");
}

BOOST_AUTO_TEST_CASE(which_keys_a_key_policy_does_not_see) {
  BOOST_TEST(Where([](const auto& facts) { return !facts.in_key_policy; }) ==
             "aws:ResourceTag/ kms:ResourceAliases ");
}

BOOST_AUTO_TEST_CASE(types) {
  BOOST_TEST(Where([](const auto& facts) { return facts.type == Family::kNumber; }) ==
             "aws:MultiFactorAuthAge ec2:RoleDelivery kms:RotationPeriodInDays "
             "kms:ScheduleKeyDeletionPendingWindowInDays kms:TrailingDaysWithoutKeyUsage ");
  BOOST_TEST(Where([](const auto& facts) { return facts.type == Family::kDate; }) ==
             "aws:CurrentTime aws:EpochTime aws:TokenIssueTime kms:ValidTo ");
  BOOST_TEST(Where([](const auto& facts) { return facts.type == Family::kIp; }) ==
             "aws:Ec2InstanceSourcePrivateIPv4 aws:SourceIp aws:VpcSourceIp ");
  BOOST_TEST((Facts("aws:SecureTransport").type == Family::kBool));
  BOOST_TEST((Facts("kms:GrantIsForAWSResource").type == Family::kBool));
  BOOST_TEST((Facts("aws:PrincipalArn").type == Family::kArn));
  BOOST_TEST((Facts("kms:GranteePrincipal").type == Family::kString));
}

BOOST_AUTO_TEST_CASE(who_carries_a_key) {
  const auto carried_by = [](std::string_view name) { return Facts(name).carried_by; };
  BOOST_TEST(carried_by("kms:CallerAccount") == kCallerAccount);
  BOOST_TEST(carried_by("kms:EncryptionContext:x") == kEncryptionContext);
  BOOST_TEST(carried_by("kms:GrantConstraintType") == kGrantConstraintType);
  BOOST_TEST(carried_by("aws:RequestTag/x") == kRequestTags);
  BOOST_TEST(carried_by("aws:SourceIp") == kNoKeys);
  // Every key of KMS's own hangs on the operation, the service's other keys on nothing.
  for (std::string_view name : kTable) {
    if (name.starts_with("kms:")) BOOST_TEST(carried_by(Member(name)) != kNoKeys, name);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
