// ReadHead: what stands at the top of a scenario file.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "scenario/read/policies.h"
#include "scenario/read/reading.h"

namespace keyward::scenario {

// Head: the members of the file but its requests, which are read one by one.
struct Head {
  std::string description;
  std::vector<std::string> rules;
  PolicyNodes policies;
  bool gateway_endpoint = false;
  std::optional<std::chrono::system_clock::time_point> time;
  grammar::NodeId requests = grammar::kNoNode;
};

bool ReadHead(Reading& in, Head& head);

}  // namespace keyward::scenario
