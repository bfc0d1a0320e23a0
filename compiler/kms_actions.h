// KmsAction: the finite universe of KMS actions, and the facts about each.
//
// Flow      "kms:Decrypt" --FindKmsAction--> KmsAction; a statement's KMS actions are one 64-bit mask
// Promise   tables only, made from kms_actions.def; read by evaluator, lint and kms alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace keyward::compiler {

enum class KmsAction : uint8_t {
#define KMS_ACTION(name, ...) k##name,
#include "compiler/kms_actions.def"
#undef KMS_ACTION
};

inline constexpr size_t kKmsActionCount = 0
#define KMS_ACTION(...) +1
#include "compiler/kms_actions.def"
#undef KMS_ACTION
    ;
static_assert(kKmsActionCount < 64, "a statement's KMS actions must fit one 64-bit mask");

enum class AccessLevel : uint8_t { kList, kRead, kWrite, kPermissionsManagement, kTagging };
enum class KmsResource : uint8_t { kKey, kAlias, kNone };

// CarriedKeys: groups of condition keys that a request carries, as bits (kms.md section 2).
enum CarriedKeys : uint32_t {
  kNoKeys = 0,
  kCallerAccount = 1u << 0,      // kms:CallerAccount
  kViaService = 1u << 1,         // kms:ViaService
  kKeyProperties = 1u << 2,      // KeySpec, KeyUsage, KeyOrigin, MultiRegion, MultiRegionKeyType
  kResourceAliases = 1u << 3,    // kms:ResourceAliases
  kResourceTag = 1u << 4,        // aws:ResourceTag/*
  kEncryptionContext = 1u << 5,  // kms:EncryptionContext:*, kms:EncryptionContextKeys
  kEncryptionAlgorithm = 1u << 6,
  kRequestAlias = 1u << 7,
  kRecipientAttestation = 1u << 8,
  kGrantRequest = 1u << 9,  // GrantOperations, GranteePrincipal, RetiringPrincipal, …
  kGrantConstraintType = 1u << 10,
  kGrantIsForAwsResource = 1u << 11,
  kDataKeyPairSpec = 1u << 12,
  kMacAlgorithm = 1u << 13,
  kSigning = 1u << 14,  // SigningAlgorithm, MessageType
  kKeyAgreementAlgorithm = 1u << 15,
  kReEncryptOnSameKey = 1u << 16,
  kPrimaryRegion = 1u << 17,
  kReplicaRegion = 1u << 18,
  kRotationPeriod = 1u << 19,
  kPendingWindow = 1u << 20,
  kTrailingDays = 1u << 21,
  kWrapping = 1u << 22,  // WrappingAlgorithm, WrappingKeySpec
  kImport = 1u << 23,    // ExpirationModel, ValidTo
  kBypassLockoutCheck = 1u << 24,
  kRequestTags = 1u << 25,  // aws:RequestTag/*, aws:TagKeys
  kCommon = kCallerAccount | kViaService | kKeyProperties | kResourceAliases | kResourceTag,
  kCreateKey = kCallerAccount | kViaService | kKeyProperties | kResourceTag,
  kRetireGrant = kCallerAccount | kViaService | kResourceAliases | kResourceTag,
};

// KmsActionFacts: one line of the table.
struct KmsActionFacts {
  std::string_view name;
  AccessLevel access;
  KmsResource resource;
  bool cross_account;
  bool key_policy;
  bool read_only;
  bool grant_operation;
  bool cryptographic;
  uint32_t carries;  // CarriedKeys
};
const KmsActionFacts& FactsOf(KmsAction action);

// FindKmsAction looks up the operation name ("Decrypt"), ignoring ASCII case (K1.61).
std::optional<KmsAction> FindKmsAction(std::string_view name);

// Bit is the action's place in a 64-bit mask.
constexpr uint64_t Bit(KmsAction action) { return uint64_t{1} << static_cast<unsigned>(action); }

// KeyPolicyActions: the mask of actions for which a key policy statement has effect (K1.12).
uint64_t KeyPolicyActions();

}  // namespace keyward::compiler
