// Fault: the error of a call to OpenSSL that should have worked.
#pragma once

#include <string_view>

#include "base/result.h"

namespace keyward::crypto {

// OpensslFault is a kInternal error (kNoSpace when memory ran out) that says what was being done,
// as in "sealing with AES-256-GCM", and OpenSSL's own reason. It empties the thread's error queue.
tl::unexpected<Error> OpensslFault(std::string_view doing);

// ForgetOpensslErrors empties the thread's error queue after a failure that was expected, such as a
// tag that does not verify.
void ForgetOpensslErrors();

}  // namespace keyward::crypto
