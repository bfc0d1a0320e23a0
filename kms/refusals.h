// Refusals: the exceptions of KMS whose words are known, each made from what it speaks of.
//
// Flow      a finding of Gate or operation --> AwsError in AWS's words (kms.md 4.4, 5, 6.4)
// Promise   pure; what is named are identifiers of the request, never a secret.
#pragma once

#include <cstdint>
#include <string_view>

#include "kms/exception.h"
#include "kms/operation.h"

namespace keyward::kms {

// Of identifiers (K6.30–K6.35, K6.41).
AwsError InvalidKeyId(std::string_view input);
AwsError KeyDoesNotExist(std::string_view key_arn);
AwsError InvalidRegion(std::string_view region);
AwsError AliasNotFound(std::string_view alias_arn);
AwsError NoSuchPolicy();
AwsError InvalidPrincipal(std::string_view arn);
AwsError AliasExists(std::string_view alias_arn);

// Of key states (K4.4): the state that refuses, as the sentence names it.
enum class RefusingState : uint8_t {
  kPendingDeletion,
  kPendingReplicaDeletion,
  kNotPendingDeletion,
  kPendingImport,
  kUnavailable,
  kCreating,
  kUpdating,
};
AwsError KeyIsDisabled(std::string_view key_arn);
AwsError KeyIs(RefusingState state, std::string_view key_arn);
AwsError OriginNotValid(std::string_view key_arn, std::string_view origin);
AwsError NotAPrimaryKey(std::string_view key_arn);

// Of usages and algorithms (K5.34, K5.3).
AwsError UsageNotValid(std::string_view key_arn, std::string_view key_usage, Operation operation);
AwsError AlgorithmIncompatible(std::string_view algorithm, std::string_view key_spec);
AwsError UsageIncompatible(std::string_view key_usage, std::string_view key_spec);

// Of policies (K6.43).
AwsError PolicyLocksOut();
AwsError PolicyPrincipalsInvalid();

// Of tags (K5.94).
AwsError ReservedTagPrefix();
AwsError DuplicateTagKeys();
AwsError TooManyTags();

// Of rotation (K5.54, K5.55).
AwsError RotationsExhausted(std::string_view key_arn);
AwsError NothingPendingRotation(std::string_view key_arn);
AwsError AnotherPendingRotation(std::string_view key_arn, std::string_view new_id,
                                std::string_view pending_id);

// Of parameters that need no key (K5.2, K5.20, K5.22, K5.31, K5.73, K5.90).
AwsError KeyUsageRequired();
AwsError BytesOrKeySpec();
AwsError NumberOfBytesRequired();
AwsError DigestLengthInvalid(std::string_view algorithm);
AwsError ValidToRequired();
AwsError TargetIsAnAlias();

}  // namespace keyward::kms
