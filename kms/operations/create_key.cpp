// CreateKey (K1.31, K1.39, K5.1 to K5.7).
#include <array>

#include "crypto/key_material.h"
#include "crypto/random.h"
#include "kms/operations/key_metadata.h"
#include "kms/operations/policy_steps.h"
#include "kms/operations/steps.h"
#include "kms/operations/tag_steps.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

// ReadSpec sets spec and usage (K5.2, K5.3).
Answer<void> ReadSpec(const Work& work, KeyRecord& key) {
  const auto spec = work.request.String("KeySpec");
  const auto old = work.request.String("CustomerMasterKeySpec");
  if (spec && old) {
    return Refuse(Exception::kValidationException,
                  "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. "
                  "CustomerMasterKeySpec is deprecated.");
  }
  const std::string_view name = spec.value_or(old.value_or("SYMMETRIC_DEFAULT"));
  const auto known = crypto::KeySpecFromName(name);
  if (!known) return Refuse(Exception::kUnsupportedOperationException);
  key.spec = *known;
  const auto usage = work.request.String("KeyUsage");
  if (!usage && key.spec != crypto::KeySpec::kSymmetricDefault) {
    return Refused(KeyUsageRequired());
  }
  const auto known_usage = crypto::KeyUsageFromName(usage.value_or("ENCRYPT_DECRYPT"));
  if (!known_usage || !crypto::Supports(key.spec, *known_usage)) {
    return Refused(UsageIncompatible(usage.value_or("ENCRYPT_DECRYPT"), name));
  }
  key.usage = *known_usage;
  if (auto available = crypto::CheckAvailable(key.spec, key.usage); !available) {
    return Fault(work, available.error());
  }
  return {};
}

// ReadOrigin: there are no custom key stores here (K5.4).
Answer<void> ReadOrigin(const Work& work, KeyRecord& key) {
  const auto origin = crypto::KeyOriginOf(work.request.String("Origin").value_or("AWS_KMS"));
  const bool stored =
      origin != crypto::KeyOrigin::kAwsKms && origin != crypto::KeyOrigin::kExternal;
  if (stored || work.request.Has("CustomKeyStoreId")) {
    return Refuse(Exception::kCustomKeyStoreNotFoundException);
  }
  if (work.request.Has("XksKeyId")) {
    return Refuse(Exception::kValidationException,
                  "XksKeyId is valid only for keys in an external key store.");
  }
  key.origin = *origin;
  return {};
}

Answer<void> ReadIdentity(const Work& work, KeyRecord& key) {
  std::array<uint8_t, 16> random{};
  if (auto filled = crypto::FillRandom(random); !filled) return Fault(work, filled.error());
  const bool multi_region = work.request.Boolean("MultiRegion").value_or(false);
  key.partition = work.call.partition;
  key.region = work.call.region;
  key.account = work.call.caller.principal.account;
  key.key_id = MakeKeyId(random, multi_region);
  if (multi_region) key.multi_region = MultiRegionFacts{key.region, {}};
  key.created = work.now;
  key.description = work.request.String("Description").value_or("");
  return {};
}

Answer<void> Prepare(Work& work) {
  KeyRecord key;
  if (auto read = ReadSpec(work, key); !read) return read;
  if (auto read = ReadOrigin(work, key); !read) return read;
  if (auto read = ReadTags(work, key.tags); !read) return read;
  if (key.tags.size() > kMaxTags) return Refused(TooManyTags());
  if (auto read = ReadIdentity(work, key); !read) return read;
  Check create;
  create.action = compiler::KmsAction::kCreateKey;
  create.use = crypto::Use::kCreateMaterial;
  create.used_key = key.Arn();
  work.checks.push_back(std::move(create));
  if (!key.tags.empty()) {
    Check tag;
    tag.action = compiler::KmsAction::kTagResource;
    work.checks.push_back(std::move(tag));
  }
  work.created = std::move(key);
  return {};
}

Answer<void> MakeMaterial(Work& work, KeyRecord& key) {
  const auto material = crypto::GenerateMaterial(*work.permit, key.Arn(), key.spec);
  if (!material) return Fault(work, material.error());
  StoredMaterial stored;
  stored.id = kOnlyMaterial;
  if (key.spec == crypto::KeySpec::kSymmetricDefault) {
    stored.id = crypto::MaterialId(key.key_id, material->bytes.view());
  }
  auto sealed = work.materials.Seal(key, stored.id, material->bytes.view());
  if (!sealed) return Fault(work, sealed.error());
  stored.sealed = std::move(*sealed);
  key.materials.push_back(std::move(stored));
  return {};
}

Answer<Document> Run(Work& work) {
  KeyRecord key = *work.created;
  if (auto set = SetPolicy(work, key); !set) return tl::unexpected(set.error());
  const bool external = key.origin == crypto::KeyOrigin::kExternal;
  key.state = external ? crypto::KeyState::kPendingImport : crypto::KeyState::kEnabled;
  if (!external) {
    if (auto made = MakeMaterial(work, key); !made) return tl::unexpected(made.error());
  }
  Document answer;
  answer.Set("KeyMetadata", KeyMetadata(key));
  work.resources.emplace_back(key.account, key.Arn());
  work.changes.keys.push_back({std::move(key)});
  return answer;
}

}  // namespace

extern const OperationCode kCreateKeyCode;
const OperationCode kCreateKeyCode = {Prepare, Run};

}  // namespace keyward::kms
