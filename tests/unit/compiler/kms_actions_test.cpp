// The table of KMS actions against kms.md section 1.12.
#include "compiler/kms_actions.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

using Names = std::set<std::string_view>;

// Where lists the actions whose facts satisfy `holds`.
template <typename Holds>
Names Where(Holds holds) {
  Names names;
  for (size_t i = 0; i < kKmsActionCount; ++i) {
    const KmsActionFacts& facts = FactsOf(static_cast<KmsAction>(i));
    if (holds(facts)) names.insert(facts.name);
  }
  return names;
}

Names Carrying(uint32_t keys) {
  return Where([keys](const KmsActionFacts& facts) { return (facts.carries & keys) != 0; });
}

std::string Join(const Names& names) {
  std::string text;
  for (std::string_view name : names) text += std::string(name) + ' ';
  return text;
}

void CheckNames(const Names& found, const Names& expected) {
  BOOST_TEST(Join(found) == Join(expected));
}

std::string Changed(std::string_view text, bool upper) {
  std::string changed(text);
  for (char& c : changed) {
    c = static_cast<char>(upper ? std::toupper(static_cast<unsigned char>(c)) : AsciiLower(c));
  }
  return changed;
}

const Names kStores = {"ConnectCustomKeyStore",    "CreateCustomKeyStore",
                       "DeleteCustomKeyStore",     "DescribeCustomKeyStores",
                       "DisconnectCustomKeyStore", "UpdateCustomKeyStore"};

const Names kCryptographic = {"Decrypt",
                              "DeriveSharedSecret",
                              "Encrypt",
                              "GenerateDataKey",
                              "GenerateDataKeyPair",
                              "GenerateDataKeyPairWithoutPlaintext",
                              "GenerateDataKeyWithoutPlaintext",
                              "GenerateMac",
                              "ReEncryptFrom",
                              "ReEncryptTo",
                              "Sign",
                              "Verify",
                              "VerifyMac"};

Names With(Names names, const Names& more) {
  names.insert(more.begin(), more.end());
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kms_actions)

BOOST_AUTO_TEST_CASE(fifty_six_actions_sorted_by_name) {
  BOOST_TEST(kKmsActionCount == 56u);
  for (size_t i = 1; i < kKmsActionCount; ++i) {
    const std::string_view name = FactsOf(static_cast<KmsAction>(i)).name;
    BOOST_TEST((FactsOf(static_cast<KmsAction>(i - 1)).name < name), name);
  }
}

BOOST_AUTO_TEST_CASE(every_action_is_found_ignoring_case) {  // K1.61
  for (size_t i = 0; i < kKmsActionCount; ++i) {
    const auto action = static_cast<KmsAction>(i);
    const std::string_view name = FactsOf(action).name;
    BOOST_TEST((FindKmsAction(name) == action), name);
    BOOST_TEST((FindKmsAction(Changed(name, true)) == action), name);
    BOOST_TEST((FindKmsAction(Changed(name, false)) == action), name);
    BOOST_TEST(!FindKmsAction(std::string(name) + "X").has_value(), name);
    BOOST_TEST(!FindKmsAction(std::string(name) + " ").has_value(), name);
    BOOST_TEST(!FindKmsAction("A" + std::string(name)).has_value(), name);
  }
  BOOST_TEST((FindKmsAction("GenerateDataKeyWithoutPlainText") ==
              KmsAction::kGenerateDataKeyWithoutPlaintext));
  BOOST_TEST((FindKmsAction("Decrypt") == KmsAction::kDecrypt));
}

BOOST_AUTO_TEST_CASE(other_names_are_no_actions) {
  // ReEncrypt is an operation whose actions are ReEncryptFrom and ReEncryptTo.
  for (const char* name : {"", "*", "D", "Decryp", "kms:Decrypt", "ReEncrypt", "Zzz", "AAA",
                           "GetKey", "GenerateDataKeyWithout", "Decrypt*"}) {
    BOOST_TEST(!FindKmsAction(name).has_value(), name);
  }
}

BOOST_AUTO_TEST_CASE(each_action_has_a_bit_of_its_own) {
  uint64_t all = 0;
  for (size_t i = 0; i < kKmsActionCount; ++i) {
    const uint64_t bit = Bit(static_cast<KmsAction>(i));
    BOOST_TEST((all & bit) == 0u);
    all |= bit;
  }
  BOOST_TEST(all == (uint64_t{1} << 56) - 1);
  BOOST_TEST(Bit(KmsAction::kCancelKeyDeletion) == 1u);
}

BOOST_AUTO_TEST_CASE(a_key_policy_says_nothing_about_iam_only_actions) {  // K1.12
  const Names expected = With(kStores, {"CreateKey", "GenerateRandom", "ListAliases", "ListKeys",
                                        "ListRetirableGrants", "RetireGrant"});
  CheckNames(Where([](const auto& facts) { return !facts.key_policy; }), expected);
  const uint64_t mask = KeyPolicyActions();
  for (size_t i = 0; i < kKmsActionCount; ++i) {
    const auto action = static_cast<KmsAction>(i);
    BOOST_TEST(((mask & Bit(action)) != 0) == (expected.count(FactsOf(action).name) == 0),
               FactsOf(action).name);
  }
  BOOST_TEST(mask >> kKmsActionCount == 0u);
}

BOOST_AUTO_TEST_CASE(what_an_action_is_authorized_on) {  // kms.md 1.12, Res
  CheckNames(Where([](const auto& facts) { return facts.resource == KmsResource::kAlias; }),
             {"CreateAlias", "DeleteAlias", "UpdateAlias"});
  CheckNames(Where([](const auto& facts) { return facts.resource == KmsResource::kNone; }),
             With(kStores, {"CreateKey", "GenerateRandom", "ListAliases", "ListKeys",
                            "ListRetirableGrants"}));
}

BOOST_AUTO_TEST_CASE(which_actions_work_across_accounts) {  // K1.21, R5.35
  CheckNames(Where([](const auto& facts) { return facts.cryptographic; }), kCryptographic);
  CheckNames(Where([](const auto& facts) { return facts.cross_account; }),
             With(kCryptographic, {"CreateGrant", "DescribeKey", "GetKeyRotationStatus",
                                   "GetPublicKey", "ListGrants", "RetireGrant", "RevokeGrant"}));
}

BOOST_AUTO_TEST_CASE(which_actions_a_grant_may_list) {  // K3.3
  CheckNames(Where([](const auto& facts) { return facts.grant_operation; }),
             With(kCryptographic, {"CreateGrant", "DescribeKey", "GetPublicKey", "RetireGrant"}));
}

BOOST_AUTO_TEST_CASE(access_levels) {  // K1.60
  const auto level = [](AccessLevel access) {
    return Where([access](const auto& facts) { return facts.access == access; });
  };
  CheckNames(level(AccessLevel::kList),
             {"ListAliases", "ListGrants", "ListKeyPolicies", "ListKeyRotations", "ListKeys",
              "ListResourceTags", "ListRetirableGrants"});
  CheckNames(level(AccessLevel::kRead),
             {"DescribeCustomKeyStores", "DescribeKey", "GetKeyLastUsage", "GetKeyPolicy",
              "GetKeyRotationStatus", "GetParametersForImport", "GetPublicKey"});
  CheckNames(level(AccessLevel::kPermissionsManagement),
             {"CreateGrant", "PutKeyPolicy", "RetireGrant", "RevokeGrant"});
  CheckNames(level(AccessLevel::kTagging), {"TagResource", "UntagResource"});
}

BOOST_AUTO_TEST_CASE(read_only_actions) {  // kms.md 1.12, RO
  const Names reading = Where([](const auto& facts) {
    return facts.access == AccessLevel::kRead || facts.access == AccessLevel::kList;
  });
  CheckNames(Where([](const auto& facts) { return facts.read_only; }),
             With(With(reading, kCryptographic), {"GenerateRandom"}));
}

BOOST_AUTO_TEST_CASE(condition_keys_that_few_actions_carry) {  // kms.md 1.12, Cond
  const Names context = {"CreateGrant",
                         "Decrypt",
                         "Encrypt",
                         "GenerateDataKey",
                         "GenerateDataKeyPair",
                         "GenerateDataKeyPairWithoutPlaintext",
                         "GenerateDataKeyWithoutPlaintext",
                         "ReEncryptFrom",
                         "ReEncryptTo",
                         "RetireGrant"};
  CheckNames(Carrying(kEncryptionContext), context);
  CheckNames(Carrying(kRequestAlias), With(kCryptographic, {"DescribeKey", "GetPublicKey"}));
  CheckNames(Carrying(kRecipientAttestation), {"Decrypt", "DeriveSharedSecret", "GenerateDataKey",
                                               "GenerateDataKeyPair", "GenerateRandom"});
  CheckNames(Carrying(kGrantIsForAwsResource), {"CreateGrant", "ListGrants", "RevokeGrant"});
  CheckNames(Carrying(kGrantConstraintType), {"CreateGrant", "RetireGrant"});
  CheckNames(Carrying(kGrantRequest), {"CreateGrant"});
  CheckNames(Carrying(kBypassLockoutCheck), {"CreateKey", "PutKeyPolicy"});
  CheckNames(Carrying(kRequestTags), {"CreateKey", "TagResource", "UntagResource"});
  CheckNames(Carrying(kSigning), {"Sign", "Verify"});
  CheckNames(Carrying(kMacAlgorithm), {"GenerateMac", "VerifyMac"});
  CheckNames(Carrying(kReEncryptOnSameKey), {"ReEncryptFrom", "ReEncryptTo"});
  CheckNames(Carrying(kTrailingDays), {"DisableKey", "ScheduleKeyDeletion"});
}

BOOST_AUTO_TEST_CASE(condition_keys_that_few_actions_lack) {  // kms.md 1.12, C
  const auto lacking = [](uint32_t keys) {
    return Where([keys](const auto& facts) { return (facts.carries & keys) == 0; });
  };
  const Names bare = {"GenerateRandom", "ListAliases", "ListKeys", "ListRetirableGrants",
                      "SynchronizeMultiRegionKey"};
  CheckNames(lacking(kCallerAccount), bare);
  CheckNames(lacking(kViaService), With(bare, kStores));
  CheckNames(lacking(kKeyProperties), With(With(bare, kStores), {"RetireGrant"}));
  CheckNames(lacking(kResourceAliases), With(With(bare, kStores), {"CreateKey"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
