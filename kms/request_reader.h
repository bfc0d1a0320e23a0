// ReadRequest: the JSON body of a call --> the Document of its operation.
//
// Flow      bytes --ReadRequest--> Document --Validate-->
// Promise   typed by the API model: unknown members are skipped, null is absent (K6.2); of equal
//           members the last one counts. Secrets are decoded from the body straight into
//           SecretBytes, and the body is overwritten before the call returns, refused or not.
// Limits    1 MiB, 32 levels, UTF-8; whatever else is wrong is a SerializationException (K6.66).
#pragma once

#include <cstddef>
#include <span>

#include "kms/exception.h"
#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

inline constexpr size_t kMaxRequestBytes = size_t{1} << 20;
inline constexpr int kMaxRequestDepth = 32;

// ReadRequest reads and then cleanses `body`. Errors: SerializationException; ServiceUnavailable
// when the secure heap has no room for a secret, KMSInternalException when there is no such heap.
Answer<Document> ReadRequest(Operation operation, std::span<char> body);

}  // namespace keyward::kms
