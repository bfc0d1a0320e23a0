// GenerateDataKeyWithoutPlaintext (K5.20).
#include "kms/operations/data_key_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  auto made = MakeDataKey(work);
  if (!made) return tl::unexpected(made.error());
  return std::move(made->answer);
}

}  // namespace

extern const OperationCode kGenerateDataKeyWithoutPlaintextCode;
const OperationCode kGenerateDataKeyWithoutPlaintextCode = {PrepareDataKey, Run};

}  // namespace keyward::kms
