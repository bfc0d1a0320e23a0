// Steps of the operations that tag keys.
#pragma once

#include "kms/operations/steps.h"

namespace keyward::kms {

// kMaxTags: tags of one key (K5.94).
inline constexpr size_t kMaxTags = 50;

// ReadTags reads the member Tags. Errors: TagException for reserved or duplicate keys (K5.94).
Answer<void> ReadTags(const Work& work, Tags& tags);

}  // namespace keyward::kms
