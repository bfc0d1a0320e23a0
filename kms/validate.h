// Validate: what the API model demands of a request, and AWS's words for what it does not meet.
//
// Flow      Document --Validate--> Violations --ValidationError--> AwsError
// Promise   all violations at once, in the model's order (K6.10); blobs, sensitive members
//           and grant tokens are never shown (K8.8). What needs a key or two members at once is the operation's to check, but
//           for K6.15.
// Limits    at most kMaxViolations are listed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kms/exception.h"
#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

inline constexpr size_t kMaxViolations = 1000;

// Shown: how a violation speaks of the value: `Value 'v' at`, `Value null at`, `Value at`.
enum class Shown : uint8_t { kValue, kNull, kNothing };

// Violation: one constraint that one member does not meet.
struct Violation {
  std::string path;  // lower camel case: keyId, tags.1.member.tagKey
  Shown shown = Shown::kNothing;
  std::string value;       // where it is shown
  std::string constraint;  // "Member must …" (K6.11)
};

// Validate compares a request with the model (K6.10–K6.15). Empty: nothing is wrong with it.
std::vector<Violation> Validate(Operation operation, const Document& request);

// ValidationError is the ValidationException that lists the violations, of which there must be some:
// "2 validation errors detected: …; …" (K6.10).
AwsError ValidationError(const std::vector<Violation>& violations);

// ValueOutOfRange is the violation of a number over a limit that the operation sets more tightly
// than the model, in the same words; `member` is in lower camel case.
Violation ValueOutOfRange(std::string member, int64_t value, int64_t min, int64_t max);

}  // namespace keyward::kms
