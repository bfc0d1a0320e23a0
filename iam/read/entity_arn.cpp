#include "iam/read/entity_arn.h"

#include "compiler/values.h"

namespace keyward::iam {
namespace {

using compiler::ArnPart;

// ParseHead reads the parts of an ARN of IAM up to its account; `rest` is what is behind it.
std::optional<EntityArn> ParseHead(std::string_view arn, std::string_view& rest) {
  const auto colons = compiler::FindArnColons(arn);
  if (!colons || ArnPart(arn, *colons, 2) != "iam" || !ArnPart(arn, *colons, 3).empty()) {
    return std::nullopt;
  }
  EntityArn parts;
  parts.partition = ArnPart(arn, *colons, 1);
  parts.account = ArnPart(arn, *colons, 4);
  rest = ArnPart(arn, *colons, 5);
  if (parts.partition.empty()) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<EntityArn> ParseEntityArn(std::string_view arn, std::string_view type) {
  std::string_view rest;
  std::optional<EntityArn> parts = ParseHead(arn, rest);
  if (!parts || !rest.starts_with(type)) return std::nullopt;
  if (!compiler::ParseAccount(parts->account) && !(type == "policy" && parts->account == "aws")) {
    return std::nullopt;
  }
  rest.remove_prefix(type.size());
  if (!rest.starts_with('/') || rest.ends_with('/')) return std::nullopt;
  const size_t name = rest.rfind('/') + 1;
  parts->path = rest.substr(0, name);
  parts->name = rest.substr(name);
  return parts;
}

std::optional<EntityArn> ParseRootArn(std::string_view arn) {
  std::string_view rest;
  const std::optional<EntityArn> parts = ParseHead(arn, rest);
  if (!parts || rest != "root" || !compiler::ParseAccount(parts->account)) return std::nullopt;
  return parts;
}

}  // namespace keyward::iam
