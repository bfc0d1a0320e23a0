#include "crypto/sealing/root_keys.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>

namespace keyward::crypto {

SharedRootKey RootKeys::Present() const {
  const std::shared_lock lock(mutex_);
  return roots_.front();
}

SharedRootKey RootKeys::Find(const RootKeyFingerprint& fingerprint) const {
  const std::shared_lock lock(mutex_);
  for (const SharedRootKey& root : roots_) {
    if (root->fingerprint() == fingerprint) return root;
  }
  return nullptr;
}

void RootKeys::Lead(SharedRootKey next) {
  const std::scoped_lock lock(mutex_);
  const RootKeyFingerprint fingerprint = next->fingerprint();
  roots_.erase(
      std::remove_if(roots_.begin(), roots_.end(),
                     [&](const SharedRootKey& root) { return root->fingerprint() == fingerprint; }),
      roots_.end());
  roots_.insert(roots_.begin(), std::move(next));
}

void RootKeys::KeepPresent() {
  const std::scoped_lock lock(mutex_);
  roots_.resize(1);
}

std::string RootKeys::Words() const {
  const std::shared_lock lock(mutex_);
  std::string words;
  for (const SharedRootKey& root : roots_) {
    words += fmt::format("{}{} (root key {})", words.empty() ? "" : ", ", root->source(),
                         FingerprintText(root->fingerprint()));
  }
  return words;
}

}  // namespace keyward::crypto
