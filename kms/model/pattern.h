// Pattern: the regular expressions of the API model, as RE2 runs them.
//
// Promise   each is compiled once, when it is first asked; safe from any thread; time is linear in
//           the text.
#pragma once

#include <string_view>

#include "kms/model/model.h"

namespace keyward::kms::model {

// MatchesPattern tells whether the whole text matches the shape's pattern, as the service has it;
// true for a shape without one. `text` must be UTF-8.
bool MatchesPattern(const Shape& shape, std::string_view text);

}  // namespace keyward::kms::model
