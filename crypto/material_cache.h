// MaterialCache: keys that are unwrapped and parsed, kept for the next request.
//
// Flow      (key ARN, key material id) --FindOrLoad--> ReadyKey
// Promise   readers of different threads do not meet: each thread looks in its own lane, and takes
//           the common lock only on a miss. After Forget returns, no call finds that key again, not
//           even one whose load had begun before. What is dropped is cleansed as soon as the calls
//           that hold it end.
// Limits    `capacity` keys; the one that was not asked for longest, roughly, makes room.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "crypto/ready_key.h"

namespace keyward::crypto {

class MaterialCache {
 public:
  using Load = std::function<Result<std::shared_ptr<const ReadyKey>>()>;

  // MaterialCache(capacity) keeps at least one key. Parsed RSA keys take about 3 KiB of the secure
  // heap each, so its size bounds a useful capacity.
  explicit MaterialCache(size_t capacity);
  ~MaterialCache();
  MaterialCache(const MaterialCache&) = delete;
  MaterialCache& operator=(const MaterialCache&) = delete;

  // Find is the key, or null.
  std::shared_ptr<const ReadyKey> Find(std::string_view arn, std::string_view material_id);

  // FindOrLoad is the key, from `load` where it is not here; fails as `load` does. Two threads may
  // load one key at the same time.
  Result<std::shared_ptr<const ReadyKey>> FindOrLoad(std::string_view arn,
                                                     std::string_view material_id,
                                                     const Load& load);

  // Forget drops all materials of a key: after its deletion, or that of imported material.
  void Forget(std::string_view arn);

  // Clear drops everything, for instance when the store is sealed.
  void Clear();

  // size is the number of keys now.
  size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace keyward::crypto
