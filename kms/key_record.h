// KeyRecord, AliasRecord, GrantRecord: what the store keeps of KMS keys, as values.
//
// Flow      value --Encode--> record bytes --> store::RecordStore --> Decode… --> value
// Promise   encodings carry their kind and version. Decoding is total: any bytes give a value whose
//           parts belong together, kCorrupt, or kVersion for a later version's record. Material
//           stands in it only as the seal wrapped it.
// Limits    the names of records (…Name) are readable: kind, account, Region, then the id, so that a
//           prefix lists what belongs together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/key_spec.h"
#include "crypto/key_state.h"
#include "evaluator/grant.h"
#include "kms/value.h"

namespace keyward::kms {

// MaterialState: a key material's part in its key (K5.55, K5.85).
enum class MaterialState : uint8_t {
  kCurrent,
  kNonCurrent,
  kPendingRotation,
  kPendingMultiRegionImportAndRotation,
};
inline constexpr size_t kMaterialStateCount = 4;

// RotationType: how a material became current; kFirst is the one that the key began with (K5.56).
enum class RotationType : uint8_t { kFirst, kAutomatic, kOnDemand };
inline constexpr size_t kRotationTypeCount = 3;

// StoredMaterial: one key material. `sealed` is empty where imported material was deleted or has
// expired; its id stays (K5.6).
struct StoredMaterial {
  std::string id;  // K5.7; of keys that have no KeyMaterialId, kOnlyMaterial
  Bytes sealed;
  MaterialState state = MaterialState::kCurrent;
  RotationType rotation = RotationType::kFirst;
  std::optional<Timestamp> rotated;
  std::optional<Timestamp> valid_to;  // absent: it does not expire
  std::string description;            // KeyMaterialDescription

  friend bool operator==(const StoredMaterial&, const StoredMaterial&) = default;
};

// kOnlyMaterial names the material of an asymmetric or HMAC key under the seal.
inline constexpr std::string_view kOnlyMaterial = "only";

// RotationFacts: K5.51 to K5.54.
struct RotationFacts {
  bool enabled = false;
  uint32_t period_in_days = 365;
  std::optional<Timestamp> next;
  uint32_t on_demand = 0;  // rotations on demand so far

  friend bool operator==(const RotationFacts&, const RotationFacts&) = default;
};

// MultiRegionFacts: of a multi-Region key, where its related keys are (K5.80).
struct MultiRegionFacts {
  std::string primary_region;
  std::vector<std::string> replica_regions;

  friend bool operator==(const MultiRegionFacts&, const MultiRegionFacts&) = default;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

// KeyRecord: one KMS key.
struct KeyRecord {
  std::string partition;
  std::string region;
  std::string account;
  std::string key_id;
  crypto::KeySpec spec = crypto::KeySpec::kSymmetricDefault;
  crypto::KeyUsage usage = crypto::KeyUsage::kEncryptDecrypt;
  crypto::KeyOrigin origin = crypto::KeyOrigin::kAwsKms;
  crypto::KeyState state = crypto::KeyState::kEnabled;
  bool aws_managed = false;  // KeyManager
  Timestamp created;
  std::string description;
  std::string policy;  // its text, with the ids of users and roles in place of their ARNs (K1.5)
  Tags tags;           // in the order in which they were put (K5.94)
  std::optional<Timestamp> deletion_date;
  std::optional<uint32_t> pending_window_in_days;
  RotationFacts rotation;
  std::optional<MultiRegionFacts> multi_region;
  std::vector<StoredMaterial> materials;  // in the order in which they came

  std::string Arn() const;
  // IsPrimary: a multi-Region key whose primary Region is its own.
  bool IsPrimary() const { return multi_region && multi_region->primary_region == region; }
  // Current is the material that encrypts now, or null without any.
  const StoredMaterial* Current() const;
  // FindMaterial is the material of that id, or null.
  const StoredMaterial* FindMaterial(std::string_view id) const;

  friend bool operator==(const KeyRecord&, const KeyRecord&) = default;
};

// AliasRecord: one alias (K5.92).
struct AliasRecord {
  std::string partition;
  std::string region;
  std::string account;
  std::string name;  // with `alias/`
  std::string key_id;
  Timestamp created;
  Timestamp updated;

  std::string Arn() const;
  std::string KeyArn() const;

  friend bool operator==(const AliasRecord&, const AliasRecord&) = default;
};

// GrantRecord: one grant (K3.1); facts.key_id is the key's ARN.
struct GrantRecord {
  evaluator::GrantFacts facts;
  Timestamp created;
};

// Encode writes a record.
Bytes Encode(const KeyRecord& record);
Bytes Encode(const AliasRecord& record);
Bytes Encode(const GrantRecord& record);

// Decode… read one. Errors: kCorrupt, kVersion.
Result<KeyRecord> DecodeKey(ByteView bytes);
Result<AliasRecord> DecodeAlias(ByteView bytes);
Result<GrantRecord> DecodeGrant(ByteView bytes);

// Prefixes of the names, and the names themselves.
inline constexpr std::string_view kKeyNames = "key/";
inline constexpr std::string_view kAliasNames = "alias/";
inline constexpr std::string_view kGrantNames = "grant/";
inline constexpr std::string_view kDomainNames = "domain/";
inline constexpr std::string_view kOutboxNames = "outbox/";

// PlacePrefix is the names of one kind in one account and Region: "key/111122223333/us-east-1/".
std::string PlacePrefix(std::string_view kind, std::string_view account, std::string_view region);
std::string NameOf(const KeyRecord& record);
std::string NameOf(const AliasRecord& record);
// NameOf of a grant. Its key's ARN must be one.
std::string NameOf(const GrantRecord& record);
// DomainName is where a WrappedDomainKey stands; its bytes are the record.
std::string DomainName(std::string_view account, std::string_view region, uint32_t version);

}  // namespace keyward::kms
