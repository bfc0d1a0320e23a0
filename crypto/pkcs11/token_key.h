// TokenKey: an AES-256 key that stays in its token, used for AES-GCM.
//
// Promise   calls take turns; a session that the token has closed is opened anew, once a call.
#pragma once

#include <memory>
#include <mutex>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/pkcs11/session.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// TokenKey: see above.
class TokenKey {
 public:
  // Open fails as OpenPkcs11RootKey does.
  static Result<std::unique_ptr<TokenKey>> Open(const Pkcs11Key& key, ByteView pin);

  // Encrypt gives ciphertext and tag; `iv` has 12 bytes. Fails as Pkcs11Fault has it.
  Result<Bytes> Encrypt(ByteView iv, ByteView associated, ByteView plaintext);

  // Decrypt reverses Encrypt. Fails with kBadCiphertext when the tag does not verify, and as
  // Pkcs11Fault has it.
  Result<SecretBytes> Decrypt(ByteView iv, ByteView associated, ByteView sealed);

 private:
  TokenKey(Pkcs11Key key, SecretBytes pin) : key_(std::move(key)), pin_(std::move(pin)) {}

  Result<void> Connect();
  CK_RV EncryptOnce(CK_MECHANISM& gcm, ByteView plaintext, Bytes& sealed);
  CK_RV DecryptOnce(CK_MECHANISM& gcm, ByteView sealed, SecretBytes& plaintext);
  // Answers tells whether the token still encrypts.
  bool Answers();

  const Pkcs11Key key_;
  const SecretBytes pin_;
  std::mutex mutex_;
  std::unique_ptr<Pkcs11Session> session_;
  CK_OBJECT_HANDLE handle_ = 0;
};

}  // namespace keyward::crypto
