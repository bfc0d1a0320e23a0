// GenerateDataKey (K5.20).
#include "kms/operations/data_key_steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  auto made = MakeDataKey(work);
  if (!made) return tl::unexpected(made.error());
  made->answer.Set("Plaintext", std::move(made->plaintext));
  return std::move(made->answer);
}

}  // namespace

extern const OperationCode kGenerateDataKeyCode;
const OperationCode kGenerateDataKeyCode = {PrepareDataKey, Run};

}  // namespace keyward::kms
