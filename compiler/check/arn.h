// Partitions: the first field behind `arn:` that AWS knows.
#pragma once

#include <string_view>

namespace keyward::compiler {

// IsPartition: `text` names a partition of AWS.
bool IsPartition(std::string_view text);

// kPartitions lists the usual ones for messages.
inline constexpr std::string_view kPartitions = "aws, aws-cn, aws-us-gov, aws-iso, …";

}  // namespace keyward::compiler
