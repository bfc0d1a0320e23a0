// Key file: the root key as 32 random bytes in a file.
//
// Flow      key file --> RootKey --> SealingKey
// Promise   a file that others may read or write is refused; a new one is written whole or not at
//           all, never over another, and is on disk before it is used.
// Limits    whoever reads the file reads everything: prefer a token or a passphrase.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "crypto/root_key.h"

namespace keyward::crypto {

// OpenedKeyFile: the root key, and what to tell the operator; `warning` is empty unless the file
// was made just now.
struct OpenedKeyFile {
  std::shared_ptr<const RootKey> key;
  std::string warning;
};

// OpenKeyFile reads the root key. Fails with kNotFound without such a file, kUnreadable when it is
// no regular file, belongs to another user, or is open to group or others, kCorrupt when it is no
// key file, kVersion when a later version wrote it, kFault as the system says.
Result<std::shared_ptr<const RootKey>> OpenKeyFile(const std::string& path);

// OpenOrCreateKeyFile reads the root key, or makes a new one where there is no such file (mode
// 0600, whatever the umask). Fails as OpenKeyFile does, and with kReadOnly, kNoSpace or kFault when
// it cannot be written.
Result<OpenedKeyFile> OpenOrCreateKeyFile(const std::string& path);

}  // namespace keyward::crypto
