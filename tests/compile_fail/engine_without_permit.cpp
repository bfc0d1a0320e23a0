// No key is used without a Permit: each function of the engine takes one.
// error: (no matching function|could not convert|too few arguments|invalid initialization)
#include "crypto/engine.h"

using keyward::ByteView;
using keyward::crypto::EncryptionAlgorithm;
using keyward::crypto::EncryptionContext;
using keyward::crypto::Permit;
using keyward::crypto::ReadyKey;

auto WithPermit(const Permit& permit, const ReadyKey& key, ByteView blob) {
  return Decrypt(permit, key, EncryptionAlgorithm::kSymmetricDefault, EncryptionContext(), blob);
}

#ifdef FORBIDDEN
auto Without(const ReadyKey& key, ByteView blob) {
  return keyward::crypto::Decrypt(key, EncryptionAlgorithm::kSymmetricDefault, EncryptionContext(),
                                  blob);
}
#endif
