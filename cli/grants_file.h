// ReadGrantsFile: grants as `aws kms list-grants` prints them.
#pragma once

#include <string>
#include <vector>

#include "evaluator/grant.h"
#include "scenario/scenario.h"

namespace keyward::cli {

// ReadGrantsFile reads {"Grants": […]} or a bare list. Errors name the file and the position in it.
tl::expected<std::vector<evaluator::Grant>, scenario::Errors> ReadGrantsFile(
    const std::string& path);

}  // namespace keyward::cli
