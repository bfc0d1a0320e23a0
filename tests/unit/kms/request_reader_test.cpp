#include "kms/request_reader.h"

#include "tests/unit/kms/reading.h"

namespace keyward::kms {
namespace {

std::string_view TextOf(const crypto::SecretBytes* secret) {
  BOOST_REQUIRE(secret != nullptr);
  return AsText(secret->view());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(request_reader)

BOOST_AUTO_TEST_CASE(members_have_the_types_of_the_model) {
  const Document request = ReadWhole(
      Operation::kImportKeyMaterial,
      R"({"KeyId":"k","ImportToken":"AAEC","EncryptedKeyMaterial":"c2VjcmV0","ValidTo":1.5})");
  BOOST_TEST((request.String("KeyId") == std::optional<std::string_view>("k")));
  BOOST_REQUIRE(request.Blob("ImportToken") != nullptr);
  BOOST_TEST((*request.Blob("ImportToken") == Bytes{0, 1, 2}));
  BOOST_TEST((request.Time("ValidTo") == Timestamp(std::chrono::milliseconds(1500))));
  BOOST_TEST(!request.Integer("KeyId").has_value());
  BOOST_TEST(!request.Has("KeyMaterialId"));
}

BOOST_AUTO_TEST_CASE(what_is_secret_is_in_secret_bytes_alone) {
  const Document import =
      ReadWhole(Operation::kImportKeyMaterial,
                R"({"KeyId":"k","ImportToken":"AAEC","EncryptedKeyMaterial":"c2VjcmV0"})");
  BOOST_TEST(TextOf(import.Secret("EncryptedKeyMaterial")) == "secret");
  BOOST_TEST(import.Blob("EncryptedKeyMaterial") == nullptr);
  const Document encrypt =
      ReadWhole(Operation::kEncrypt, R"({"KeyId":"k","Plaintext":"c2VjcmV0"})");
  BOOST_TEST(TextOf(encrypt.Secret("Plaintext")) == "secret");
  const Document sign = ReadWhole(Operation::kSign, R"({"Message":"c2VjcmV0cw=="})");
  BOOST_TEST(TextOf(sign.Secret("Message")) == "secrets");
  const Document store =
      ReadWhole(Operation::kCreateCustomKeyStore, R"({"KeyStorePassword":"p\u00e4ss"})");
  BOOST_TEST(TextOf(store.Secret("KeyStorePassword")) == "p\xC3\xA4ss");
  BOOST_TEST(!store.String("KeyStorePassword").has_value());
}

BOOST_AUTO_TEST_CASE(the_body_is_overwritten_read_or_refused) {
  BOOST_REQUIRE(crypto::SecureHeap::Initialise(size_t{1} << 20, crypto::Locking::kOptional));
  for (const std::string_view text :
       {R"({"KeyId":"k","Plaintext":"c2VjcmV0"})", R"({"KeyId":"k","Plaintext":"c2VjcmV0",})",
        R"({"Plaintext":"c2VjcmV"})", "\xFF\"c2VjcmV0\""}) {
    std::string body(text);
    ReadRequest(Operation::kEncrypt, body).has_value();
    BOOST_TEST(body == std::string(text.size(), '\0'));
  }
  std::string large(kMaxRequestBytes + 1, 'x');
  BOOST_TEST(!ReadRequest(Operation::kEncrypt, large).has_value());
  BOOST_TEST(large == std::string(kMaxRequestBytes + 1, '\0'));
}

BOOST_AUTO_TEST_CASE(a_body_may_be_one_mebibyte_and_no_more) {
  const auto body = [](size_t size) {
    const std::string rest = R"({"A":""})";
    return R"({"A":")" + std::string(size - rest.size(), 'a') + "\"}";
  };
  BOOST_TEST(Read(Operation::kListKeys, body(kMaxRequestBytes)).has_value());
  const auto refused = Read(Operation::kListKeys, body(kMaxRequestBytes + 1));
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST((refused.error().exception == Exception::kSerializationException));
  BOOST_TEST(refused.error().message == "The request body is too large.");
}

BOOST_AUTO_TEST_CASE(a_body_is_utf8) {
  for (const char* body : {"{\"KeyId\":\"\xFF\"}", "{\"KeyId\":\"\xED\xA0\x80\"}",
                           "\xEF\xBB\xBF{}\xC0\x80", "{\"KeyId\":\"\xC3\"}"}) {
    const auto refused = Read(Operation::kDescribeKey, body);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().message == "The request body is not valid UTF-8.");
  }
  BOOST_TEST(!Read(Operation::kListKeys, "\xEF\xBB\xBF{}").has_value());
}

BOOST_AUTO_TEST_CASE(escapes_are_resolved) {
  const Document request =
      ReadWhole(Operation::kDescribeKey,
                R"({"Key\u0049d":"\"\\\/\b\f\n\r\t\u0000\u00e4\u20ac\ud83d\ude00"})");
  const std::string expected("\"\\/\b\f\n\r\t\0\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 18);
  BOOST_TEST((request.String("KeyId") == std::optional<std::string_view>(expected)));
}

BOOST_AUTO_TEST_CASE(the_last_of_equal_members_counts_and_its_place_is_the_first) {
  const Document request = ReadWhole(
      Operation::kEncrypt,
      R"({"KeyId":"a","KeyId":"b","Plaintext":"AA==","Plaintext":"c2VjcmV0","KeyId":null,)"
      R"("EncryptionContext":{"x":"1","y":"2","x":"3"}})");
  BOOST_TEST((request.String("KeyId") == std::optional<std::string_view>("b")));
  BOOST_TEST(TextOf(request.Secret("Plaintext")) == "secret");
  BOOST_REQUIRE(request.Map("EncryptionContext") != nullptr);
  BOOST_TEST((*request.Map("EncryptionContext") == StringMap{{"y", "2"}, {"x", "3"}}));
}

BOOST_AUTO_TEST_CASE(a_great_encryption_context_is_read_in_linear_time) {
  std::string body = R"({"EncryptionContext":{"k":"v")";
  for (int i = 0; i < 90000; ++i) body += ",\"" + std::to_string(i % 80000) + "\":\"\"";
  const Document request = ReadWhole(Operation::kEncrypt, body + "}}");
  BOOST_TEST(request.Map("EncryptionContext")->size() == 80001u);
}

BOOST_AUTO_TEST_CASE(lists_and_structures) {
  const Document request = ReadWhole(
      Operation::kCreateKey,
      R"({"Tags":[{"TagKey":"a","TagValue":"b","X":[]},{}],"MultiRegion":true,"Policy":null})");
  BOOST_TEST((request.Boolean("MultiRegion") == std::optional<bool>(true)));
  BOOST_TEST(!request.Has("Policy"));
  const List* tags = request.Elements("Tags");
  BOOST_REQUIRE(tags != nullptr);
  BOOST_REQUIRE(tags->size() == 2u);
  const auto* tag = (*tags)[0].As<Document>();
  BOOST_REQUIRE(tag != nullptr);
  BOOST_TEST((tag->String("TagValue") == std::optional<std::string_view>("b")));
  BOOST_TEST(tag->fields().size() == 2u);
  const Document random =
      ReadWhole(Operation::kGenerateRandom,
                R"({"NumberOfBytes":3.2e1,"Recipient":{"AttestationDocument":""}})");
  BOOST_TEST((random.Integer("NumberOfBytes") == std::optional<int64_t>(32)));
  BOOST_REQUIRE(random.Object("Recipient") != nullptr);
  BOOST_TEST(random.Object("Recipient")->Blob("AttestationDocument")->empty());
}

BOOST_AUTO_TEST_CASE(timestamps) {
  const auto at = [](const std::string& json) {
    const Document request =
        ReadWhole(Operation::kImportKeyMaterial, R"({"ValidTo":)" + json + "}");
    return request.Time("ValidTo")->time_since_epoch().count();
  };
  BOOST_TEST(at("1700000000") == 1700000000000);
  BOOST_TEST(at("1700000000.123") == 1700000000123);
  BOOST_TEST(at("1.7E9") == 1700000000000);
  BOOST_TEST(at("-1.5") == -1500);
  BOOST_TEST(at(R"("1970-01-01T00:00:01Z")") == 1000);
  BOOST_TEST(at("253402300799.999") == 253402300799999);
}

BOOST_AUTO_TEST_CASE(no_word_of_a_secret_is_in_a_refusal) {
  const auto refused = Read(Operation::kEncrypt, R"({"KeyId":"k","Plaintext":"hunter2"})");
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().message.find("hunter2") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
