// Pkcs11Session: a user's session with one token.
//
// Promise   logged in when it exists, closed when it goes. Not safe from several threads.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/pkcs11/module.h"
#include "crypto/root_key_pkcs11.h"

namespace keyward::crypto {

// Access: making a key needs a session that may write.
enum class Access : uint8_t { kUse, kWrite };

// Pkcs11Session: see above.
class Pkcs11Session {
 public:
  // Open finds the token of `key` and logs in. Fails as OpenPkcs11RootKey does for module, token
  // and PIN.
  static Result<std::unique_ptr<Pkcs11Session>> Open(const Pkcs11Key& key, ByteView pin,
                                                     Access access);

  Pkcs11Session(const Pkcs11Session&) = delete;
  Pkcs11Session& operator=(const Pkcs11Session&) = delete;
  ~Pkcs11Session();

  // FindKey finds the one AES-256 key of that label. Fails as OpenPkcs11RootKey does for keys.
  Result<CK_OBJECT_HANDLE> FindKey(const std::string& label) const;

  // MakeKey lets the token make an AES-256 key that cannot be read out.
  Result<void> MakeKey(const std::string& label) const;

  const CK_FUNCTION_LIST& functions() const { return module_->functions(); }
  CK_SESSION_HANDLE handle() const { return handle_; }

 private:
  Pkcs11Session(std::shared_ptr<const Pkcs11Module> module, CK_SESSION_HANDLE handle)
      : module_(std::move(module)), handle_(handle) {}

  std::shared_ptr<const Pkcs11Module> module_;
  CK_SESSION_HANDLE handle_;
};

}  // namespace keyward::crypto
