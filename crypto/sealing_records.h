// Sealed records: what the store keeps of the seal, as bytes that say what they are.
//
// Flow      SealingKey --> record bytes --> the store --> Parse --> SealingKey
// Promise   each record opens with its kind and format, and all it says in clear is authenticated
//           when it is opened; a changed or swapped record does not open.
// Limits    parsing checks the form alone.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/root_key.h"

namespace keyward::crypto {

// DomainKeyId tells domain keys apart, also two of one account, Region and version of which only
// one was kept.
using DomainKeyId = std::array<uint8_t, 16>;

// WrappedDomainKey: the key of one account and Region, wrapped under a root key. Its members are
// read from `bytes()`, so they cannot disagree with them.
class WrappedDomainKey {
 public:
  // Parse reads a record that SealingKey made. Fails with kCorrupt when it is none, kVersion when a
  // later version of Keyward wrote it.
  static Result<WrappedDomainKey> Parse(Bytes bytes);

  const std::string& account() const { return account_; }
  const std::string& region() const { return region_; }
  uint32_t version() const { return version_; }
  const DomainKeyId& id() const { return id_; }
  // root_key is the fingerprint of the root key that wraps it.
  const RootKeyFingerprint& root_key() const { return root_key_; }
  // bytes is the record for the store to keep.
  const Bytes& bytes() const { return bytes_; }
  // header and wrapped are the two halves of bytes().
  ByteView header() const { return ByteView(bytes_).first(header_size_); }
  ByteView wrapped() const { return ByteView(bytes_).subspan(header_size_); }

 private:
  WrappedDomainKey() = default;

  Bytes bytes_;
  std::string account_;
  std::string region_;
  uint32_t version_ = 0;
  DomainKeyId id_{};
  RootKeyFingerprint root_key_{};
  size_t header_size_ = 0;
};

// MaterialName: whose key material it is. Sealed material opens under the same name alone.
struct MaterialName {
  std::string_view key_id;       // K5.5, without the ARN around it
  std::string_view material_id;  // K5.7, or what the caller names other materials by
};

// MaterialDomain: the domain key that a sealed material needs.
struct MaterialDomain {
  DomainKeyId id{};
  uint32_t version = 0;

  friend bool operator==(const MaterialDomain&, const MaterialDomain&) = default;
};

// DomainOf reads from sealed material which domain key it needs. Fails as WrappedDomainKey::Parse.
Result<MaterialDomain> DomainOf(ByteView sealed_material);

}  // namespace keyward::crypto
