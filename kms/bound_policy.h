// Bound policies: key policies whose users and roles stand by their unique ids.
//
// Flow      text of a request --BindPolicy--> stored text --compiled--> decisions
//           stored text --ShowPolicy--> text that names ARNs again
// Promise   a user or role that was deleted, and made again under the same name, is not the one that
//           a stored policy means (K1.5): the stored text names ids, which the evaluator compares
//           with the caller's own id. Nothing else of the text changes, its lines stay.
#pragma once

#include <string>

#include "iam/directory.h"
#include "kms/exception.h"

namespace keyward::kms {

// kMaxPolicyBytes: K1.34.
inline constexpr size_t kMaxPolicyBytes = 32768;

// BindPolicy checks a key policy and binds its principals. Errors: LimitExceededException (K1.34),
// MalformedPolicyDocumentException (K1.5, K1.11, K1.33).
Answer<std::string> BindPolicy(const std::string& text, const iam::Directory& directory);

// ShowPolicy writes ARNs in place of the ids of those who exist; others' ids stay (K1.5).
std::string ShowPolicy(const std::string& stored, const iam::Directory& directory);

// DefaultPolicy is the policy of a key that was made without one (K1.27).
std::string DefaultPolicy(std::string_view partition, std::string_view account);

}  // namespace keyward::kms
