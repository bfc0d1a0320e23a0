#include "kms/key_record.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/values.h"

namespace keyward::kms {

std::string KeyRecord::Arn() const {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", partition, region, account, key_id);
}

const StoredMaterial* KeyRecord::Current() const {
  const auto found = std::find_if(materials.begin(), materials.end(), [](const auto& material) {
    return material.state == MaterialState::kCurrent;
  });
  return found == materials.end() ? nullptr : &*found;
}

const StoredMaterial* KeyRecord::FindMaterial(std::string_view id) const {
  const auto found = std::find_if(materials.begin(), materials.end(),
                                  [id](const auto& material) { return material.id == id; });
  return found == materials.end() ? nullptr : &*found;
}

std::string AliasRecord::Arn() const {
  return fmt::format("arn:{}:kms:{}:{}:{}", partition, region, account, name);
}

std::string AliasRecord::KeyArn() const {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", partition, region, account, key_id);
}

std::string PlacePrefix(std::string_view kind, std::string_view account, std::string_view region) {
  return fmt::format("{}{}/{}/", kind, account, region);
}

std::string NameOf(const KeyRecord& record) {
  return PlacePrefix(kKeyNames, record.account, record.region) + record.key_id;
}

std::string NameOf(const AliasRecord& record) {
  return PlacePrefix(kAliasNames, record.account, record.region) + record.name;
}

std::string NameOf(const GrantRecord& record) {
  const std::string_view arn = record.facts.key_id;
  const auto colons = compiler::FindArnColons(arn);
  if (!colons) return {};
  const std::string_view key = compiler::ArnPart(arn, *colons, 5);
  return fmt::format("{}{}/{}",
                     PlacePrefix(kGrantNames, compiler::ArnPart(arn, *colons, 4),
                                 compiler::ArnPart(arn, *colons, 3)),
                     key.substr(key.find('/') + 1), record.facts.grant_id);
}

std::string DomainName(std::string_view account, std::string_view region, uint32_t version) {
  return fmt::format("{}{:010}", PlacePrefix(kDomainNames, account, region), version);
}

}  // namespace keyward::kms
