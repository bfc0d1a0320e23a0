// Reference evaluator: the rules of access decisions, written plainly and slowly, for tests only.
//
// Flow      World --Decide--> Answer, to be compared with what the product's evaluator says
// Promise   shares no code with the product's evaluator; reads checked policies and nothing else.
//           Truth is three-valued (Kleene): a key or a variable may be unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compiler/policy.h"

namespace keyward::reference {

// Truth: Kleene's three values, ordered, so that AND is the minimum and OR the maximum.
enum class Truth : uint8_t { kFalse, kUnknown, kTrue };

enum class PrincipalKind : uint8_t {
  kUser,
  kAssumedRole,
  kFederatedUser,
  kAccount,  // the root user
  kService,
  kAnonymous,
  kIdentityProvider,
};

struct Principal {
  PrincipalKind kind = PrincipalKind::kUser;
  std::string arn;  // of an identity provider: its ARN or its domain
  std::string account;
  std::string id;
  std::string role_arn;  // with the role's path
  std::string federating_user_arn;
  std::vector<std::string> service_names;
  bool service_linked_role = false;
  bool management_account = false;
};

struct Resource {
  std::string arn;  // or "*"
  std::string account;
  bool management_account = false;
  bool aws_managed_key = false;
};

// Value: one context value; `multi` is the key's arity also where the value is unknown.
struct Value {
  bool multi = false;
  bool unknown = false;
  std::vector<std::string> items;
};

// ContextEntry: names that differ only by case may both be present (R3.3).
struct ContextEntry {
  std::string key;
  Value value;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Grant {
  std::string key_id;
  std::string grantee;
  std::string grantee_service;
  std::string retiring;
  std::string retiring_service;
  std::string issuing_account;  // ARN or id
  std::vector<std::string> operations;
  Pairs equals;
  Pairs subset;
  bool has_equals = false;
  bool has_subset = false;
  std::string source_arn;
};

enum class ResourceMode : uint8_t { kNormal, kKey, kTrust };

using Policies = std::vector<const compiler::Policy*>;

// World: a request with everything that bears on it. Context is complete: nothing is derived.
struct World {
  Principal principal;
  std::string action;
  Resource resource;
  std::vector<ContextEntry> context;
  Pairs encryption_context;
  Policies identity;
  Policies boundary;  // empty: none
  bool has_session = false;
  Policies session;
  const compiler::Policy* resource_policy = nullptr;
  ResourceMode mode = ResourceMode::kNormal;
  bool has_scp = false;
  std::vector<Policies> scp;
  bool has_rcp = false;
  std::vector<Policies> rcp;
  const compiler::Policy* vpc_endpoint = nullptr;
  bool gateway_endpoint = false;
  std::vector<Grant> grants;
  bool strict_not_principal = true;
  bool fail_closed = false;
};

enum class Outcome : uint8_t { kAllowed, kExplicitDeny, kImplicitDeny, kUnknown };

enum class By : uint8_t {
  kNone,
  kResource,
  kGrant,
  kIdentity,
  kPermissionsBoundary,
  kSession,
  kServiceControl,
  kResourceControl,
  kVpcEndpoint,
};

// Applied: a statement of an applicable policy that applies (kTrue) or may apply (kUnknown).
struct Applied {
  const compiler::Policy* policy = nullptr;
  size_t index = 0;
  Truth truth = Truth::kFalse;
};

struct Answer {
  Outcome outcome = Outcome::kImplicitDeny;
  By by = By::kNone;  // kNone where the outcome is unknown
  std::vector<Applied> applied;
};

// Decide answers one request (iam.md section 5).
Answer Decide(const World& world);

}  // namespace keyward::reference
