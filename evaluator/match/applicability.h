// Applicability: which kinds of policies apply to a caller, an action and a resource.
#pragma once

#include "evaluator/applied_policies.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

// Applicability: one answer per kind (R5.4, R5.8, R5.11), and the modes that follow from the resource.
struct Applicability {
  bool identity = false;
  bool permissions_boundary = false;
  bool session = false;
  bool service_control = false;
  bool resource_control = false;
  bool vpc_endpoint = false;
  bool resource = false;
  bool key_mode = false;    // a KMS key: IAM counts only where the key policy delegates (R5.33)
  bool trust_mode = false;  // a role's trust policy (R5.32)
};

Applicability FindApplicability(const AppliedPolicies& policies, const Request& request);

// FederatedByRoot: a federated user whose session the root user made; there are no policies of a
// federating user then, and its identity side allows (R5.24).
bool FederatedByRoot(const Principal& principal);

// IsRcpService: the service's resources are within the reach of RCPs (R5.11).
bool IsRcpService(std::string_view service);

}  // namespace keyward::evaluator
