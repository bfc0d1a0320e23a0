// Steps of GenerateMac and VerifyMac (K5.34, K5.35).
#pragma once

#include "crypto/engine.h"
#include "kms/operations/steps.h"

namespace keyward::kms {

// Authentication: what both need once all is admitted.
struct Authentication {
  crypto::MacAlgorithm algorithm = crypto::MacAlgorithm::kHmacSha256;
  ReadyKeyPtr key;
};

// AdmitMac is steps 9 and 10. Errors: K4.4, InvalidKeyUsageException.
Answer<Authentication> AdmitMac(Work& work);

}  // namespace keyward::kms
