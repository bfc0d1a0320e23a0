// RootKeys: the root keys that are open, the present one first.
//
// Promise   safe from any thread; readers see the keys as they were when they asked.
#pragma once

#include <memory>
#include <shared_mutex>
#include <vector>

#include "crypto/root_key.h"

namespace keyward::crypto {

using SharedRootKey = std::shared_ptr<const RootKey>;

// RootKeys: see above. Holds at least one.
class RootKeys {
 public:
  explicit RootKeys(std::vector<SharedRootKey> roots) : roots_(std::move(roots)) {}

  // Present wraps what is new.
  SharedRootKey Present() const;
  // Find is the key of that fingerprint, or null.
  SharedRootKey Find(const RootKeyFingerprint& fingerprint) const;
  // Lead puts `next` before the others.
  void Lead(SharedRootKey next);
  // KeepPresent drops all but the present one.
  void KeepPresent();
  // Words names all of them, for messages: "key file /x (root key 12ab…)".
  std::string Words() const;

 private:
  mutable std::shared_mutex mutex_;
  std::vector<SharedRootKey> roots_;
};

}  // namespace keyward::crypto
