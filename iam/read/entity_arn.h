// EntityArn: the parts of arn:P:iam::ACCOUNT:TYPE/PATH/NAME.
#pragma once

#include <optional>
#include <string_view>

namespace keyward::iam {

// EntityArn holds views into the ARN.
struct EntityArn {
  std::string_view partition;
  std::string_view account;  // 12 digits; `aws` for an AWS managed policy
  std::string_view path;     // begins and ends with a slash
  std::string_view name;
};

// ParseEntityArn reads the ARN of a `type`: user, group, role, policy. Nothing when it is none.
std::optional<EntityArn> ParseEntityArn(std::string_view arn, std::string_view type);

// ParseRootArn reads arn:P:iam::ACCOUNT:root; path and name stay empty. Nothing when it is none.
std::optional<EntityArn> ParseRootArn(std::string_view arn);

}  // namespace keyward::iam
