// The decision: iam.md section 5, kms.md sections 1.4 and 1.5.
#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

// ---- Putting together (R5.1, steps 5 to 8)

// Paths: the ways to an Allow, by the source that carries them.
struct Paths {
  Truth resource = Truth::kFalse;
  Truth grant = Truth::kFalse;
  Truth identity = Truth::kFalse;

  Truth Any() const { return Or(resource, Or(grant, identity)); }
};

Paths PathsOf(const World& world, const Facts& facts) {
  const Truth limits = And(facts.boundary, facts.session);
  const Truth delegated = And(facts.identity, limits);
  const Kinds& policy = facts.policy;
  const Kinds& grant = facts.grant;
  const bool root = world.principal.kind == PrincipalKind::kAccount;
  Paths paths;
  if (facts.unreachable) return paths;
  if (facts.mode == ResourceMode::kTrust && root && IsAction(world, "sts:AssumeRole")) return paths;
  if (!HasAccount(world.principal.kind)) {  // step 5
    paths.resource = policy.direct;
    paths.grant = grant.direct;
  } else if (facts.same_account) {  // step 7
    const bool normal = facts.mode == ResourceMode::kNormal;
    paths.resource = Or(policy.direct, And(policy.entity, limits));
    paths.grant = Or(grant.direct, Or(And(grant.entity, limits), And(grant.account, delegated)));
    paths.identity = And(delegated, normal ? Truth::kTrue : policy.account);
  } else {  // step 8, K1.20
    paths.grant = Or(And(Or(grant.direct, grant.entity), limits), And(grant.account, delegated));
    paths.identity = And(policy.Any(), delegated);
  }
  return paths;
}

// R5.5 for an implicit deny; what may be true passes.
By BlameImplicit(const World& world, const Facts& facts) {
  const auto no = [](Truth truth) { return truth == Truth::kFalse; };
  const bool root = world.principal.kind == PrincipalKind::kAccount;
  const bool normal = facts.mode == ResourceMode::kNormal;
  const bool no_kinds = no(facts.policy.Any()) && no(facts.grant.Any());
  if (no(facts.service_control)) return By::kServiceControl;
  if (no(facts.vpc_endpoint)) return By::kVpcEndpoint;
  if (facts.unreachable || !HasAccount(world.principal.kind)) return By::kResource;
  if (facts.mode == ResourceMode::kTrust && root && IsAction(world, "sts:AssumeRole")) {
    return By::kIdentity;  // R5.32
  }
  if (facts.same_account) {
    const bool no_entity = no(facts.policy.entity) && no(facts.grant.entity);
    if (!normal && no_kinds) return By::kResource;
    if (no(facts.identity) && no_entity) return By::kIdentity;
    if (!normal && no_entity && no(facts.policy.account) && no(facts.grant.account)) {
      return By::kResource;
    }
  } else {
    if (no_kinds) return By::kResource;
    const bool needs_identity = no(facts.grant.direct) && no(facts.grant.entity);
    if (no(facts.identity) && needs_identity) return By::kIdentity;
  }
  if (no(facts.boundary)) return By::kPermissionsBoundary;
  return no(facts.session) ? By::kSession : By::kIdentity;
}

// R5.5 for an explicit deny.
By BlameExplicit(const Facts& facts) {
  for (const By by : {By::kResourceControl, By::kServiceControl, By::kVpcEndpoint, By::kResource,
                      By::kIdentity, By::kPermissionsBoundary, By::kSession}) {
    const auto found = facts.deny.find(by);
    if (found != facts.deny.end() && found->second == Truth::kTrue) return by;
  }
  return By::kNone;
}

}  // namespace

Answer Decide(const World& world) {
  const bool is_signed = world.principal.kind != PrincipalKind::kAnonymous &&
                         world.principal.kind != PrincipalKind::kIdentityProvider;
  if (is_signed && IsAction(world, "sts:GetCallerIdentity")) {  // R5.46
    return {Outcome::kAllowed, By::kIdentity, {}};
  }
  const Facts facts = Gather(world);
  const Paths paths = PathsOf(world, facts);
  Truth allowed = And(paths.Any(), And(facts.service_control, facts.vpc_endpoint));
  if (is_signed && IsAction(world, "sts:GetSessionToken")) allowed = Truth::kTrue;  // R5.46
  allowed = And(allowed, Not(facts.Denied()));
  Answer answer;
  answer.applied = facts.applied;
  if (allowed == Truth::kTrue) {
    answer.outcome = Outcome::kAllowed;
    answer.by = paths.resource == Truth::kTrue ? By::kResource
                : paths.grant == Truth::kTrue  ? By::kGrant
                                               : By::kIdentity;
  } else if (allowed == Truth::kUnknown) {
    answer.outcome = Outcome::kUnknown;
  } else if (facts.Denied() == Truth::kTrue) {
    answer.outcome = Outcome::kExplicitDeny;
    answer.by = BlameExplicit(facts);
  } else {
    answer.by = BlameImplicit(world, facts);
  }
  return answer;
}

}  // namespace keyward::reference
