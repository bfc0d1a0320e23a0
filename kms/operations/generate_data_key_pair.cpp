// GenerateDataKeyPair (K5.21).
#include "kms/operations/data_key_pair_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  auto made = MakeDataKeyPair(work);
  if (!made) return tl::unexpected(made.error());
  made->answer.Set("PrivateKeyPlaintext", std::move(made->private_key));
  return std::move(made->answer);
}

}  // namespace

extern const OperationCode kGenerateDataKeyPairCode;
const OperationCode kGenerateDataKeyPairCode = {PrepareDataKeyPair, Run};

}  // namespace keyward::kms
