#include "kms/exception.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "kms/error_table.h"
#include "kms/operation.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

std::string_view NameFor(ErrorCode code, Operation operation) {
  return FactsOf(ExceptionOf(code, operation)).name;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exception)

BOOST_AUTO_TEST_CASE(k6_5_the_status_of_every_exception) {
  const std::set<std::string_view> five_hundred = {"DependencyTimeoutException", "InternalFailure",
                                                   "KMSInternalException",
                                                   "KeyUnavailableException"};
  for (size_t i = 0; i < kExceptionCount; ++i) {
    const ExceptionFacts& facts = FactsOf(static_cast<Exception>(i));
    const int expected = five_hundred.count(facts.name) > 0   ? 500
                         : facts.name == "ServiceUnavailable" ? 503
                         : facts.name == "OptInRequired"      ? 403
                                                              : 400;
    BOOST_TEST(facts.http == expected, facts.name);
    BOOST_TEST(Raise(static_cast<Exception>(i)).http == expected);
  }
}

BOOST_AUTO_TEST_CASE(where_the_words_come_from) {
  BOOST_TEST(Raise(Exception::kNotFoundException, "w").message == "w");
  BOOST_TEST(Raise(Exception::kNotFoundException).message == "");
  BOOST_TEST(Raise(Exception::kConflictException, "w").message == "w");
  BOOST_TEST(Raise(Exception::kConflictException).message ==
             "Another change to this resource is in progress.");
  BOOST_TEST(Raise(Exception::kDryRunOperationException, "w").message ==
             "The request would have succeeded, but the DryRun option is set.");
  BOOST_TEST(Raise(Exception::kInvalidCiphertextException, "w").message == "");
}

BOOST_AUTO_TEST_CASE(k6_4_bodies) {
  BOOST_TEST(ErrorBody(Raise(Exception::kDisabledException, "a \"b\"")) ==
             R"({"__type":"DisabledException","message":"a \"b\""})");
  BOOST_TEST(ErrorBody(Raise(Exception::kAccessDeniedException, "no")) ==
             R"({"__type":"AccessDeniedException","Message":"no"})");
  for (const Exception exception :
       {Exception::kInvalidCiphertextException, Exception::kKMSInvalidSignatureException,
        Exception::kKMSInvalidMacException, Exception::kUnsupportedOperationException,
        Exception::kUnknownOperationException, Exception::kNotAuthorizedException}) {
    const std::string name(FactsOf(exception).name);
    BOOST_TEST(ErrorBody(Raise(exception)) == "{\"__type\":\"" + name + "\"}");
  }
}

BOOST_AUTO_TEST_CASE(k8_6_the_code_in_the_record) {
  BOOST_TEST(AuditCode(Exception::kAccessDeniedException) == "AccessDenied");
  BOOST_TEST(AuditCode(Exception::kIncorrectKeyException) == "IncorrectKeyException");
}

BOOST_AUTO_TEST_CASE(k6_51_errors_become_what_the_operation_declares) {
  BOOST_TEST(NameFor(ErrorCode::kBadCiphertext, Operation::kDecrypt) ==
             "InvalidCiphertextException");
  BOOST_TEST(NameFor(ErrorCode::kBadSignature, Operation::kVerify) ==
             "KMSInvalidSignatureException");
  BOOST_TEST(NameFor(ErrorCode::kBadSignature, Operation::kVerifyMac) == "KMSInvalidMacException");
  BOOST_TEST(NameFor(ErrorCode::kBadMaterial, Operation::kImportKeyMaterial) ==
             "IncorrectKeyMaterialException");
  BOOST_TEST(NameFor(ErrorCode::kExpired, Operation::kImportKeyMaterial) ==
             "ExpiredImportTokenException");
  BOOST_TEST(NameFor(ErrorCode::kConflict, Operation::kRotateKeyOnDemand) == "ConflictException");
  BOOST_TEST(NameFor(ErrorCode::kConflict, Operation::kCreateGrant) ==
             "DependencyTimeoutException");
  BOOST_TEST(NameFor(ErrorCode::kExists, Operation::kCreateAlias) == "AlreadyExistsException");
  BOOST_TEST(NameFor(ErrorCode::kExists, Operation::kDecrypt) == "KMSInternalException");
  BOOST_TEST(NameFor(ErrorCode::kNoSpace, Operation::kDecrypt) == "ServiceUnavailable");
  BOOST_TEST(NameFor(ErrorCode::kUnsupported, Operation::kRotateKeyOnDemand) ==
             "UnsupportedOperationException");
  BOOST_TEST(NameFor(ErrorCode::kUnsupported, Operation::kSign) == "InvalidKeyUsageException");
}

BOOST_AUTO_TEST_CASE(every_code_becomes_a_declared_exception_in_every_operation) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    for (size_t i = 0; i < kOperationCount; ++i) {
      const auto operation = static_cast<Operation>(i);
      BOOST_TEST(Declares(operation, ExceptionOf(static_cast<ErrorCode>(code), operation)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_fault_of_the_service_is_not_explained) {
  for (const ErrorCode code :
       {ErrorCode::kInternal, ErrorCode::kCorrupt, ErrorCode::kFault, ErrorCode::kBadSecret,
        ErrorCode::kLocked, ErrorCode::kReadOnly, ErrorCode::kUnreadable, ErrorCode::kVersion}) {
    const AwsError error = ToAwsError({code, "/var/lib/root.key", "", {}, ""}, Operation::kDecrypt);
    BOOST_TEST(error.message.find("root") == std::string::npos);
    BOOST_TEST(error.http == 500);
  }
  BOOST_TEST(ToAwsError({ErrorCode::kInvalidInput, "Too long.", "", {}, ""}, Operation::kEncrypt)
                 .message == "Too long.");
}

BOOST_AUTO_TEST_CASE(recorded_words) {
  const std::string_view arn = "arn:aws:kms:us-west-2:111122223333:key/k";
  const std::string key(arn);
  const auto body = [](const AwsError& error) {
    return std::string(FactsOf(error.exception).name) + ": " + error.message;
  };
  BOOST_TEST(body(InvalidKeyId("fake")) == "NotFoundException: Invalid keyId 'fake'");
  BOOST_TEST(body(KeyDoesNotExist(arn)) == "NotFoundException: Key '" + key + "' does not exist");
  BOOST_TEST(body(InvalidRegion("eu-west-1")) == "NotFoundException: Invalid arn eu-west-1");
  BOOST_TEST(body(AliasNotFound("a")) == "NotFoundException: Alias a is not found.");
  BOOST_TEST(body(NoSuchPolicy()) == "NotFoundException: No such policy exists");
  BOOST_TEST(body(InvalidPrincipal("p")) ==
             "InvalidArnException: ARN does not refer to a valid principal: p");
  BOOST_TEST(body(AliasExists("a")) ==
             "AlreadyExistsException: An alias with the name a already exists");
  BOOST_TEST(body(KeyIsDisabled(arn)) == "DisabledException: " + key + " is disabled.");
  BOOST_TEST(body(KeyIs(RefusingState::kPendingDeletion, arn)) ==
             "KMSInvalidStateException: " + key + " is pending deletion.");
  BOOST_TEST(body(KeyIs(RefusingState::kPendingReplicaDeletion, arn)) ==
             "KMSInvalidStateException: " + key + " is pending replica deletion.");
  BOOST_TEST(body(KeyIs(RefusingState::kNotPendingDeletion, arn)) ==
             "KMSInvalidStateException: " + key + " is not pending deletion.");
  BOOST_TEST(body(KeyIs(RefusingState::kPendingImport, arn)) ==
             "KMSInvalidStateException: " + key + " is pending import.");
  BOOST_TEST(body(KeyIs(RefusingState::kUnavailable, arn)) ==
             "KMSInvalidStateException: " + key + " is unavailable.");
  BOOST_TEST(body(KeyIs(RefusingState::kCreating, arn)) ==
             "KMSInvalidStateException: " + key + " is creating.");
  BOOST_TEST(body(KeyIs(RefusingState::kUpdating, arn)) ==
             "KMSInvalidStateException: " + key + " is updating.");
  BOOST_TEST(body(OriginNotValid(arn, "EXTERNAL")) ==
             "UnsupportedOperationException: " + key +
                 " origin is EXTERNAL which is not valid for this operation.");
  BOOST_TEST(body(NotAPrimaryKey(arn)) ==
             "UnsupportedOperationException: " + key + " is not a multi-region primary key.");
  BOOST_TEST(body(UsageNotValid(arn, "SIGN_VERIFY", Operation::kEncrypt)) ==
             "InvalidKeyUsageException: " + key +
                 " key usage is SIGN_VERIFY which is not valid for Encrypt.");
  BOOST_TEST(body(AlgorithmIncompatible("ECDSA_SHA_256", "RSA_2048")) ==
             "InvalidKeyUsageException: Algorithm ECDSA_SHA_256 is incompatible with key spec "
             "RSA_2048.");
  BOOST_TEST(body(UsageIncompatible("SIGN_VERIFY", "HMAC_256")) ==
             "ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256");
}

BOOST_AUTO_TEST_CASE(recorded_words_of_policies_tags_rotation_and_parameters) {
  const auto body = [](const AwsError& error) {
    return std::string(FactsOf(error.exception).name) + ": " + error.message;
  };
  BOOST_TEST(body(PolicyLocksOut()) ==
             "MalformedPolicyDocumentException: The new key policy will not allow you to update "
             "the key policy in the future.");
  BOOST_TEST(body(PolicyPrincipalsInvalid()) ==
             "MalformedPolicyDocumentException: Policy contains a statement with one or more "
             "invalid principals.");
  BOOST_TEST(body(ReservedTagPrefix()) == "TagException: Tags beginning with aws: are reserved");
  BOOST_TEST(body(DuplicateTagKeys()) == "TagException: Duplicate tag keys");
  BOOST_TEST(body(TooManyTags()) == "TagException: Too many tags");
  BOOST_TEST(body(RotationsExhausted("arn")) ==
             "LimitExceededException: The on-demand rotations limit has been reached for the "
             "given keyId. No more on-demand rotations can be performed for this key: arn");
  BOOST_TEST(body(NothingPendingRotation("arn")) ==
             "KMSInvalidStateException: No available key material pending rotation for the key: "
             "arn.");
  BOOST_TEST(body(AnotherPendingRotation("arn", "n", "p")) ==
             "KMSInvalidStateException: New key material (id: n) cannot be imported into KMS key "
             "arn, because another key material (id: p) is pending rotation.");
  BOOST_TEST(body(KeyUsageRequired()) ==
             "ValidationException: You must specify a KeyUsage value for all KMS keys except for "
             "symmetric encryption keys.");
  BOOST_TEST(body(BytesOrKeySpec()) ==
             "ValidationException: Please specify either number of bytes or key spec.");
  BOOST_TEST(body(NumberOfBytesRequired()) == "ValidationException: NumberOfBytes is required.");
  BOOST_TEST(body(DigestLengthInvalid("ECDSA_SHA_256")) ==
             "ValidationException: Digest is invalid length for algorithm ECDSA_SHA_256.");
  BOOST_TEST(body(ValidToRequired()) ==
             "ValidationException: A validTo date must be set if the ExpirationModel is "
             "KEY_MATERIAL_EXPIRES");
  BOOST_TEST(body(TargetIsAnAlias()) ==
             "ValidationException: Aliases must refer to keys. Not aliases");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
