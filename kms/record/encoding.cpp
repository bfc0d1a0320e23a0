// The encodings of the stored records, version 1 each.
#include <algorithm>
#include <fmt/format.h>

#include "base/source.h"
#include "compiler/values.h"
#include "kms/key_id.h"
#include "kms/key_record.h"
#include "kms/record/bytes_writer.h"

namespace keyward::kms {
namespace {

enum class RecordKind : uint8_t { kKey = 'K', kAlias = 'A', kGrant = 'G' };
constexpr uint8_t kVersion = 1;
constexpr uint32_t kMaxDays = 100000;

void WritePairs(BytesWriter& out, const evaluator::Pairs& pairs) {
  out.Number(pairs.size(), 4);
  for (const auto& [key, value] : pairs) {
    out.Text(key);
    out.Text(value);
  }
}

evaluator::Pairs ReadPairs(BytesReader& in) {
  evaluator::Pairs pairs;
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
    std::string key = in.Text();
    pairs.emplace_back(std::move(key), in.Text());
  }
  return pairs;
}

void WriteTexts(BytesWriter& out, const std::vector<std::string>& texts) {
  out.Number(texts.size(), 4);
  for (const std::string& text : texts) out.Text(text);
}

std::vector<std::string> ReadTexts(BytesReader& in) {
  std::vector<std::string> texts;
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) texts.push_back(in.Text());
  return texts;
}

void WriteMaybePairs(BytesWriter& out, const std::optional<evaluator::Pairs>& pairs) {
  out.Flag(pairs.has_value());
  if (pairs) WritePairs(out, *pairs);
}

std::optional<evaluator::Pairs> ReadMaybePairs(BytesReader& in) {
  if (!in.Flag()) return std::nullopt;
  return ReadPairs(in);
}

void WriteMaterial(BytesWriter& out, const StoredMaterial& material) {
  out.Text(material.id);
  out.Blob(material.sealed);
  out.Choice(material.state);
  out.Choice(material.rotation);
  out.MaybeTime(material.rotated);
  out.MaybeTime(material.valid_to);
  out.Text(material.description);
}

StoredMaterial ReadMaterial(BytesReader& in) {
  StoredMaterial material;
  material.id = in.Text();
  const ByteView sealed = in.Blob();
  material.sealed.assign(sealed.begin(), sealed.end());
  material.state = static_cast<MaterialState>(in.Choice(kMaterialStateCount));
  material.rotation = static_cast<RotationType>(in.Choice(kRotationTypeCount));
  material.rotated = in.MaybeTime();
  material.valid_to = in.MaybeTime();
  material.description = in.Text();
  if (material.id.empty()) in.Refuse();
  return material;
}

void WriteMultiRegion(BytesWriter& out, const std::optional<MultiRegionFacts>& facts) {
  out.Flag(facts.has_value());
  if (!facts) return;
  out.Text(facts->primary_region);
  WriteTexts(out, facts->replica_regions);
}

std::optional<MultiRegionFacts> ReadMultiRegion(BytesReader& in) {
  if (!in.Flag()) return std::nullopt;
  MultiRegionFacts facts;
  facts.primary_region = in.Text();
  facts.replica_regions = ReadTexts(in);
  return facts;
}

// ReadDays reads a number of days that can be added to a time.
uint32_t ReadDays(BytesReader& in) {
  const auto days = static_cast<uint32_t>(in.Number(4));
  if (days > kMaxDays) in.Refuse();
  return days;
}

RotationFacts ReadRotation(BytesReader& in) {
  RotationFacts facts;
  facts.enabled = in.Flag();
  facts.period_in_days = ReadDays(in);
  facts.next = in.MaybeTime();
  facts.on_demand = static_cast<uint32_t>(in.Number(4));
  return facts;
}

// IsPlace: a partition, Region and account that an ARN can hold.
bool IsPlace(std::string_view partition, std::string_view region, std::string_view account) {
  const auto plain = [](std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  };
  return plain(partition) && plain(region) && compiler::ParseAccount(account).has_value();
}

// IsSound: the parts of a key belong together.
bool IsSound(const KeyRecord& record) {
  const auto currents =
      std::count_if(record.materials.begin(), record.materials.end(),
                    [](const auto& material) { return material.state == MaterialState::kCurrent; });
  const bool texts = InvalidUtf8At(record.description) == record.description.size() &&
                     InvalidUtf8At(record.policy) == record.policy.size();
  return IsPlace(record.partition, record.region, record.account) && IsKeyId(record.key_id) &&
         crypto::Supports(record.spec, record.usage) && currents <= 1 && texts &&
         IsMultiRegionKeyId(record.key_id) == record.multi_region.has_value();
}

tl::unexpected<Error> Corrupt(const char* what) {
  return Fail(ErrorCode::kCorrupt, fmt::format("the stored record is no {}", what));
}

void Begin(BytesWriter& out, RecordKind kind) {
  out.Choice(kind);
  out.Number(kVersion, 1);
}

Result<void> ReadHead(BytesReader& in, RecordKind kind, const char* what) {
  if (in.Number(1) != static_cast<uint64_t>(kind)) return Corrupt(what);
  const uint64_t version = in.Number(1);
  if (in.ok() && version > kVersion) {
    return Fail(ErrorCode::kVersion, fmt::format("a later version of Keyward wrote this {}", what));
  }
  if (version != kVersion) return Corrupt(what);
  return {};
}

}  // namespace

Bytes Encode(const KeyRecord& record) {
  BytesWriter out;
  Begin(out, RecordKind::kKey);
  out.Text(record.partition);
  out.Text(record.region);
  out.Text(record.account);
  out.Text(record.key_id);
  out.Choice(record.spec);
  out.Choice(record.usage);
  out.Choice(record.origin);
  out.Choice(record.state);
  out.Flag(record.aws_managed);
  out.Time(record.created);
  out.Text(record.description);
  out.Text(record.policy);
  WritePairs(out, record.tags);
  out.MaybeTime(record.deletion_date);
  out.Flag(record.pending_window_in_days.has_value());
  if (record.pending_window_in_days) out.Number(*record.pending_window_in_days, 4);
  out.Flag(record.rotation.enabled);
  out.Number(record.rotation.period_in_days, 4);
  out.MaybeTime(record.rotation.next);
  out.Number(record.rotation.on_demand, 4);
  WriteMultiRegion(out, record.multi_region);
  out.Number(record.materials.size(), 4);
  for (const StoredMaterial& material : record.materials) WriteMaterial(out, material);
  return out.Take();
}

Result<KeyRecord> DecodeKey(ByteView bytes) {
  BytesReader in(bytes);
  if (auto head = ReadHead(in, RecordKind::kKey, "KMS key"); !head) {
    return tl::unexpected(head.error());
  }
  KeyRecord record;
  record.partition = in.Text();
  record.region = in.Text();
  record.account = in.Text();
  record.key_id = in.Text();
  record.spec = static_cast<crypto::KeySpec>(in.Choice(crypto::kKeySpecCount));
  record.usage = static_cast<crypto::KeyUsage>(in.Choice(4));
  record.origin = static_cast<crypto::KeyOrigin>(in.Choice(crypto::kKeyOriginCount));
  record.state = static_cast<crypto::KeyState>(in.Choice(crypto::kKeyStateCount));
  record.aws_managed = in.Flag();
  record.created = in.Time();
  record.description = in.Text();
  record.policy = in.Text();
  record.tags = ReadPairs(in);
  record.deletion_date = in.MaybeTime();
  if (in.Flag()) record.pending_window_in_days = ReadDays(in);
  record.rotation = ReadRotation(in);
  record.multi_region = ReadMultiRegion(in);
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
    record.materials.push_back(ReadMaterial(in));
  }
  if (!in.Finished() || !IsSound(record)) return Corrupt("KMS key");
  return record;
}

Bytes Encode(const AliasRecord& record) {
  BytesWriter out;
  Begin(out, RecordKind::kAlias);
  out.Text(record.partition);
  out.Text(record.region);
  out.Text(record.account);
  out.Text(record.name);
  out.Text(record.key_id);
  out.Time(record.created);
  out.Time(record.updated);
  return out.Take();
}

Result<AliasRecord> DecodeAlias(ByteView bytes) {
  BytesReader in(bytes);
  if (auto head = ReadHead(in, RecordKind::kAlias, "alias"); !head) {
    return tl::unexpected(head.error());
  }
  AliasRecord record;
  record.partition = in.Text();
  record.region = in.Text();
  record.account = in.Text();
  record.name = in.Text();
  record.key_id = in.Text();
  record.created = in.Time();
  record.updated = in.Time();
  const bool sound = IsPlace(record.partition, record.region, record.account) &&
                     record.name.starts_with(kAliasNames) && IsKeyId(record.key_id);
  if (!in.Finished() || !sound) return Corrupt("alias");
  return record;
}

Bytes Encode(const GrantRecord& record) {
  const evaluator::GrantFacts& facts = record.facts;
  BytesWriter out;
  Begin(out, RecordKind::kGrant);
  for (const std::string* text :
       {&facts.key_id, &facts.grant_id, &facts.name, &facts.grantee_principal,
        &facts.grantee_service_principal, &facts.retiring_principal,
        &facts.retiring_service_principal, &facts.issuing_account, &facts.source_arn}) {
    out.Text(*text);
  }
  WriteTexts(out, facts.operations);
  WriteMaybePairs(out, facts.encryption_context_equals);
  WriteMaybePairs(out, facts.encryption_context_subset);
  out.Time(record.created);
  return out.Take();
}

Result<GrantRecord> DecodeGrant(ByteView bytes) {
  BytesReader in(bytes);
  if (auto head = ReadHead(in, RecordKind::kGrant, "grant"); !head) {
    return tl::unexpected(head.error());
  }
  GrantRecord record;
  evaluator::GrantFacts& facts = record.facts;
  for (std::string* text :
       {&facts.key_id, &facts.grant_id, &facts.name, &facts.grantee_principal,
        &facts.grantee_service_principal, &facts.retiring_principal,
        &facts.retiring_service_principal, &facts.issuing_account, &facts.source_arn}) {
    *text = in.Text();
  }
  facts.operations = ReadTexts(in);
  facts.encryption_context_equals = ReadMaybePairs(in);
  facts.encryption_context_subset = ReadMaybePairs(in);
  record.created = in.Time();
  // A grant that the evaluator does not take, or of no key, would be one that nobody can see.
  const bool sound = facts.key_id.find(":key/") != std::string::npos && !facts.grant_id.empty() &&
                     compiler::FindArnColons(facts.key_id).has_value();
  if (!in.Finished() || !sound || !evaluator::MakeGrant(facts)) return Corrupt("grant");
  return record;
}

}  // namespace keyward::kms
