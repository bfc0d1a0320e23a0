// KeyStore: all keys, aliases and grants, ready for decisions.
//
// Flow      store::RecordStore --Open--> read models (store::Table) --Find…--> decisions
//           Changes + audit records --Write--> one Batch --> the store, then the read models
// Promise   a write is there whole, with the outbox entries of its audit records, or not at all;
//           when Write returns, every later Find sees it. What Find gives is one moment of a key,
//           its grants and aliases, and stays valid while held. Safe from any thread.
// Limits    two writes of one record at a time: the later one is kConflict, and to be derived anew.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "compiler/program.h"
#include "crypto/sealing_records.h"
#include "kms/key_record.h"
#include "store/record_store.h"
#include "store/table.h"

namespace keyward::kms {

// StoredKey: a key record and its version in the store.
class StoredKey {
 public:
  StoredKey(KeyRecord record, uint64_t version);

  const KeyRecord& record() const { return record_; }
  const std::string& arn() const { return arn_; }
  uint64_t version() const { return version_; }

  // policy is the key policy's program, compiled on the first call; null where the stored text does
  // not compile, which allows nothing. source is its text.
  const compiler::Program* policy() const;
  SourcePtr source() const;

 private:
  void Compile() const;

  const KeyRecord record_;
  const std::string arn_;
  const uint64_t version_;
  mutable std::once_flag compiled_;
  mutable SourcePtr source_;
  mutable std::shared_ptr<const compiler::Program> program_;
};

// StoredGrant: a grant record, prepared for decisions.
struct StoredGrant {
  GrantRecord record;
  evaluator::Grant grant;
  uint64_t version = 0;
};

// StoredAlias: an alias record and its version.
struct StoredAlias {
  AliasRecord record;
  uint64_t version = 0;
};

using StoredKeyPtr = std::shared_ptr<const StoredKey>;
using StoredAliasPtr = std::shared_ptr<const StoredAlias>;
using Grants = std::vector<std::shared_ptr<const StoredGrant>>;
using AliasNames = std::vector<std::string>;

// KeyEntry: one moment of a key; none of the pointers is null.
struct KeyEntry {
  StoredKeyPtr key;
  std::shared_ptr<const Grants> grants;       // oldest first
  std::shared_ptr<const AliasNames> aliases;  // sorted
};
using KeyEntryPtr = std::shared_ptr<const KeyEntry>;

// Changes: what one write changes. `expected` is the version that the record has now, 0 for a new
// one.
struct Changes {
  template <typename Record>
  struct Change {
    Record record;
    uint64_t expected = 0;
    bool deleted = false;
  };
  std::vector<Change<KeyRecord>> keys;
  std::vector<Change<AliasRecord>> aliases;
  std::vector<Change<GrantRecord>> grants;

  bool empty() const { return keys.empty() && aliases.empty() && grants.empty(); }
};

class KeyStore {
 public:
  // Open reads all records of `records`, which must outlive the store. Errors: those of List;
  // kCorrupt and kVersion where a record cannot be read: a key that is not seen could not deny.
  static Result<std::unique_ptr<KeyStore>> Open(store::RecordStore& records);

  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;

  // FindKey and FindAlias look up an ARN; null where there is none.
  KeyEntryPtr FindKey(std::string_view arn) const;
  StoredAliasPtr FindAlias(std::string_view arn) const;
  // FindKeyById is the Region's key of that id, whosever it is: what a ciphertext names (K5.10).
  KeyEntryPtr FindKeyById(std::string_view region, std::string_view key_id) const;

  // ListKeys and ListAliases give up to `limit` of an account and Region behind `after`, a key id or
  // alias name, in the order of these. Errors: those of RecordStore::List, kCorrupt, kVersion.
  Result<std::vector<KeyRecord>> ListKeys(std::string_view account, std::string_view region,
                                          std::string_view after, size_t limit) const;
  Result<std::vector<AliasRecord>> ListAliases(std::string_view account, std::string_view region,
                                               std::string_view after, size_t limit) const;

  // Write commits `changes` and one outbox entry for each of `entries`, in one batch. Errors: those
  // of Commit; after one, the read models are as before.
  Result<void> Write(const Changes& changes, const std::vector<std::string>& entries);

  // Domain is the newest domain key of an account and Region, or null; FindDomain the one that
  // sealed material names, or null.
  std::shared_ptr<const crypto::WrappedDomainKey> Domain(std::string_view account,
                                                         std::string_view region) const;
  std::shared_ptr<const crypto::WrappedDomainKey> FindDomain(
      const crypto::MaterialDomain& domain) const;
  // KeepDomain writes a new domain key. Errors: those of Commit.
  Result<void> KeepDomain(crypto::WrappedDomainKey domain);

  store::RecordStore& records() const { return records_; }

 private:
  explicit KeyStore(store::RecordStore& records) : records_(records) {}

  template <typename Take>
  Result<void> Load(std::string_view prefix, Take take);
  Result<void> LoadAll();
  void Apply(const Changes& changes, const store::Committed& committed);
  void Put(const KeyRecord& record, uint64_t version);
  void Put(const AliasRecord& record, uint64_t version);
  Result<void> Put(const GrantRecord& record, uint64_t version);
  void Erase(const KeyRecord& record);
  void Erase(const AliasRecord& record);
  void Erase(const GrantRecord& record);
  // Change replaces the entry of a key by a changed copy. Under mutex_.
  template <typename Edit>
  void Change(const std::string& arn, Edit edit);
  void NameKey(const AliasRecord& alias, bool named);

  store::RecordStore& records_;
  // TakeTurns lets writers of the same record wait for each other, commit included; writers of others
  // share a commit.
  std::vector<std::unique_lock<std::mutex>> TakeTurns(const store::Batch& batch);

  std::array<std::mutex, 256> turns_;  // by record name
  mutable std::mutex mutex_;  // writers of the read models, and domains_; never held over a commit
  store::Table<KeyEntryPtr> keys_;
  store::Table<std::string> arns_;  // by Region and key id
  store::Table<StoredAliasPtr> aliases_;
  std::vector<std::shared_ptr<const crypto::WrappedDomainKey>> domains_;  // by name
};

}  // namespace keyward::kms
