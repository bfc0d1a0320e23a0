// FailSystem: what the operating system refused, as an Error.
#pragma once

#include <string>

#include "base/result.h"

namespace keyward::store {

// FailSystem makes an Error of errno's value: kNotFound, kReadOnly (no permission to write counts
// as this), kNoSpace, kExists, or kFault. The message is `what` and the system's words.
tl::unexpected<Error> FailSystem(int number, const std::string& what, std::string file);

}  // namespace keyward::store
