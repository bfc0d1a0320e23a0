#include "compiler/policy_type.h"

#include <boost/test/unit_test.hpp>

namespace keyward::compiler {

BOOST_AUTO_TEST_SUITE(policy_type)

BOOST_AUTO_TEST_CASE(names_round_trip) {
  for (size_t i = 0; i < kPolicyTypeCount; ++i) {
    const auto type = static_cast<PolicyType>(i);
    BOOST_TEST((ParsePolicyType(PolicyTypeName(type)) == type));
    BOOST_TEST(!PolicyTypeWords(type).empty());
    BOOST_TEST(MaxPolicyBytes(type) > 0);
  }
  BOOST_TEST(!ParsePolicyType("").has_value());
  BOOST_TEST(!ParsePolicyType("Identity").has_value());
  BOOST_TEST(!ParsePolicyType("kms").has_value());
}

BOOST_AUTO_TEST_CASE(names_are_the_command_lines) {
  BOOST_TEST(PolicyTypeName(PolicyType::kIdentity) == "identity");
  BOOST_TEST(PolicyTypeName(PolicyType::kPermissionsBoundary) == "permissions-boundary");
  BOOST_TEST(PolicyTypeName(PolicyType::kSession) == "session");
  BOOST_TEST(PolicyTypeName(PolicyType::kResource) == "resource");
  BOOST_TEST(PolicyTypeName(PolicyType::kKeyPolicy) == "key-policy");
  BOOST_TEST(PolicyTypeName(PolicyType::kRoleTrust) == "role-trust-policy");
  BOOST_TEST(PolicyTypeName(PolicyType::kServiceControl) == "scp");
  BOOST_TEST(PolicyTypeName(PolicyType::kResourceControl) == "rcp");
  BOOST_TEST(PolicyTypeName(PolicyType::kVpcEndpoint) == "vpc-endpoint");
}

BOOST_AUTO_TEST_CASE(a_key_policy_may_have_32768_bytes) {
  BOOST_TEST(MaxPolicyBytes(PolicyType::kKeyPolicy) == 32768u);
  BOOST_TEST(MaxPolicyBytes(PolicyType::kResourceControl) == 5120u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
