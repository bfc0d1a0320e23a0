// Owned files: small files that are ours alone, read into the secure heap and written exclusively.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

// Privacy: what others must not be able to do with the file.
enum class Privacy : uint8_t { kNobodyReads, kNobodyWrites };

// ReadOwnedFile reads up to 4096 bytes. Fails with kNotFound; kUnreadable when it is no regular
// file, belongs to neither this user nor root, or its mode breaks `privacy`; kCorrupt when it is
// longer; kFault as the system says.
Result<SecretBytes> ReadOwnedFile(const std::string& path, Privacy privacy);

// CreateOwnedFile makes the file with mode 0600: whole and on disk, or not at all. Fails with
// kExists, kNotFound without its folder, kReadOnly, kNoSpace, or kFault.
Result<void> CreateOwnedFile(const std::string& path, ByteView bytes);

}  // namespace keyward::crypto
