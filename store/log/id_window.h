// IdWindow: the ids of a log's last lines, and where they stand.
//
// Promise   remembers an id while fewer than `lines` lines follow its own; memory is bounded by that.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace keyward::store {

class IdWindow {
 public:
  explicit IdWindow(uint64_t lines) : lines_(lines) {}
  IdWindow(const IdWindow&) = delete;
  IdWindow& operator=(const IdWindow&) = delete;

  // Find is the sequence of the line with `id`, if it is remembered.
  std::optional<uint64_t> Find(std::string_view id) const {
    const auto found = sequences_.find(id);
    if (found == sequences_.end()) return {};
    return found->second;
  }

  // Remember adds the id of line `sequence`, the newest, and forgets what is out of the window.
  void Remember(std::string_view id, uint64_t sequence) {
    while (!ids_.empty() && sequence - ids_.front().sequence >= lines_) Drop(ids_.front(), true);
    if (sequences_.count(id) > 0) return;  // the first line with an id is the one to find
    ids_.push_back({std::string(id), sequence});
    sequences_.emplace(ids_.back().id, sequence);
  }

  // ForgetBehind takes back the lines behind `sequence`.
  void ForgetBehind(uint64_t sequence) {
    while (!ids_.empty() && ids_.back().sequence > sequence) Drop(ids_.back(), false);
  }

  // Clear forgets all.
  void Clear() {
    sequences_.clear();
    ids_.clear();
  }

 private:
  struct Entry {
    std::string id;
    uint64_t sequence = 0;
  };

  void Drop(const Entry& entry, bool front) {
    sequences_.erase(entry.id);
    if (front) {
      ids_.pop_front();
    } else {
      ids_.pop_back();
    }
  }

  uint64_t lines_;
  std::deque<Entry> ids_;  // does not move its elements
  std::unordered_map<std::string_view, uint64_t> sequences_;
};

}  // namespace keyward::store
