#include "compiler/values.h"
#include "scenario/scenario.h"

namespace keyward::scenario {

using evaluator::ResourceMode;

evaluator::ResourceMode ResourceModeOf(const evaluator::Request& request) {
  if (request.resource.is_kms_key) return ResourceMode::kKey;
  const evaluator::Action& action = request.action;
  if (action.service != "sts" || !request.resource.colons) return ResourceMode::kNormal;
  if (!action.name.starts_with("assumerole") && action.name != "tagsession" &&
      action.name != "setsourceidentity") {
    return ResourceMode::kNormal;
  }
  const std::string_view arn = request.resource.arn;
  const bool role = compiler::ArnPart(arn, *request.resource.colons, 2) == "iam" &&
                    compiler::ArnPart(arn, *request.resource.colons, 5).starts_with("role/");
  return role ? ResourceMode::kTrust : ResourceMode::kNormal;
}

const FilePolicies::Set& FilePolicies::For(const evaluator::Request& request) const {
  return sets_[static_cast<size_t>(mode_ ? *mode_ : ResourceModeOf(request))];
}

}  // namespace keyward::scenario
