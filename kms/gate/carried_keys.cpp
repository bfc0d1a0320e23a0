// The context keys that request parameters give (kms.md section 2), by the groups that the action
// carries (compiler/kms_actions.def).
#include "kms/gate/authorization.h"

namespace keyward::kms {
namespace {

using evaluator::Context;

std::string_view TextOf(bool flag) { return flag ? "true" : "false"; }

void AddString(Context& context, std::string_view key, const Document& request,
               std::string_view member, std::string_view fallback = {}) {
  const std::string_view value = request.String(member).value_or(fallback);
  if (!value.empty()) context.SetSingle(key, value);
}

void AddInteger(Context& context, std::string_view key, const Document& request,
                std::string_view member, int64_t fallback) {
  context.SetSingle(key, std::to_string(request.Integer(member).value_or(fallback)));
}

// AddTags: aws:RequestTag/k and aws:TagKeys, from Tags or, for UntagResource, TagKeys.
void AddTags(Context& context, const Document& request) {
  if (const List* tags = request.Elements("Tags"); tags != nullptr && !tags->empty()) {
    for (const Value& element : *tags) {
      const auto* tag = element.As<Document>();
      const std::string key(tag->String("TagKey").value_or(""));
      context.SetSingle("aws:RequestTag/" + key, tag->String("TagValue").value_or(""));
    }
    context.BeginList("aws:TagKeys");
    for (const Value& element : *tags) {
      context.AddToList(element.As<Document>()->String("TagKey").value_or(""));
    }
  }
  if (const List* keys = request.Elements("TagKeys"); keys != nullptr && !keys->empty()) {
    context.BeginList("aws:TagKeys");
    for (const Value& key : *keys) context.AddToList(*key.As<std::string>());
  }
}

void AddGrantRequest(Context& context, const Document& request) {
  if (const List* operations = request.Elements("Operations")) {
    context.BeginList("kms:GrantOperations");
    for (const Value& operation : *operations) context.AddToList(*operation.As<std::string>());
  }
  AddString(context, "kms:GranteePrincipal", request, "GranteePrincipal");
  AddString(context, "kms:GranteeServicePrincipal", request, "GranteeServicePrincipal");
  AddString(context, "kms:RetiringPrincipal", request, "RetiringPrincipal");
  AddString(context, "kms:RetiringServicePrincipal", request, "RetiringServicePrincipal");
  if (const Document* constraints = request.Object("Constraints")) {
    AddString(context, "kms:GrantConstraintSourceArn", *constraints, "SourceArn");
    const bool equals = constraints->Has("EncryptionContextEquals");
    if (equals || constraints->Has("EncryptionContextSubset")) {
      context.SetSingle("kms:GrantConstraintType",
                        equals ? "EncryptionContextEquals" : "EncryptionContextSubset");
    }
  }
}

// AddImport: absent where omitted (K2.2); ValidTo in epoch seconds.
void AddImport(Context& context, const Document& request) {
  AddString(context, "kms:ExpirationModel", request, "ExpirationModel");
  if (const auto time = request.Time("ValidTo")) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*time);
    context.SetSingle("kms:ValidTo", std::to_string(seconds.time_since_epoch().count()));
  }
}

void AddCryptography(const Check& check, const Document& request, uint32_t carries,
                     Context& context) {
  if ((carries & compiler::kEncryptionAlgorithm) != 0 && !check.encryption_algorithm.empty()) {
    context.SetSingle("kms:EncryptionAlgorithm", check.encryption_algorithm);
  }
  if ((carries & compiler::kRequestAlias) != 0 && check.subject != nullptr &&
      !check.subject->request_alias.empty()) {
    context.SetSingle("kms:RequestAlias", check.subject->request_alias);
  }
  if ((carries & compiler::kSigning) != 0) {
    AddString(context, "kms:SigningAlgorithm", request, "SigningAlgorithm");
    AddString(context, "kms:MessageType", request, "MessageType", "RAW");
  }
  if ((carries & compiler::kMacAlgorithm) != 0) {
    AddString(context, "kms:MacAlgorithm", request, "MacAlgorithm");
  }
  if ((carries & compiler::kKeyAgreementAlgorithm) != 0) {
    AddString(context, "kms:KeyAgreementAlgorithm", request, "KeyAgreementAlgorithm");
  }
  if ((carries & compiler::kDataKeyPairSpec) != 0) {
    AddString(context, "kms:DataKeyPairSpec", request, "KeyPairSpec");
  }
}

void AddLifecycle(const Document& request, uint32_t carries, Context& context) {
  if ((carries & compiler::kRotationPeriod) != 0) {
    AddInteger(context, "kms:RotationPeriodInDays", request, "RotationPeriodInDays", 365);
  }
  if ((carries & compiler::kPendingWindow) != 0) {
    AddInteger(context, "kms:ScheduleKeyDeletionPendingWindowInDays", request,
               "PendingWindowInDays", 30);
  }
  // The last use of keys is not kept: every key counts as used today, so that a policy that protects
  // keys in use protects all.
  if ((carries & compiler::kTrailingDays) != 0) {
    context.SetSingle("kms:TrailingDaysWithoutKeyUsage", "0");
  }
  if ((carries & compiler::kPrimaryRegion) != 0) {
    AddString(context, "kms:PrimaryRegion", request, "PrimaryRegion");
  }
  if ((carries & compiler::kReplicaRegion) != 0) {
    AddString(context, "kms:ReplicaRegion", request, "ReplicaRegion");
  }
  if ((carries & compiler::kWrapping) != 0) {
    AddString(context, "kms:WrappingAlgorithm", request, "WrappingAlgorithm");
    AddString(context, "kms:WrappingKeySpec", request, "WrappingKeySpec");
  }
  if ((carries & compiler::kImport) != 0) AddImport(context, request);
}

}  // namespace

void AddCarriedKeys(const Work& work, const Check& check, evaluator::Request& request) {
  const uint32_t carries = FactsOf(check.action).carries;
  const Document& members = work.request;
  Context& context = request.context;
  if ((carries & compiler::kViaService) != 0 && !work.call.via_service.empty()) {
    context.SetSingle("kms:ViaService", work.call.via_service);
  }
  if ((carries & compiler::kBypassLockoutCheck) != 0) {
    if (const auto bypass = members.Boolean("BypassPolicyLockoutSafetyCheck")) {
      context.SetSingle("kms:BypassPolicyLockoutSafetyCheck", TextOf(*bypass));
    }
  }
  // CreateKey with Tags asks TagResource too, with the same keys (K1.39).
  if ((carries & compiler::kRequestTags) != 0) AddTags(context, members);
  if ((carries & compiler::kGrantRequest) != 0) AddGrantRequest(context, members);
  if ((carries & compiler::kGrantIsForAwsResource) != 0) {  // K1.26
    context.SetSingle("kms:GrantIsForAWSResource", TextOf(!work.call.via_service.empty()));
  }
  AddCryptography(check, members, carries, context);
  AddLifecycle(members, carries, context);
  if (check.encryption_context != nullptr) request.encryption_context = *check.encryption_context;
  for (const auto& [key, value] : check.context) context.SetSingle(key, value);
}

}  // namespace keyward::kms
