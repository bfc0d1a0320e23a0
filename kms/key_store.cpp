#include "kms/key_store.h"

#include <algorithm>
#include <functional>
#include <set>

#include "compiler/emit.h"

namespace keyward::kms {
namespace {

constexpr size_t kLoadedAtOnce = 10000;

KeyEntryPtr EntryOf(StoredKeyPtr key) {
  static const auto kNoGrants = std::make_shared<const Grants>();
  static const auto kNoAliases = std::make_shared<const AliasNames>();
  return std::make_shared<const KeyEntry>(KeyEntry{std::move(key), kNoGrants, kNoAliases});
}

std::string PlaceOf(std::string_view region, std::string_view key_id) {
  return std::string(region).append("/").append(key_id);
}

// ListRecords decodes one page below a prefix.
template <typename Record>
Result<std::vector<Record>> ListRecords(const store::RecordStore& records,
                                        const std::string& prefix, std::string_view after,
                                        size_t limit, Result<Record> (*decode)(ByteView)) {
  auto page =
      records.List(prefix, after.empty() ? std::string() : prefix + std::string(after), limit);
  if (!page) return tl::unexpected(page.error());
  std::vector<Record> decoded;
  decoded.reserve(page->size());
  for (const store::Record& record : *page) {
    auto value = decode(record.value);
    if (!value) return tl::unexpected(value.error());
    decoded.push_back(std::move(*value));
  }
  return decoded;
}

template <typename Record>
void AddWrites(const std::vector<Changes::Change<Record>>& changes, store::Batch& batch) {
  for (const auto& change : changes) {
    if (change.deleted) {
      batch.Delete(NameOf(change.record), change.expected);
    } else {
      batch.Put(NameOf(change.record), Encode(change.record), change.expected);
    }
  }
}

}  // namespace

StoredKey::StoredKey(KeyRecord record, uint64_t version)
    : record_(std::move(record)), arn_(record_.Arn()), version_(version) {}

void StoredKey::Compile() const {
  auto source = Source::Create(arn_, record_.policy);
  if (!source) return;
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  options.name = "key policy";
  source_ = *source;
  program_ = compiler::Compile(source_, compiler::PolicyType::kKeyPolicy, options).program;
}

const compiler::Program* StoredKey::policy() const {
  std::call_once(compiled_, [this] { Compile(); });
  return program_.get();
}

SourcePtr StoredKey::source() const {
  std::call_once(compiled_, [this] { Compile(); });
  return source_;
}

Result<std::unique_ptr<KeyStore>> KeyStore::Open(store::RecordStore& records) {
  std::unique_ptr<KeyStore> store(new KeyStore(records));
  if (auto loaded = store->LoadAll(); !loaded) return tl::unexpected(loaded.error());
  return store;
}

template <typename Take>
Result<void> KeyStore::Load(std::string_view prefix, Take take) {
  for (std::string after;;) {
    const auto page = records_.List(prefix, after, kLoadedAtOnce);
    if (!page) return tl::unexpected(page.error());
    if (page->empty()) return {};
    for (const store::Record& record : *page) {
      if (Result<void> taken = take(record); !taken) {
        taken.error().file = record.key;
        return taken;
      }
    }
    after = page->back().key;
  }
}

Result<void> KeyStore::LoadAll() {
  const std::lock_guard lock(mutex_);
  // put decodes a record and puts it into the read model.
  const auto put = [this](auto decode) {
    return [this, decode](const store::Record& record) -> Result<void> {
      auto value = decode(record.value);
      if (!value) return tl::unexpected(value.error());
      if (NameOf(*value) != record.key) {
        return Fail(ErrorCode::kCorrupt, "a stored record stands under another's name");
      }
      if constexpr (std::is_same_v<std::decay_t<decltype(*value)>, GrantRecord>) {
        return Put(*value, record.version);
      } else {
        Put(*value, record.version);
        return {};
      }
    };
  };
  if (auto loaded = Load(kKeyNames, put(DecodeKey)); !loaded) return loaded;
  if (auto loaded = Load(kAliasNames, put(DecodeAlias)); !loaded) return loaded;
  if (auto loaded = Load(kGrantNames, put(DecodeGrant)); !loaded) return loaded;
  return Load(kDomainNames, [this](const store::Record& record) -> Result<void> {
    auto domain = crypto::WrappedDomainKey::Parse(record.value);
    if (!domain) return tl::unexpected(domain.error());
    domains_.push_back(std::make_shared<const crypto::WrappedDomainKey>(std::move(*domain)));
    return {};
  });
}

KeyEntryPtr KeyStore::FindKey(std::string_view arn) const {
  const store::ReadGuard guard;
  const KeyEntryPtr* found = keys_.Find(arn, guard);
  return found == nullptr ? nullptr : *found;
}

StoredAliasPtr KeyStore::FindAlias(std::string_view arn) const {
  const store::ReadGuard guard;
  const StoredAliasPtr* found = aliases_.Find(arn, guard);
  return found == nullptr ? nullptr : *found;
}

KeyEntryPtr KeyStore::FindKeyById(std::string_view region, std::string_view key_id) const {
  std::string arn;
  {
    const store::ReadGuard guard;
    const std::string* found = arns_.Find(PlaceOf(region, key_id), guard);
    if (found == nullptr) return nullptr;
    arn = *found;
  }
  return FindKey(arn);
}

Result<std::vector<KeyRecord>> KeyStore::ListKeys(std::string_view account, std::string_view region,
                                                  std::string_view after, size_t limit) const {
  return ListRecords(records_, PlacePrefix(kKeyNames, account, region), after, limit, DecodeKey);
}

Result<std::vector<AliasRecord>> KeyStore::ListAliases(std::string_view account,
                                                       std::string_view region,
                                                       std::string_view after, size_t limit) const {
  return ListRecords(records_, PlacePrefix(kAliasNames, account, region), after, limit,
                     DecodeAlias);
}

Result<void> KeyStore::Write(const Changes& changes, const std::vector<std::string>& entries) {
  store::Batch batch;
  AddWrites(changes.keys, batch);
  AddWrites(changes.aliases, batch);
  AddWrites(changes.grants, batch);
  for (const std::string& entry : entries) {
    batch.Append(std::string(kOutboxNames), Bytes(entry.begin(), entry.end()));
  }
  // Whoever meets a conflict here finds the winner's change in memory, not only in the store.
  const auto turns = TakeTurns(batch);
  const auto committed = records_.Commit(batch);
  if (!committed) return tl::unexpected(committed.error());
  const std::lock_guard lock(mutex_);
  Apply(changes, *committed);
  return {};
}

std::vector<std::unique_lock<std::mutex>> KeyStore::TakeTurns(const store::Batch& batch) {
  std::set<size_t> places;
  for (const store::Write& write : batch.writes()) {
    if (write.kind == store::WriteKind::kAppend) continue;
    places.insert(std::hash<std::string>()(write.key) % turns_.size());
  }
  std::vector<std::unique_lock<std::mutex>> locks;
  for (const size_t place : places) locks.emplace_back(turns_[place]);
  return locks;
}

void KeyStore::Apply(const Changes& changes, const store::Committed& committed) {
  size_t write = 0;
  const auto apply = [&](const auto& list) {
    for (const auto& change : list) {
      const uint64_t version = committed.version(write++);
      if (change.deleted) {
        Erase(change.record);
      } else {
        static_cast<void>(Put(change.record, version));
      }
    }
  };
  apply(changes.keys);
  apply(changes.aliases);
  apply(changes.grants);
}

template <typename Edit>
void KeyStore::Change(const std::string& arn, Edit edit) {
  const KeyEntryPtr entry = FindKey(arn);
  if (entry == nullptr) return;
  auto changed = std::make_shared<KeyEntry>(*entry);
  edit(*changed);
  keys_.Replace(arn, std::move(changed));
}

void KeyStore::Put(const KeyRecord& record, uint64_t version) {
  auto key = std::make_shared<const StoredKey>(record, version);
  const std::string arn = key->arn();
  if (FindKey(arn) == nullptr) {
    keys_.Replace(arn, EntryOf(std::move(key)));
    return arns_.Replace(PlaceOf(record.region, record.key_id), arn);
  }
  Change(arn, [&](KeyEntry& entry) { entry.key = key; });
}

void KeyStore::NameKey(const AliasRecord& alias, bool named) {
  Change(alias.KeyArn(), [&](KeyEntry& entry) {
    auto names = std::make_shared<AliasNames>(*entry.aliases);
    std::erase(*names, alias.name);
    if (named)
      names->insert(std::upper_bound(names->begin(), names->end(), alias.name), alias.name);
    entry.aliases = std::move(names);
  });
}

void KeyStore::Put(const AliasRecord& record, uint64_t version) {
  const std::string arn = record.Arn();
  if (const StoredAliasPtr former = FindAlias(arn)) NameKey(former->record, false);
  aliases_.Replace(arn, std::make_shared<const StoredAlias>(StoredAlias{record, version}));
  NameKey(record, true);
}

Result<void> KeyStore::Put(const GrantRecord& record, uint64_t version) {
  auto grant = evaluator::MakeGrant(record.facts);
  if (!grant) return tl::unexpected(grant.error());
  auto stored =
      std::make_shared<const StoredGrant>(StoredGrant{record, std::move(*grant), version});
  Change(record.facts.key_id, [&](KeyEntry& entry) {
    auto grants = std::make_shared<Grants>(*entry.grants);
    std::erase_if(*grants, [&](const auto& other) {
      return other->record.facts.grant_id == record.facts.grant_id;
    });
    const auto at = std::upper_bound(
        grants->begin(), grants->end(), stored,
        [](const auto& a, const auto& b) { return a->record.created < b->record.created; });
    grants->insert(at, std::move(stored));
    entry.grants = std::move(grants);
  });
  return {};
}

void KeyStore::Erase(const KeyRecord& record) {
  keys_.Erase(record.Arn());
  arns_.Erase(PlaceOf(record.region, record.key_id));
}

void KeyStore::Erase(const AliasRecord& record) {
  aliases_.Erase(record.Arn());
  NameKey(record, false);
}

void KeyStore::Erase(const GrantRecord& record) {
  Change(record.facts.key_id, [&](KeyEntry& entry) {
    auto grants = std::make_shared<Grants>(*entry.grants);
    std::erase_if(*grants, [&](const auto& other) {
      return other->record.facts.grant_id == record.facts.grant_id;
    });
    entry.grants = std::move(grants);
  });
}

std::shared_ptr<const crypto::WrappedDomainKey> KeyStore::Domain(std::string_view account,
                                                                 std::string_view region) const {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const crypto::WrappedDomainKey> newest;
  for (const auto& domain : domains_) {
    const bool here = domain->account() == account && domain->region() == region;
    if (here && (newest == nullptr || newest->version() < domain->version())) newest = domain;
  }
  return newest;
}

std::shared_ptr<const crypto::WrappedDomainKey> KeyStore::FindDomain(
    const crypto::MaterialDomain& domain) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(domains_.begin(), domains_.end(), [&](const auto& other) {
    return other->id() == domain.id && other->version() == domain.version;
  });
  return found == domains_.end() ? nullptr : *found;
}

Result<void> KeyStore::KeepDomain(crypto::WrappedDomainKey domain) {
  store::Batch batch;
  batch.Put(DomainName(domain.account(), domain.region(), domain.version()), domain.bytes(), 0);
  if (auto committed = records_.Commit(batch); !committed) {
    return tl::unexpected(committed.error());
  }
  const std::lock_guard lock(mutex_);
  domains_.push_back(std::make_shared<const crypto::WrappedDomainKey>(std::move(domain)));
  return {};
}

}  // namespace keyward::kms
