// PKCS#11: the root key as an AES key inside a token (an HSM, or SoftHSM2).
//
// Flow      module + token + PIN --> RootKey --> SealingKey
// Promise   the key never leaves the token: it wraps with CKM_AES_GCM there. Calls take turns on
//           one session, which is opened anew when the token has closed it.
// Limits    the token must take the IV from the caller, as PKCS#11 2.40 has it. A login counts for
//           the whole process: while one key of a token is open, it asks no PIN for another.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/root_key.h"

namespace keyward::crypto {

// Pkcs11Key names an AES-256 key in a token.
struct Pkcs11Key {
  std::string module;            // path of the PKCS#11 library
  std::optional<uint64_t> slot;  // the token's slot number, or
  std::string token;             // its label, looked at when `slot` is empty
  std::string label;             // the key's CKA_LABEL
};

// OpenPkcs11RootKey logs in as the user and finds the key. Fails with kNotFound without such a
// module, token or key; kUnsupported when the module cannot be loaded or the token has no
// CKM_AES_GCM; kBadSecret on a wrong or locked PIN; kInvalidInput when more than one key has the
// label; kBadMaterial when the key has not 256 bits; kFault as the token says.
Result<std::shared_ptr<const RootKey>> OpenPkcs11RootKey(const Pkcs11Key& key, ByteView pin);

// CreatePkcs11Key lets the token make the key: it can never be read out, only used. Fails with
// kExists when the label is taken, else as OpenPkcs11RootKey does.
Result<void> CreatePkcs11Key(const Pkcs11Key& key, ByteView pin);

}  // namespace keyward::crypto
