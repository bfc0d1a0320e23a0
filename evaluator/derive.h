// Derive: the context keys that follow from principal, resource and action.
//
// Flow      Request with the caller's own context --Derive--> Request with its whole context
// Promise   one function over plain facts, used by scenarios and gate alike. Keys that are set, or
//           set absent, are left alone (R4.1, R4.2).
#pragma once

#include <chrono>

#include "evaluator/request.h"

namespace keyward::evaluator {

// Derive fills R4.2 to R4.5, kms:CallerAccount, the key properties, the encryption context keys for
// the actions that carry them (kms.md section 2), and the defaults of scenario.md:
// aws:SecureTransport, aws:ViaAWSService, aws:CurrentTime and aws:EpochTime from `now`.
void Derive(Request& request, std::chrono::system_clock::time_point now);

}  // namespace keyward::evaluator
