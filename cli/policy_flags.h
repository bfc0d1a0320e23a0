// PolicyFlags: the policies of one request as command line flags.
//
// Flow      flags --LoadPolicyFlags--> PolicySet, its programs compiled from the files
// Promise   positions point into the files; every policy is loaded as a stored document.
#pragma once

#include <string>
#include <vector>

#include "cli/parser.h"
#include "cli/terminal.h"
#include "evaluator/request.h"
#include "scenario/scenario.h"

namespace keyward::cli {

struct PolicyFlags {
  std::vector<std::string> identity;
  std::string permissions_boundary;
  std::vector<std::string> session;
  std::string key_policy;
  std::string resource_policy;
  std::vector<std::string> service_control;   // a level each: files separated by commas
  std::vector<std::string> resource_control;  // likewise
  std::string vpc_endpoint;
  std::string grants;

  // given: any flag was used.
  bool given() const;
};

// AddPolicyFlags adds the flags to a verb.
void AddPolicyFlags(CLI::App& verb, PolicyFlags& flags);

// LoadPolicyFlags compiles the files; null where one is unreadable or wrong, which is then on standard
// error. `request` decides how a resource policy is read.
scenario::PolicySetPtr LoadPolicyFlags(const PolicyFlags& flags, const evaluator::Request& request,
                                       const ColorOption& color);

}  // namespace keyward::cli
