#include "crypto/sealing/domain_key_cache.h"

#include <cstring>

namespace keyward::crypto {

size_t DomainKeyCache::IdHash::operator()(const DomainKeyId& id) const {
  size_t hash = 0;  // ids are random: any of their bytes will do
  std::memcpy(&hash, id.data(), sizeof hash);
  return hash;
}

DomainKey DomainKeyCache::Find(const WrappedDomainKey& domain) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_id_.find(domain.id());
  if (found == by_id_.end()) return nullptr;
  const Entry& entry = *found->second;
  if (entry.version != domain.version() || entry.account != domain.account() ||
      entry.region != domain.region()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return entry.key;
}

void DomainKeyCache::Put(const WrappedDomainKey& domain, DomainKey key) {
  const std::scoped_lock lock(mutex_);
  if (by_id_.count(domain.id()) != 0) return;
  if (entries_.size() >= capacity_) {
    by_id_.erase(entries_.back().id);
    entries_.pop_back();
  }
  entries_.push_front(
      {domain.id(), domain.account(), domain.region(), domain.version(), std::move(key)});
  by_id_.emplace(domain.id(), entries_.begin());
}

}  // namespace keyward::crypto
