// DomainKeyCache: unwrapped domain keys, the most recently used ones.
//
// Promise   bounded; safe from any thread; a key that falls out lives until its last reader goes.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "crypto/sealing_records.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {

using DomainKey = std::shared_ptr<const SecretBytes>;

// DomainKeyCache: see above.
class DomainKeyCache {
 public:
  // DomainKeyCache holds up to `capacity` keys, at least one.
  explicit DomainKeyCache(size_t capacity) : capacity_(capacity) {}

  // Find is the key of the record, or null. A record that names another account, Region or version
  // than the one that was unwrapped is not found: it must prove itself.
  DomainKey Find(const WrappedDomainKey& domain);

  // Put keeps the key of a record that was unwrapped, letting the least recently used one go when
  // full.
  void Put(const WrappedDomainKey& domain, DomainKey key);

 private:
  struct Entry {
    DomainKeyId id;
    std::string account;
    std::string region;
    uint32_t version;
    DomainKey key;
  };
  struct IdHash {
    size_t operator()(const DomainKeyId& id) const;
  };

  const size_t capacity_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<DomainKeyId, std::list<Entry>::iterator, IdHash> by_id_;
};

}  // namespace keyward::crypto
