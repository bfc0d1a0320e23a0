#include "kms/response_writer.h"

#include "kms/model/model.h"
#include "tests/unit/kms/reading.h"

namespace keyward::kms {
namespace {

std::string Written(Operation operation, const Document& response) {
  ResponseText text;
  WriteResponse(operation, response, text);
  return std::string(text.view());
}

std::string WrittenDate(int64_t milliseconds) {
  Document response;
  response.Set("KeyCreationDate", Timestamp(std::chrono::milliseconds(milliseconds)));
  return Written(Operation::kGetKeyLastUsage, response);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(response_writer)

BOOST_AUTO_TEST_CASE(k6_2_members_in_the_order_of_the_model) {
  Document response;
  response.Set("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
  response.Set("KeyId", "arn");
  response.Set("CiphertextBlob", Bytes{0xFF, 0xFE});
  BOOST_TEST(
      Written(Operation::kEncrypt, response) ==
      R"({"CiphertextBlob":"//4=","KeyId":"arn","EncryptionAlgorithm":"SYMMETRIC_DEFAULT"})");
}

BOOST_AUTO_TEST_CASE(secrets_are_written_in_base64) {
  BOOST_REQUIRE(crypto::SecureHeap::Initialise(size_t{1} << 20, crypto::Locking::kOptional));
  Document response;
  response.Set("Plaintext", std::move(*crypto::SecretBytes::CopyOf(AsBytes("secret"))));
  BOOST_TEST(Written(Operation::kDecrypt, response) == R"({"Plaintext":"c2VjcmV0"})");
}

BOOST_AUTO_TEST_CASE(k6_3_no_output_no_body) {
  BOOST_TEST(Written(Operation::kEnableKey, Document()) == "");
  BOOST_TEST(Written(Operation::kDeleteCustomKeyStore, Document()) == "{}");
  size_t without = 0;
  for (size_t i = 0; i < kOperationCount; ++i) {
    if (model::OutputOf(static_cast<Operation>(i)) == nullptr) ++without;
  }
  BOOST_TEST(without == 14u);
}

BOOST_AUTO_TEST_CASE(k6_2_timestamps_are_seconds_with_milliseconds) {
  BOOST_TEST(WrittenDate(1700000000123) == R"({"KeyCreationDate":1700000000.123})");
  BOOST_TEST(WrittenDate(1700000000000) == R"({"KeyCreationDate":1700000000.000})");
  BOOST_TEST(WrittenDate(5) == R"({"KeyCreationDate":0.005})");
  BOOST_TEST(WrittenDate(-5) == R"({"KeyCreationDate":-0.005})");
  BOOST_TEST(WrittenDate(-1000) == R"({"KeyCreationDate":-1.000})");
  BOOST_TEST(WrittenDate(-1500) == R"({"KeyCreationDate":-1.500})");
}

BOOST_AUTO_TEST_CASE(lists_maps_and_structures) {
  Document constraints;
  constraints.Set("EncryptionContextEquals", StringMap{{"b", "1"}, {"a\"", "\n"}});
  Document grant;
  grant.Set("Constraints", std::move(constraints));
  List operations;
  operations.emplace_back("Decrypt");
  operations.emplace_back("Encrypt");
  grant.Set("Operations", std::move(operations));
  List grants;
  grants.emplace_back(std::move(grant));
  grants.emplace_back(Document());
  Document response;
  response.Set("Truncated", false);
  response.Set("Grants", std::move(grants));
  BOOST_TEST(Written(Operation::kListGrants, response) ==
             R"({"Grants":[{"Operations":["Decrypt","Encrypt"],"Constraints":)"
             R"({"EncryptionContextEquals":{"b":"1","a\"":"\n"}}},{}],"Truncated":false})");
}

BOOST_AUTO_TEST_CASE(empty_lists_and_numbers) {
  Document response;
  response.Set("PolicyNames", List());
  response.Set("Truncated", true);
  BOOST_TEST(Written(Operation::kListKeyPolicies, response) ==
             R"({"PolicyNames":[],"Truncated":true})");
  Document window;
  window.Set("PendingWindowInDays", 30);
  BOOST_TEST(Written(Operation::kScheduleKeyDeletion, window) == R"({"PendingWindowInDays":30})");
}

BOOST_AUTO_TEST_CASE(a_response_text_grows_moves_and_is_cleared) {
  ResponseText text;
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    text.push_back(static_cast<char>('a' + i % 26));
    expected += static_cast<char>('a' + i % 26);
  }
  text += "end";
  BOOST_TEST(text.view() == expected + "end");
  ResponseText moved = std::move(text);
  BOOST_TEST(moved.size() == expected.size() + 3);
  ResponseText target;
  target += "old";
  target = std::move(moved);
  BOOST_TEST(target.view() == expected + "end");
  target.clear();
  BOOST_TEST(target.empty());
}

BOOST_AUTO_TEST_CASE(a_cleared_response_text_is_overwritten) {
  ResponseText text;
  text += "secret";
  const char* memory = text.view().data();
  text.clear();
  // The memory is kept for the next text.
  BOOST_TEST(std::string_view(memory, 6) == std::string_view("\0\0\0\0\0\0", 6));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
