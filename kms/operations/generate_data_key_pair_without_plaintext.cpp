// GenerateDataKeyPairWithoutPlaintext (K5.21).
#include "kms/operations/data_key_pair_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  auto made = MakeDataKeyPair(work);
  if (!made) return tl::unexpected(made.error());
  return std::move(made->answer);
}

}  // namespace

extern const OperationCode kGenerateDataKeyPairWithoutPlaintextCode;
const OperationCode kGenerateDataKeyPairWithoutPlaintextCode = {PrepareDataKeyPair, Run};

}  // namespace keyward::kms
