#include "kms/gate/trail.h"

#include "store/outbox.h"

namespace keyward::kms {
namespace {

constexpr size_t kDrainedAtOnce = 500;

}  // namespace

Result<void> Trail::Append(const std::vector<TrailEntry>& entries) {
  for (const TrailEntry& entry : entries) {
    if (auto appended = log_.Append(entry.record); !appended) {
      return tl::unexpected(appended.error());
    }
  }
  return {};
}

Result<void> Trail::Commit(KeyStore& keys, const Changes& changes,
                           const std::vector<TrailEntry>& entries, bool& committed) {
  std::vector<std::string> outbox;
  for (const TrailEntry& entry : entries) outbox.push_back(entry.event_id + '\n' + entry.record);
  const auto written = keys.Write(changes, outbox);
  committed = written.has_value();
  if (!committed) return written;
  return Drain();
}

Result<void> Trail::Drain() {
  const std::lock_guard lock(draining_);
  while (true) {
    const auto entries = store::ReadOutbox(records_, kOutboxNames, 0, kDrainedAtOnce);
    if (!entries) return tl::unexpected(entries.error());
    if (entries->empty()) return {};
    for (const store::OutboxEntry& entry : *entries) {
      const std::string_view text = AsText(entry.value);
      const size_t end = text.find('\n');
      if (end == std::string_view::npos) {
        return Fail(ErrorCode::kCorrupt, "an outbox entry has no event id");
      }
      auto appended = log_.AppendIfAbsent(text.substr(0, end), text.substr(end + 1));
      if (!appended) return tl::unexpected(appended.error());
    }
    if (auto deleted = store::DeleteDrained(records_, kOutboxNames, *entries); !deleted) {
      return deleted;
    }
  }
}

}  // namespace keyward::kms
