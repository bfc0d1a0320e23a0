#include "kms/operation.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "kms/model/model.h"

namespace keyward::kms {

BOOST_AUTO_TEST_SUITE(operation)

BOOST_AUTO_TEST_CASE(k6_1_a_target_names_an_operation_letter_for_letter) {
  BOOST_CHECK(FindOperation("TrentService.Decrypt") == Operation::kDecrypt);
  BOOST_CHECK(FindOperation("TrentService.VerifyMac") == Operation::kVerifyMac);
  for (const char* target : {"Decrypt", "TrentService.decrypt", "TrentService.", "", "TrentService",
                             "TrentService.DecryptX", "KMS.Decrypt", "TrentService.Zz"}) {
    BOOST_TEST(!FindOperation(target).has_value(), target);
  }
}

BOOST_AUTO_TEST_CASE(every_operation_is_found_by_its_name) {
  BOOST_TEST(kOperationCount == 54u);
  for (size_t i = 0; i < kOperationCount; ++i) {
    const auto operation = static_cast<Operation>(i);
    const std::string target = "TrentService." + std::string(FactsOf(operation).name);
    BOOST_TEST((FindOperation(target) == operation), target);
  }
}

BOOST_AUTO_TEST_CASE(the_table_agrees_with_the_shapes) {
  for (size_t i = 0; i < kOperationCount; ++i) {
    const auto operation = static_cast<Operation>(i);
    const OperationFacts& facts = FactsOf(operation);
    const model::Shape& input = model::InputOf(operation);
    BOOST_TEST_CONTEXT(facts.name) {
      BOOST_TEST(facts.grant_tokens == (model::FindMember(input, "GrantTokens") != nullptr));
      BOOST_TEST(facts.dry_run == (model::FindMember(input, "DryRun") != nullptr));
      BOOST_TEST(facts.member.empty() == (facts.identifier == IdentifierRule::kNone));
      if (!facts.member.empty()) {
        const model::Member* member = model::FindMember(input, facts.member);
        BOOST_REQUIRE(member != nullptr);
        BOOST_TEST(model::ShapeAt(member->shape).name == "KeyIdType");
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(k5_93_aliases_name_keys_where_the_action_has_a_request_alias) {
  for (size_t i = 0; i < kOperationCount; ++i) {
    const OperationFacts& facts = FactsOf(static_cast<Operation>(i));
    const bool carries = (compiler::FactsOf(facts.action).carries & compiler::kRequestAlias) != 0;
    BOOST_TEST((facts.identifier == IdentifierRule::kKeyOrAlias) == carries, facts.name);
  }
}

BOOST_AUTO_TEST_CASE(k8_4_what_mutates_is_not_read_only) {
  for (size_t i = 0; i < kOperationCount; ++i) {
    const OperationFacts& facts = FactsOf(static_cast<Operation>(i));
    BOOST_TEST(facts.mutates != compiler::FactsOf(facts.action).read_only, facts.name);
  }
}

BOOST_AUTO_TEST_CASE(every_action_belongs_to_an_operation) {
  std::set<std::string_view> actions = {"SynchronizeMultiRegionKey"};  // a service's own
  for (size_t i = 0; i < kOperationCount; ++i) {
    const OperationFacts& facts = FactsOf(static_cast<Operation>(i));
    actions.insert(compiler::FactsOf(facts.action).name);
    for (size_t j = 0; j < compiler::kKmsActionCount; ++j) {
      const auto action = static_cast<compiler::KmsAction>(j);
      if ((facts.further & compiler::Bit(action)) != 0) {
        actions.insert(compiler::FactsOf(action).name);
      }
    }
  }
  BOOST_TEST(actions.size() == compiler::kKmsActionCount);
}

BOOST_AUTO_TEST_CASE(k6_51_an_operation_declares_its_exceptions_and_the_common_ones) {
  BOOST_TEST(Declares(Operation::kCreateGrant, Exception::kDisabledException));
  BOOST_TEST(!Declares(Operation::kScheduleKeyDeletion, Exception::kDisabledException));
  BOOST_TEST(!Declares(Operation::kCancelKeyDeletion, Exception::kDisabledException));
  BOOST_TEST(Declares(Operation::kRotateKeyOnDemand, Exception::kLimitExceededException));
  BOOST_TEST(Declares(Operation::kRotateKeyOnDemand, Exception::kConflictException));
  BOOST_TEST(!Declares(Operation::kGetKeyPolicy, Exception::kConflictException));
  for (size_t i = 0; i < kOperationCount; ++i) {
    const auto operation = static_cast<Operation>(i);
    for (const Exception exception :
         {Exception::kAccessDeniedException, Exception::kValidationException,
          Exception::kThrottlingException, Exception::kKMSInternalException,
          Exception::kInternalFailure, Exception::kServiceUnavailable}) {
      BOOST_TEST(Declares(operation, exception), FactsOf(operation).name);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
