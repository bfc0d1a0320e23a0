#include "crypto/material_cache.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace keyward::crypto {
namespace {

using KeyPointer = std::shared_ptr<const ReadyKey>;

// StoredName: what a key is found by, as a view while looking and as a text while kept.
struct NameView {
  std::string_view arn;
  std::string_view material_id;
};
struct StoredName {
  std::string arn;
  std::string material_id;
};

struct NameHash {
  using is_transparent = void;
  size_t operator()(const NameView& name) const {
    const size_t arn = std::hash<std::string_view>()(name.arn);
    return arn ^
           (std::hash<std::string_view>()(name.material_id) + 0x9e3779b97f4a7c15 + (arn << 6));
  }
  size_t operator()(const StoredName& name) const {
    return (*this)(NameView{name.arn, name.material_id});
  }
};
struct NameEqual {
  using is_transparent = void;
  template <typename A, typename B>
  bool operator()(const A& a, const B& b) const {
    return a.arn == b.arn && a.material_id == b.material_id;
  }
};

// Entry: one key, in the common table or in a lane. `asked` is common to both: set by readers, and
// worn off by the search for room.
struct Entry {
  KeyPointer key;
  std::shared_ptr<std::atomic<bool>> asked;
};

template <typename T>
using Table = std::unordered_map<StoredName, T, NameHash, NameEqual>;

struct alignas(64) Lane {
  std::mutex mutex;
  Table<Entry> table;
};

// OwnCount is the same key with a new count of owners, so that lanes do not share one.
KeyPointer OwnCount(const KeyPointer& key) {
  auto holder = std::make_shared<KeyPointer>(key);
  const ReadyKey* const plain = holder->get();
  return {std::move(holder), plain};
}

size_t ThreadNumber() {
  static std::atomic<size_t> next{0};
  thread_local const size_t number = next.fetch_add(1, std::memory_order_relaxed);
  return number;
}

}  // namespace

// Locks are taken in one order: the common one, then a lane's.
struct MaterialCache::State {
  const size_t capacity;
  mutable std::mutex mutex;
  Table<Entry> table;
  std::list<StoredName> order;  // the names of `table`, oldest first
  uint64_t forgotten = 0;
  std::array<Lane, 16> lanes;

  explicit State(size_t size) : capacity(std::max<size_t>(size, 1)) {}

  Lane& Mine() { return lanes[ThreadNumber() % lanes.size()]; }

  KeyPointer FindInLane(const NameView& name) {
    Lane& lane = Mine();
    const std::scoped_lock lock(lane.mutex);
    const auto found = lane.table.find(name);
    if (found == lane.table.end()) return nullptr;
    std::atomic<bool>& asked = *found->second.asked;
    if (!asked.load(std::memory_order_relaxed)) asked.store(true, std::memory_order_relaxed);
    return found->second.key;
  }

  // The rest expects `mutex` to be held.
  KeyPointer CopyToLane(const StoredName& name, const Entry& entry) {
    Lane& lane = Mine();
    const std::scoped_lock lock(lane.mutex);
    const Entry seen{OwnCount(entry.key), entry.asked};
    lane.table.insert_or_assign(name, seen);
    return seen.key;
  }

  void Erase(Table<Entry>::iterator entry) {
    for (Lane& lane : lanes) {
      const std::scoped_lock lock(lane.mutex);
      lane.table.erase(entry->first);
    }
    table.erase(entry);
  }

  // MakeRoom drops the oldest key that nobody asked for since it was last passed over.
  void MakeRoom() {
    while (table.size() >= capacity) {
      const auto oldest = table.find(order.front());
      if (oldest->second.asked->exchange(false, std::memory_order_relaxed)) {
        order.splice(order.end(), order, order.begin());
      } else {
        Erase(oldest);
        order.pop_front();
      }
    }
  }
};

MaterialCache::MaterialCache(size_t capacity) : state_(std::make_unique<State>(capacity)) {}
MaterialCache::~MaterialCache() = default;

KeyPointer MaterialCache::Find(std::string_view arn, std::string_view material_id) {
  const NameView name{arn, material_id};
  if (auto key = state_->FindInLane(name)) return key;
  const std::scoped_lock lock(state_->mutex);
  const auto found = state_->table.find(name);
  return found == state_->table.end() ? nullptr : state_->CopyToLane(found->first, found->second);
}

Result<KeyPointer> MaterialCache::FindOrLoad(std::string_view arn, std::string_view material_id,
                                             const Load& load) {
  if (auto key = Find(arn, material_id)) return key;
  uint64_t forgotten = 0;
  {
    const std::scoped_lock lock(state_->mutex);
    forgotten = state_->forgotten;
  }
  auto loaded = load();
  if (!loaded) return loaded;
  const std::scoped_lock lock(state_->mutex);
  // Whatever was forgotten meanwhile may be this key: it serves this call and is not kept.
  if (forgotten != state_->forgotten) return loaded;
  const auto found = state_->table.find(NameView{arn, material_id});
  if (found != state_->table.end()) return state_->CopyToLane(found->first, found->second);
  state_->MakeRoom();
  StoredName name{std::string(arn), std::string(material_id)};
  state_->order.push_back(name);
  const Entry entry{*loaded, std::make_shared<std::atomic<bool>>(true)};
  const auto added = state_->table.emplace(std::move(name), entry).first;
  return state_->CopyToLane(added->first, entry);
}

void MaterialCache::Forget(std::string_view arn) {
  const std::scoped_lock lock(state_->mutex);
  ++state_->forgotten;
  for (auto it = state_->order.begin(); it != state_->order.end();) {
    if (it->arn != arn) {
      ++it;
      continue;
    }
    state_->Erase(state_->table.find(*it));
    it = state_->order.erase(it);
  }
}

void MaterialCache::Clear() {
  const std::scoped_lock lock(state_->mutex);
  ++state_->forgotten;
  for (Lane& lane : state_->lanes) {
    const std::scoped_lock lane_lock(lane.mutex);
    lane.table.clear();
  }
  state_->table.clear();
  state_->order.clear();
}

size_t MaterialCache::size() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->table.size();
}

}  // namespace keyward::crypto
