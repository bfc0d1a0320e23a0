// Dates: which texts IAM stores as a condition's date.
#pragma once

#include <string_view>

namespace keyward::compiler {

// IsStorableDate: IAM's own parser takes `text` (R3.15). It is looser than ParseInstant (values.h),
// which says what such a text means: one-digit fields, a day without month, years of many digits.
bool IsStorableDate(std::string_view text);

}  // namespace keyward::compiler
