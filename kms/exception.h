// AwsError: an exception of AWS KMS as a value: which, in which words, with which HTTP status.
//
// Flow      a refusal of validation, Gate or operation --> AwsError --ErrorBody--> the wire
//                                                            └--AuditCode--> the audit record
// Promise   tables only, made from exceptions.def; no C++ exception is thrown; messages carry
//           identifiers of the request and no secret.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace keyward::kms {

// Exception: the exceptions of kms.md sections 6.4 and 6.5.
enum class Exception : uint8_t {
#define EXCEPTION(name, ...) k##name,
#include "kms/exceptions.def"
#undef EXCEPTION
};

inline constexpr size_t kExceptionCount = 0
#define EXCEPTION(...) +1
#include "kms/exceptions.def"
#undef EXCEPTION
    ;

// MessageRule: where the words of an exception come from (exceptions.def).
enum class MessageRule : uint8_t { kGiven, kFixed, kNone };

// ExceptionFacts: one line of the table.
struct ExceptionFacts {
  std::string_view name;  // as `__type` says it
  int http;
  MessageRule message;
  std::string_view words;
};
const ExceptionFacts& FactsOf(Exception exception);

// AwsError: see above.
struct AwsError {
  Exception exception = Exception::kKMSInternalException;
  std::string message;  // empty where the exception has none
  int http = 500;
};

// Answer<T>: a T, or the AwsError that refuses it.
template <typename T>
using Answer = tl::expected<T, AwsError>;

// Raise makes the AwsError of an exception: `message`, where the exception takes one, or its words
// of the table.
AwsError Raise(Exception exception, std::string message = {});

// Refuse is Raise as the error alternative of any Answer.
inline tl::unexpected<AwsError> Refuse(Exception exception, std::string message = {}) {
  return tl::unexpected<AwsError>(Raise(exception, std::move(message)));
}

// ErrorBody is the body of the HTTP answer (K6.4): `message` is left out when there is none, and
// AccessDeniedException spells it `Message` (K1.45).
std::string ErrorBody(const AwsError& error);

// AuditCode is the errorCode of an audit record: the exception's name, but AccessDenied for
// AccessDeniedException (K8.6).
std::string_view AuditCode(Exception exception);

}  // namespace keyward::kms
