// AppliedPolicies: the programs and grants that a decision considers.
//
// Flow      scenario, iam/ --> AppliedPolicies + Request --Authorize--> Decision
// Promise   plain data; owns nothing but its lists. The same value serves many requests.
#pragma once

#include <optional>
#include <vector>

#include "compiler/program.h"
#include "evaluator/grant.h"

namespace keyward::evaluator {

// ResourceMode: how a resource-based policy is read (iam.md section 5).
enum class ResourceMode : uint8_t { kNormal, kKey, kTrust };

using Programs = std::vector<const compiler::Program*>;

struct AppliedPolicies {
  Programs identity;
  Programs permissions_boundary;    // empty: no boundary
  std::optional<Programs> session;  // absent: no session policy
  Programs resource;                // empty: no resource-based policy
  ResourceMode resource_mode = ResourceMode::kNormal;
  std::optional<std::vector<Programs>> service_control;   // levels, root first; absent: no gate
  std::optional<std::vector<Programs>> resource_control;  // likewise; RCPFullAWSAccess is implied
  Programs vpc_endpoint;                                  // empty: no endpoint
  bool gateway_endpoint = false;
  std::vector<Grant> grants;
};

}  // namespace keyward::evaluator
