// Steps of the operations that generate data key pairs (K5.21).
#pragma once

#include "crypto/engine.h"
#include "kms/operations/cipher_steps.h"

namespace keyward::kms {

// PrepareDataKeyPair is their Prepare.
Answer<void> PrepareDataKeyPair(Work& work);

// MadeDataKeyPair: a private key in clear, and the answer with all but that.
struct MadeDataKeyPair {
  crypto::SecretBytes private_key;
  Document answer;
};

// MakeDataKeyPair is steps 9 to 12. Errors: K4.4, InvalidKeyUsageException,
// UnsupportedOperationException for a KeyPairSpec that this OpenSSL cannot make.
Answer<MadeDataKeyPair> MakeDataKeyPair(Work& work);

}  // namespace keyward::kms
