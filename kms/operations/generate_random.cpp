// GenerateRandom (K1.43, K5.22).
#include "crypto/engine.h"
#include "kms/operations/steps.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

Answer<void> Prepare(Work& work) {
  if (work.request.Has("CustomKeyStoreId")) {
    return Refuse(Exception::kCustomKeyStoreNotFoundException);
  }
  if (!work.request.Has("NumberOfBytes")) return Refused(NumberOfBytesRequired());
  if (auto prepared = PrepareService(work); !prepared) return prepared;
  work.checks.back().use = crypto::Use::kGenerateRandom;
  work.checks.back().used_key = crypto::kNoKey;
  return {};
}

Answer<Document> Run(Work& work) {
  const auto size = static_cast<size_t>(*work.request.Integer("NumberOfBytes"));
  auto bytes = crypto::GenerateRandom(*work.permit, size);
  if (!bytes) return Fault(work, bytes.error());
  Document answer;
  answer.Set("Plaintext", std::move(*bytes));
  return answer;
}

}  // namespace

extern const OperationCode kGenerateRandomCode;
const OperationCode kGenerateRandomCode = {Prepare, Run};

}  // namespace keyward::kms
