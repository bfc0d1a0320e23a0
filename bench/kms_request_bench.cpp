// What a KMS call costs around its cryptography: reading and validating the request, writing the
// answer and the audit record.
#include <benchmark/benchmark.h>
#include <string>

#include "base/check.h"
#include "crypto/secure_heap.h"
#include "kms/audit/audit_record.h"
#include "kms/request_reader.h"
#include "kms/response_writer.h"
#include "kms/validate.h"

namespace keyward::kms {
namespace {

const std::string kBody =
    R"({"KeyId":"arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",)"
    R"("Plaintext":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",)"
    R"("EncryptionContext":{"Department":"IT","Purpose":"Test"}})";
constexpr std::string_view kArn =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

Document ReadBody() {
  KEYWARD_CHECK(crypto::SecureHeap::Initialise(1 << 20, crypto::Locking::kOptional).has_value());
  std::string body = kBody;
  Answer<Document> request = ReadRequest(Operation::kEncrypt, body);
  KEYWARD_CHECK(request.has_value());
  return std::move(*request);
}

void ReadsRequest(benchmark::State& state) {
  ReadBody();
  std::string body;
  for (auto _ : state) {
    body = kBody;
    benchmark::DoNotOptimize(ReadRequest(Operation::kEncrypt, body));
  }
}
BENCHMARK(ReadsRequest);

void ValidatesRequest(benchmark::State& state) {
  const Document request = ReadBody();
  for (auto _ : state) benchmark::DoNotOptimize(Validate(Operation::kEncrypt, request));
}
BENCHMARK(ValidatesRequest);

void WritesResponse(benchmark::State& state) {
  Document response;
  response.Set("CiphertextBlob", Bytes(184));
  response.Set("KeyId", kArn);
  response.Set("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
  ResponseText text;
  for (auto _ : state) {
    text.clear();
    WriteResponse(Operation::kEncrypt, response, text);
    benchmark::DoNotOptimize(text.view().data());
  }
}
BENCHMARK(WritesResponse);

UserIdentity Role() {
  UserIdentity role;
  role.kind = IdentityKind::kAssumedRole;
  role.principal_id = "AROAIOSFODNN7EXAMPLE:session";
  role.arn = "arn:aws:sts::111122223333:assumed-role/app/session";
  role.account_id = "111122223333";
  role.access_key_id = "ASIAIOSFODNN7EXAMPLE";
  role.issuer = SessionIssuer{"Role", "AROAIOSFODNN7EXAMPLE", "arn:aws:iam::111122223333:role/app",
                              "111122223333", "app"};
  role.session_created = std::chrono::sys_seconds(std::chrono::seconds(1767323045));
  return role;
}

void WritesAuditRecord(benchmark::State& state) {
  const Document request = ReadBody();
  const Document response;
  const UserIdentity role = Role();
  const AuditResource key{"111122223333", kArn};
  const TlsDetails tls{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "kms.us-west-2.amazonaws.com",
                       "X25519"};
  AuditCall call;
  call.operation = Operation::kEncrypt;
  call.caller = &role;
  call.time = *role.session_created;
  call.region = "us-west-2";
  call.source_ip_address = "192.0.2.0";
  call.user_agent = "aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64 prompt/off";
  call.request = &request;
  call.response = &response;
  call.additional_event_data = R"({"keyMaterialId":"x"})";
  call.request_id = "ebe8ee68-63bc-4811-a650-6be4c6e5b1a1";
  call.event_id = "4116a8a3-2a5a-4b5b-a4a5-c5b8b3d5d1a1";
  call.resources = {&key, 1};
  call.recipient_account_id = "111122223333";
  call.tls = &tls;
  std::string out;
  for (auto _ : state) {
    out.clear();
    AppendAuditRecord(call, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["bytes"] = static_cast<double>(out.size());
}
BENCHMARK(WritesAuditRecord);

}  // namespace
}  // namespace keyward::kms
