// Any bytes as the request of the operation that the first byte names: no crash; what is read can be
// validated and audited, and the body is overwritten.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/source.h"
#include "crypto/secure_heap.h"
#include "kms/audit/audit_record.h"
#include "kms/key_id.h"
#include "kms/paging.h"
#include "kms/request_reader.h"
#include "kms/validate.h"

namespace {

using namespace keyward;       // NOLINT(google-build-using-namespace): a fuzz target
using namespace keyward::kms;  // NOLINT(google-build-using-namespace): likewise

void CheckText(const std::string& text) { KEYWARD_CHECK(InvalidUtf8At(text) == text.size()); }

void Use(Operation operation, const Document& request) {
  const std::vector<Violation> violations = Validate(operation, request);
  const UserIdentity caller;
  AuditCall call;
  call.operation = operation;
  call.caller = &caller;
  call.request = &request;
  const AwsError error = violations.empty() ? AwsError() : ValidationError(violations);
  if (!violations.empty()) call.error = &error;
  CheckText(ErrorBody(error));
  std::string record;
  AppendAuditRecord(call, record);
  CheckText(record);
  const Endpoint endpoint{"aws", "us-west-2", "111122223333"};
  const IdentifierRule rule = FactsOf(operation).identifier;
  const auto key = ParseKeyId(request.String("KeyId").value_or(""), rule, endpoint);
  KEYWARD_CHECK(key || key.error().http == 400);
  ReadMarker(operation, "list", request.String("Marker").value_or("")).has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool ready =
      crypto::SecureHeap::Initialise(size_t{1} << 24, crypto::Locking::kOptional).has_value();
  KEYWARD_CHECK(ready);
  if (size == 0) return 0;
  const auto operation = static_cast<Operation>(data[0] % kOperationCount);
  std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Answer<Document> request = ReadRequest(operation, body);
  KEYWARD_CHECK(std::all_of(body.begin(), body.end(), [](char c) { return c == 0; }));
  if (request) Use(operation, *request);
  KEYWARD_CHECK(request || !request.error().message.empty());
  return 0;
}
