// Steps of the operations that generate data keys (K5.20).
#pragma once

#include "crypto/engine.h"
#include "kms/operations/cipher_steps.h"

namespace keyward::kms {

// PrepareDataKey is their Prepare. Errors: ValidationException where not exactly one of KeySpec and
// NumberOfBytes is given.
Answer<void> PrepareDataKey(Work& work);

// MadeDataKey: a data key, and the answer with all but its plaintext.
struct MadeDataKey {
  crypto::SecretBytes plaintext;
  Document answer;
};

// MakeDataKey is steps 9 to 12.
Answer<MadeDataKey> MakeDataKey(Work& work);

}  // namespace keyward::kms
