// Steps of Sign and Verify (K5.30 to K5.34).
#pragma once

#include "crypto/engine.h"
#include "kms/operations/steps.h"

namespace keyward::kms {

// Signing: what both need once all is admitted.
struct Signing {
  crypto::SigningAlgorithm algorithm = crypto::SigningAlgorithm::kEcdsaSha256;
  crypto::MessageType type = crypto::MessageType::kRaw;
  ReadyKeyPtr key;
};

// AdmitSigning is steps 9 and 10. Errors: K4.4, InvalidKeyUsageException, ValidationException for
// digests of a wrong length.
Answer<Signing> AdmitSigning(Work& work);

}  // namespace keyward::kms
