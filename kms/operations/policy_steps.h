// Steps of the operations that set a key policy: binding it and the lockout safety check.
#pragma once

#include "kms/operations/steps.h"

namespace keyward::kms {

// SetPolicy gives `key` the request's Policy, or the default one where there is none (K1.27).
// Errors: BindPolicy's; MalformedPolicyDocumentException where the caller could not put another
// policy later and did not ask to bypass that check (K1.31, K1.32).
Answer<void> SetPolicy(const Work& work, KeyRecord& key);

}  // namespace keyward::kms
