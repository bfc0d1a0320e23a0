// KeyMetadata: a key as CreateKey and DescribeKey tell it (K5.6).
#pragma once

#include "kms/key_record.h"
#include "kms/value.h"

namespace keyward::kms {

// KeyMetadata writes the members that are present for this key.
Document KeyMetadata(const KeyRecord& key);

// SetAlgorithms writes the algorithms of the key's usage, in DescribeKey's order (K5.1).
void SetAlgorithms(const KeyRecord& key, Document& out);

}  // namespace keyward::kms
