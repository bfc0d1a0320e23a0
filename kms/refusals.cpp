#include "kms/refusals.h"

#include <fmt/format.h>

namespace keyward::kms {
namespace {

std::string_view StateWords(RefusingState state) {
  switch (state) {
    case RefusingState::kPendingDeletion: return "pending deletion";
    case RefusingState::kPendingReplicaDeletion: return "pending replica deletion";
    case RefusingState::kNotPendingDeletion: return "not pending deletion";
    case RefusingState::kPendingImport: return "pending import";
    case RefusingState::kUnavailable: return "unavailable";
    case RefusingState::kCreating: return "creating";
    case RefusingState::kUpdating: return "updating";
  }
  return "";
}

template <typename... Args>
AwsError Say(Exception exception, fmt::format_string<Args...> words, Args&&... args) {
  return Raise(exception, fmt::format(words, std::forward<Args>(args)...));
}

}  // namespace

AwsError InvalidKeyId(std::string_view input) {
  return Say(Exception::kNotFoundException, "Invalid keyId '{}'", input);
}

AwsError KeyDoesNotExist(std::string_view key_arn) {
  return Say(Exception::kNotFoundException, "Key '{}' does not exist", key_arn);
}

AwsError InvalidRegion(std::string_view region) {
  return Say(Exception::kNotFoundException, "Invalid arn {}", region);
}

AwsError AliasNotFound(std::string_view alias_arn) {
  return Say(Exception::kNotFoundException, "Alias {} is not found.", alias_arn);
}

AwsError NoSuchPolicy() { return Raise(Exception::kNotFoundException, "No such policy exists"); }

AwsError InvalidPrincipal(std::string_view arn) {
  return Say(Exception::kInvalidArnException, "ARN does not refer to a valid principal: {}", arn);
}

AwsError AliasExists(std::string_view alias_arn) {
  return Say(Exception::kAlreadyExistsException, "An alias with the name {} already exists",
             alias_arn);
}

AwsError KeyIsDisabled(std::string_view key_arn) {
  return Say(Exception::kDisabledException, "{} is disabled.", key_arn);
}

AwsError KeyIs(RefusingState state, std::string_view key_arn) {
  return Say(Exception::kKMSInvalidStateException, "{} is {}.", key_arn, StateWords(state));
}

AwsError OriginNotValid(std::string_view key_arn, std::string_view origin) {
  return Say(Exception::kUnsupportedOperationException,
             "{} origin is {} which is not valid for this operation.", key_arn, origin);
}

AwsError NotAPrimaryKey(std::string_view key_arn) {
  return Say(Exception::kUnsupportedOperationException, "{} is not a multi-region primary key.",
             key_arn);
}

AwsError UsageNotValid(std::string_view key_arn, std::string_view key_usage, Operation operation) {
  return Say(Exception::kInvalidKeyUsageException, "{} key usage is {} which is not valid for {}.",
             key_arn, key_usage, FactsOf(operation).name);
}

AwsError AlgorithmIncompatible(std::string_view algorithm, std::string_view key_spec) {
  return Say(Exception::kInvalidKeyUsageException, "Algorithm {} is incompatible with key spec {}.",
             algorithm, key_spec);
}

AwsError UsageIncompatible(std::string_view key_usage, std::string_view key_spec) {
  return Say(Exception::kValidationException, "KeyUsage {} is not compatible with KeySpec {}",
             key_usage, key_spec);
}

AwsError PolicyLocksOut() {
  return Raise(Exception::kMalformedPolicyDocumentException,
               "The new key policy will not allow you to update the key policy in the future.");
}

AwsError PolicyPrincipalsInvalid() {
  return Raise(Exception::kMalformedPolicyDocumentException,
               "Policy contains a statement with one or more invalid principals.");
}

AwsError ReservedTagPrefix() {
  return Raise(Exception::kTagException, "Tags beginning with aws: are reserved");
}

AwsError DuplicateTagKeys() { return Raise(Exception::kTagException, "Duplicate tag keys"); }

AwsError TooManyTags() { return Raise(Exception::kTagException, "Too many tags"); }

AwsError RotationsExhausted(std::string_view key_arn) {
  return Say(Exception::kLimitExceededException,
             "The on-demand rotations limit has been reached for the given keyId. No more "
             "on-demand rotations can be performed for this key: {}",
             key_arn);
}

AwsError NothingPendingRotation(std::string_view key_arn) {
  return Say(Exception::kKMSInvalidStateException,
             "No available key material pending rotation for the key: {}.", key_arn);
}

AwsError AnotherPendingRotation(std::string_view key_arn, std::string_view new_id,
                                std::string_view pending_id) {
  return Say(Exception::kKMSInvalidStateException,
             "New key material (id: {}) cannot be imported into KMS key {}, because another key "
             "material (id: {}) is pending rotation.",
             new_id, key_arn, pending_id);
}

AwsError KeyUsageRequired() {
  return Raise(Exception::kValidationException,
               "You must specify a KeyUsage value for all KMS keys except for symmetric "
               "encryption keys.");
}

AwsError BytesOrKeySpec() {
  return Raise(Exception::kValidationException,
               "Please specify either number of bytes or key spec.");
}

AwsError NumberOfBytesRequired() {
  return Raise(Exception::kValidationException, "NumberOfBytes is required.");
}

AwsError DigestLengthInvalid(std::string_view algorithm) {
  return Say(Exception::kValidationException, "Digest is invalid length for algorithm {}.",
             algorithm);
}

AwsError ValidToRequired() {
  return Raise(Exception::kValidationException,
               "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
}

AwsError TargetIsAnAlias() {
  return Raise(Exception::kValidationException, "Aliases must refer to keys. Not aliases");
}

}  // namespace keyward::kms
