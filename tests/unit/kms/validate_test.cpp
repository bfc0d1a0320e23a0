// Every case of tests/golden/kms/validation: a request, and what AWS says of it.
#include "kms/validate.h"

#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <thread>

#include "kms/model/model.h"
#include "kms/model/pattern.h"
#include "kms/wire/base64.h"
#include "tests/unit/kms/reading.h"

namespace keyward::kms {
namespace {

using nlohmann::ordered_json;

std::string Repeat(const ordered_json& pair) {
  std::string text;
  for (int i = 0; i < pair[1].get<int>(); ++i) text += pair[0].get<std::string>();
  return text;
}

std::string Base64OfZeros(size_t size) {
  std::string text(Base64Size(size), '\0');
  EncodeBase64(Bytes(size), text);
  return text;
}

// Expand replaces what stands for long values: {"$repeat": ["a", 3]} is "aaa", {"$bytes": 3} base64
// of three bytes, {"$times": [x, 3]} a list of three x.
ordered_json Expand(const ordered_json& json) {
  if (json.is_object() && json.contains("$repeat")) return Repeat(json["$repeat"]);
  if (json.is_object() && json.contains("$bytes")) return Base64OfZeros(json["$bytes"]);
  if (json.is_object() && json.contains("$times")) {
    return ordered_json(json["$times"][1].get<size_t>(), Expand(json["$times"][0]));
  }
  if (!json.is_structured()) return json;
  ordered_json expanded = json;
  for (auto& value : expanded) value = Expand(value);
  return expanded;
}

// Message is a text, or a list of its parts.
std::string Message(const ordered_json& json) {
  if (json.is_string()) return json;
  std::string text;
  for (const auto& part : json) text += Expand(part).get<std::string>();
  return text;
}

// Outcome is what reading and validating a request says: empty where nothing is wrong.
std::string Outcome(Operation operation, const std::string& body) {
  const Answer<Document> request = Read(operation, body);
  const auto words = [](const AwsError& error) {
    BOOST_TEST(error.http == 400);
    return std::string(FactsOf(error.exception).name) + ": " + error.message;
  };
  if (!request) return words(request.error());
  const std::vector<Violation> violations = Validate(operation, *request);
  return violations.empty() ? "" : words(ValidationError(violations));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validate)

BOOST_DATA_TEST_CASE(golden, boost::unit_test::data::make(GoldenFiles("validation")), file) {
  for (const ordered_json& item : LoadJson(file)) {
    BOOST_TEST_CONTEXT(file << ": " << item["description"]) {
      CheckMembers(item, {"description", "rule", "operation", "request", "body", "expect"});
      const std::string body =
          item.contains("body") ? item["body"].get<std::string>() : Expand(item["request"]).dump();
      BOOST_TEST(Outcome(OperationNamed(item["operation"]), body) == Message(item["expect"]));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_pattern_of_the_model_compiles) {
  size_t patterns = 0;
  for (const model::Shape& shape : model::AllShapes()) {
    if (shape.pattern.empty()) continue;
    ++patterns;
    BOOST_TEST(!model::MatchesPattern(shape, "\x01"), shape.name);
  }
  BOOST_TEST(patterns == model::PatternCount());
}

BOOST_AUTO_TEST_CASE(patterns_are_safe_from_any_thread) {
  Document request;
  request.Set("KeyId", "k");
  request.Set("PrimaryRegion", "us-east-1");
  std::vector<std::thread> threads;
  std::atomic<size_t> violations = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 100; ++j) {
        violations += Validate(Operation::kUpdatePrimaryRegion, request).size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(violations == 0u);
}

BOOST_AUTO_TEST_CASE(k6_10_the_number_of_listed_violations_has_a_limit) {
  std::string body = R"({"KeyId":"k","Tags":[{})";
  for (size_t i = 0; i < kMaxViolations; ++i) body += ",{}";
  const Document request = ReadWhole(Operation::kTagResource, body + "]}");
  BOOST_TEST(Validate(Operation::kTagResource, request).size() == kMaxViolations);
}

BOOST_AUTO_TEST_CASE(k8_8_a_sensitive_string_is_counted_and_not_shown) {
  const Document request = ReadWhole(
      Operation::kCreateCustomKeyStore,
      R"({"CustomKeyStoreName":"n","KeyStorePassword":"hunter","XksProxyAuthenticationCredential":)"
      R"({"AccessKeyId":"secret","RawSecretAccessKey":"!!!!"}})");
  const AwsError error = ValidationError(Validate(Operation::kCreateCustomKeyStore, request));
  BOOST_TEST(error.message ==
             "5 validation errors detected: Value at 'keyStorePassword' failed to satisfy "
             "constraint: Member must have length greater than or equal to 7; Value at "
             "'xksProxyAuthenticationCredential.accessKeyId' failed to satisfy constraint: Member "
             "must have length greater than or equal to 20; Value at "
             "'xksProxyAuthenticationCredential.accessKeyId' failed to satisfy constraint: Member "
             "must satisfy regular expression pattern: ^[A-Z2-7]+$; Value at "
             "'xksProxyAuthenticationCredential.rawSecretAccessKey' failed to satisfy constraint: "
             "Member must have length greater than or equal to 43; Value at "
             "'xksProxyAuthenticationCredential.rawSecretAccessKey' failed to satisfy constraint: "
             "Member must satisfy regular expression pattern: ^[a-zA-Z0-9\\/+=]+$");
}

BOOST_AUTO_TEST_CASE(k6_11_a_limit_of_the_operation_speaks_in_the_same_words) {
  BOOST_TEST(ValidationError({ValueOutOfRange("limit", 101, 1, 100)}).message ==
             "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
             "Member must have value less than or equal to 100");
  BOOST_TEST(ValidationError({ValueOutOfRange("limit", 0, 1, 100)}).message ==
             "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
             "Member must have value greater than or equal to 1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
