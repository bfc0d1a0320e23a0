// The words that random worlds are made of: few, so that they meet often.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/reference.h"

namespace keyward::worlds {

using Words = std::vector<std::string>;

// Target: an action with a resource it is asked on and the mode that belongs to it.
struct Target {
  std::string action;
  std::string resource;
  reference::ResourceMode mode;
};

const std::vector<Target>& Targets();
const std::vector<reference::Principal>& PrincipalRecords();
const Words& PrincipalElements();  // JSON texts
const Words& ActionPatterns();
const Words& ResourcePatterns();
const Words& Operators();
const Words& ContextKeys();
const Words& KeyArns();
const Words& Parties();
// ConditionValues suit the operator, most of the time.
const Words& ConditionValues(std::string_view op);
// ContextValues suit the key, most of the time.
const Words& ContextValues(std::string_view key);
bool IsMultivalued(std::string_view key);

}  // namespace keyward::worlds
