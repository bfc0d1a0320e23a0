// RequestFlags: one request as command line flags.
//
// Flow      flags --RequestJson--> the request as JSON --scenario::RequestReader--> Request
// Promise   the flags mean what the members of a scenario's request mean.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/parser.h"

namespace keyward::cli {

struct RequestFlags {
  std::string principal;
  std::string action;
  std::string resource;
  std::vector<std::string> context;             // key=value, key=[a,b]
  std::vector<std::string> encryption_context;  // key=value
  std::vector<std::string> unknown;

  // given: any flag was used.
  bool given() const;
};

// AddRequestFlags adds the flags to a verb.
void AddRequestFlags(CLI::App& verb, RequestFlags& flags);

// RequestJson writes the request as one JSON object. Errors: kInvalidInput for a flag that is missing
// or is not key=value.
Result<std::string> RequestJson(const RequestFlags& flags);

}  // namespace keyward::cli
