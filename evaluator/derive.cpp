#include "evaluator/derive.h"

#include <algorithm>
#include <string>

namespace keyward::evaluator {
namespace {

using std::chrono::system_clock;

std::string_view TextOf(bool flag) { return flag ? "true" : "false"; }

// SetGiven sets a default unless the fact behind it is not known.
void SetGiven(Context& context, const ContextKey& key, std::string_view value) {
  if (!value.empty()) context.SetDefault(key, value);
}

// SetFamily sets one key for each pair: tags, the pairs of an encryption context. Keys that differ
// by case are both set (K2.5); what the caller set wins over both. `name` is a buffer.
void SetFamily(Context& context, std::string_view prefix, const Pairs& pairs, std::string& name) {
  const size_t given = context.entries().size();
  for (const auto& [key, value] : pairs) {
    name.assign(prefix).append(key);
    const ContextEntry* entry = context.Find(compiler::HashKey(name), name);
    const bool is_given =
        entry != nullptr && static_cast<size_t>(entry - context.entries().data()) < given;
    if (!is_given) context.SetSingle(name, value);
  }
}

// IsSigned: the caller is known by credentials; unsigned calls carry no principal keys (R4.5).
bool IsSigned(PrincipalKind kind) {
  return kind != PrincipalKind::kAnonymous && kind != PrincipalKind::kIdentityProvider;
}

// NameOf is what stands behind the last slash of the principal's ARN: the user's name without its
// path, or the session's.
std::string_view NameOf(const Principal& principal) {
  return std::string_view(principal.arn).substr(principal.arn.rfind('/') + 1);
}

// UserId is aws:userid (R4.2); empty where it is not known.
std::string_view UserId(const Principal& principal, std::string& buffer) {
  const std::string_view name = NameOf(principal);
  switch (principal.kind) {
    case PrincipalKind::kUser: return principal.id;
    case PrincipalKind::kAccount: return principal.account;
    case PrincipalKind::kFederatedUser:
      return buffer.assign(principal.account).append(":").append(name);
    case PrincipalKind::kAssumedRole:
      if (principal.id.size() > principal.role_id.size()) return principal.id;
      if (principal.id.empty() || name == kUnknownSession) return {};
      return buffer.assign(principal.id).append(":").append(name);
    default: return {};
  }
}

constexpr ContextKey kPrincipalArn("aws:PrincipalArn");
constexpr ContextKey kPrincipalAccount("aws:PrincipalAccount");
constexpr ContextKey kPrincipalType("aws:PrincipalType");
constexpr ContextKey kUserId("aws:userid");
constexpr ContextKey kUserName("aws:username");
constexpr ContextKey kPrincipalIsService("aws:PrincipalIsAWSService");
constexpr ContextKey kPrincipalServiceName("aws:PrincipalServiceName");

// DeriveEntity: users, role sessions, federated users and root users.
void DeriveEntity(const Principal& principal, Context& context, std::string& buffer) {
  const bool role = principal.kind == PrincipalKind::kAssumedRole;
  SetGiven(context, kPrincipalArn, role ? principal.role_arn : principal.arn);
  SetGiven(context, kPrincipalAccount, principal.account);
  context.SetDefault(kPrincipalType, PrincipalKindName(principal.kind));
  SetGiven(context, kUserId, UserId(principal, buffer));
  if (principal.kind == PrincipalKind::kUser) SetGiven(context, kUserName, NameOf(principal));
  context.SetDefault(kPrincipalIsService, "false");
  SetFamily(context, "aws:PrincipalTag/", principal.tags, buffer);
}

void DeriveService(const Principal& principal, Context& context) {
  constexpr std::string_view kNamesList = "aws:PrincipalServiceNamesList";
  context.SetDefault(kPrincipalIsService, "true");
  if (principal.service_names.empty()) return;
  context.SetDefault(kPrincipalServiceName, principal.service_names.front());
  if (context.Has(kNamesList)) return;
  context.BeginList(kNamesList);
  for (const std::string& name : principal.service_names) context.AddToList(name);
}

void DerivePrincipal(const Principal& principal, Context& context, std::string& buffer) {
  if (principal.kind == PrincipalKind::kService) {
    DeriveService(principal, context);
  } else if (IsSigned(principal.kind)) {
    DeriveEntity(principal, context, buffer);
  } else if (principal.kind == PrincipalKind::kAnonymous) {
    context.SetDefault(kPrincipalAccount, "anonymous");
    context.SetDefault(kPrincipalType, "Anonymous");
    context.SetDefault(kUserId, "anonymous");
  }
}

// DeriveKeyProperties: what a KMS key is. A key's id says whether it is a multi-Region key.
void DeriveKeyProperties(const Resource& resource, Context& context) {
  constexpr ContextKey kKeySpec("kms:KeySpec");
  constexpr ContextKey kOldKeySpec("kms:CustomerMasterKeySpec");
  constexpr ContextKey kKeyUsage("kms:KeyUsage");
  constexpr ContextKey kOldKeyUsage("kms:CustomerMasterKeyUsage");
  constexpr ContextKey kKeyOrigin("kms:KeyOrigin");
  constexpr ContextKey kMultiRegion("kms:MultiRegion");
  constexpr ContextKey kMultiRegionKeyType("kms:MultiRegionKeyType");
  SetGiven(context, kKeySpec, resource.key_spec);
  SetGiven(context, kOldKeySpec, resource.key_spec);
  SetGiven(context, kKeyUsage, resource.key_usage);
  SetGiven(context, kOldKeyUsage, resource.key_usage);
  SetGiven(context, kKeyOrigin, resource.origin);
  SetGiven(context, kMultiRegionKeyType, resource.multi_region_key_type);
  if (resource.multi_region) {
    context.SetDefault(kMultiRegion, TextOf(*resource.multi_region));
  } else if (resource.is_kms_key) {
    constexpr std::string_view kBefore = ":key/";
    const std::string_view id =
        std::string_view(resource.arn).substr(resource.colons->at[4] + kBefore.size());
    context.SetDefault(kMultiRegion, TextOf(id.starts_with("mrk-")));
  }
}

void DeriveResourceAliases(const Resource& resource, Context& context) {
  constexpr std::string_view kResourceAliases = "kms:ResourceAliases";
  if (resource.aliases.empty() || context.Has(kResourceAliases)) return;
  context.BeginList(kResourceAliases);
  for (const std::string& alias : resource.aliases) context.AddToList(alias);
}

// HoldsOpenKey: a what-if left some key of the family open.
bool HoldsOpenKey(const Context& context, std::string_view family) {
  return std::any_of(context.entries().begin(), context.entries().end(), [&](const auto& entry) {
    return entry.unknown &&
           compiler::EqualsIgnoringAsciiCase(context.name(entry).substr(0, family.size()), family);
  });
}

void DeriveEncryptionContext(const Pairs& pairs, Context& context, std::string& buffer) {
  constexpr std::string_view kKeys = "kms:EncryptionContextKeys";
  constexpr std::string_view kFamily = "kms:EncryptionContext:";
  const bool open = HoldsOpenKey(context, kFamily);
  SetFamily(context, kFamily, pairs, buffer);
  if (context.Has(kKeys)) return;
  if (open) return context.SetUnknown(kKeys);  // the list is as open as its members
  if (pairs.empty()) return;                   // absent, not an empty list
  context.BeginList(kKeys);
  for (const auto& pair : pairs) context.AddToList(pair.first);
}

// DeriveKms sets the kms: keys that requests for the action carry (kms.md section 2).
void DeriveKms(const Request& request, uint32_t carries, Context& context, std::string& buffer) {
  constexpr ContextKey kCallerAccount("kms:CallerAccount");
  if ((carries & compiler::kCallerAccount) != 0 && IsSigned(request.principal.kind) &&
      request.principal.kind != PrincipalKind::kService) {
    SetGiven(context, kCallerAccount, request.principal.account);
  }
  if ((carries & compiler::kKeyProperties) != 0) DeriveKeyProperties(request.resource, context);
  if ((carries & compiler::kResourceAliases) != 0) {
    DeriveResourceAliases(request.resource, context);
  }
  if ((carries & compiler::kEncryptionContext) != 0) {
    DeriveEncryptionContext(request.encryption_context, context, buffer);
  }
}

// DeriveResource: the owner (R4.3) and the tags, which KMS shows for the actions that carry them.
void DeriveResource(const Request& request, Context& context, std::string& buffer) {
  constexpr ContextKey kResourceAccount("aws:ResourceAccount");
  SetGiven(context, kResourceAccount, request.resource.account);
  const uint32_t carries = request.action.kms ? compiler::FactsOf(*request.action.kms).carries : 0;
  if (request.action.service != "kms" || (carries & compiler::kResourceTag) != 0) {
    SetFamily(context, "aws:ResourceTag/", request.resource.tags, buffer);
  }
  if (carries != 0) DeriveKms(request, carries, context, buffer);
}

// DeriveCall: how the call was made. A forwarded call is known by kms:ViaService; where that is
// left open, so is this.
void DeriveCall(Context& context) {
  constexpr ContextKey kSecureTransport("aws:SecureTransport");
  constexpr ContextKey kViaAwsService("aws:ViaAWSService");
  constexpr ContextKey kViaService("kms:ViaService");
  context.SetDefault(kSecureTransport, "true");
  const ContextEntry* via = context.Find(kViaService.hash, kViaService.name);
  if (via != nullptr && via->unknown && !context.Has(kViaAwsService.name)) {
    context.SetUnknown(kViaAwsService.name);
  }
  context.SetDefault(kViaAwsService, TextOf(via != nullptr && !via->absent));
}

// DeriveTime (R4.4). Many requests fall into one second: each thread keeps the last one's text.
void DeriveTime(Context& context, system_clock::time_point now) {
  constexpr ContextKey kCurrentTime("aws:CurrentTime");
  constexpr ContextKey kEpochTime("aws:EpochTime");
  struct Second {
    int64_t seconds = 0;
    std::string iso;  // empty: none yet
    std::string epoch;
  };
  thread_local Second last;
  const int64_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  if (last.iso.empty() || seconds != last.seconds) {
    last = {seconds, compiler::FormatInstant(seconds), std::to_string(seconds)};
  }
  context.SetDefault(kCurrentTime, last.iso);
  context.SetDefault(kEpochTime, last.epoch);
}

}  // namespace

void Derive(Request& request, system_clock::time_point now) {
  thread_local std::string buffer;
  Context& context = request.context;
  DerivePrincipal(request.principal, context, buffer);
  DeriveResource(request, context, buffer);
  DeriveCall(context);
  DeriveTime(context, now);
}

}  // namespace keyward::evaluator
