// The decision: iam.md section 5, kms.md sections 1.4 and 1.5.
#include "tests/unit/reference/worlds.h"

namespace keyward::reference {
namespace {

using compiler::PolicyType;

const compiler::Policy* OnlySqs(PolicyType type) {
  return Make(type, "[{'Effect':'Allow','Action':'sqs:*','Resource':'*'}]");
}

const compiler::Policy* Deny(PolicyType type, const std::string& condition) {
  const bool names = compiler::HasPrincipal(type);
  return Make(type, "[{'Effect':'Deny'," + std::string(names ? "'Principal':'*'," : "") +
                        "'Action':['s3:*','kms:*'],'Resource':'*'" + condition + "}]");
}

const compiler::Policy* BucketPolicy(const std::string& principal) {
  return Make(PolicyType::kResource, "[{'Effect':'Allow','Principal':{'AWS':'" + principal +
                                         "'},'Action':'s3:*','Resource':'*'}]");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference_decide)

BOOST_AUTO_TEST_CASE(identity_boundary_session) {
  World world = Reading();
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.identity = {AllowAll(PolicyType::kIdentity)};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.boundary = {OnlySqs(PolicyType::kPermissionsBoundary)};
  Expect(world, Outcome::kImplicitDeny, By::kPermissionsBoundary);
  world.boundary.clear();
  world.principal = Session();
  world.has_session = true;
  world.session = {OnlySqs(PolicyType::kSession)};
  Expect(world, Outcome::kImplicitDeny, By::kSession);
  world.principal = User(kAlice);  // a user has no session policy
  Expect(world, Outcome::kAllowed, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(gates) {
  World world = Reading();
  world.identity = {AllowAll(PolicyType::kIdentity)};
  world.has_scp = true;
  world.scp = {{AllowAll(PolicyType::kServiceControl)}, {}};
  Expect(world, Outcome::kImplicitDeny, By::kServiceControl);
  world.principal.management_account = true;
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.has_rcp = true;
  world.rcp = {{Deny(PolicyType::kResourceControl, "")}};
  Expect(world, Outcome::kExplicitDeny, By::kResourceControl);
  world.principal.service_linked_role = true;
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.vpc_endpoint =
      Make(PolicyType::kVpcEndpoint,
           "[{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'*','Resource':'*'}]");
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.gateway_endpoint = true;
  Expect(world, Outcome::kImplicitDeny, By::kVpcEndpoint);
}

BOOST_AUTO_TEST_CASE(direct_grants_of_a_resource_policy_pass_the_boundary) {
  World world = Reading();
  world.boundary = {OnlySqs(PolicyType::kPermissionsBoundary)};
  world.resource_policy = BucketPolicy(kAlice);
  Expect(world, Outcome::kAllowed, By::kResource);
  world.resource_policy = BucketPolicy(kRoot);
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.principal = Session();
  world.resource_policy = BucketPolicy(kRole);
  Expect(world, Outcome::kImplicitDeny, By::kPermissionsBoundary);
}

BOOST_AUTO_TEST_CASE(federated_users_need_a_session_policy) {
  World world = Reading();
  world.principal.kind = PrincipalKind::kFederatedUser;
  world.principal.arn = "arn:aws:sts::111122223333:federated-user/al";
  world.principal.federating_user_arn = kRoot;
  Expect(world, Outcome::kImplicitDeny, By::kSession);
  world.has_session = true;
  world.session = {AllowAll(PolicyType::kSession)};
  Expect(world, Outcome::kAllowed, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(across_accounts_both_sides) {
  World world = Reading();
  world.principal = User(kBob);
  world.identity = {AllowAll(PolicyType::kIdentity)};
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.resource_policy = BucketPolicy("444455556666");
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.identity.clear();
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.principal.arn = "arn:aws-cn:iam::444455556666:user/bob";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
}

BOOST_AUTO_TEST_CASE(keys_need_delegation) {
  World world = Decrypting(User(kAlice));
  world.identity = {AllowAll(PolicyType::kIdentity)};
  world.resource_policy = KeyPolicy(kBob);
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.resource_policy = KeyPolicy(kRoot);
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.identity.clear();
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.principal = Root(kAccount);
  Expect(world, Outcome::kAllowed, By::kResource);
}

BOOST_AUTO_TEST_CASE(key_operations_across_accounts) {
  World world = Decrypting(User(kBob));
  world.identity = {AllowAll(PolicyType::kIdentity)};
  world.resource_policy = KeyPolicy("444455556666");
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.action = "kms:DisableKey";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
}

BOOST_AUTO_TEST_CASE(identity_only_actions_have_no_effect_in_a_key_policy) {
  World world = Decrypting(User(kAlice));
  world.resource_policy = KeyPolicy(kAlice);
  world.action = "kms:CreateAlias";
  Expect(world, Outcome::kAllowed, By::kResource);
  world.action = "kms:RetireGrant";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.resource.arn = "arn:aws:kms:us-west-2:111122223333:alias/x";
  world.action = "kms:CreateAlias";
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(assume_root_task_policy_limits_every_path) {
  World world = Decrypting(Root(kAccount));
  world.resource_policy = KeyPolicy(kRoot);
  world.has_session = true;
  world.session = {OnlySqs(PolicyType::kSession)};
  Expect(world, Outcome::kImplicitDeny, By::kSession);
}

BOOST_AUTO_TEST_CASE(trust_policies) {
  World world = Reading();
  world.action = "sts:AssumeRole";
  world.resource.arn = kRole;
  world.mode = ResourceMode::kTrust;
  const auto trust = [](const std::string& principal) {
    return Make(PolicyType::kRoleTrust, "[{'Effect':'Allow','Principal':{'AWS':'" + principal +
                                            "'},'Action':'sts:AssumeRole'}]");
  };
  world.resource_policy = trust(kAlice);
  Expect(world, Outcome::kAllowed, By::kResource);
  world.resource_policy = trust(kRoot);
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.identity = {AllowAll(PolicyType::kIdentity)};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.principal = Root(kAccount);
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(services_and_anonymous) {
  World world = Reading();
  world.principal = Service("logs.amazonaws.com");
  world.resource_policy = Make(PolicyType::kResource,
                               "[{'Effect':'Allow','Principal':{'Service':'logs.amazonaws.com'},"
                               "'Action':'s3:*','Resource':'*'}]");
  Expect(world, Outcome::kAllowed, By::kResource);
  world.principal.service_names = {"sns.amazonaws.com"};
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.principal = {};
  world.principal.kind = PrincipalKind::kAnonymous;
  world.resource_policy = BucketPolicy("*");
  Expect(world, Outcome::kAllowed, By::kResource);
}

BOOST_AUTO_TEST_CASE(calls_that_need_no_permission) {
  World world = Reading();
  world.action = "sts:getcalleridentity";
  world.resource.arn = "*";
  world.identity = {Identity("[{'Effect':'Deny','Action':'*','Resource':'*'}]")};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.action = "sts:GetSessionToken";
  Expect(world, Outcome::kExplicitDeny, By::kIdentity);
  world.identity.clear();
  Expect(world, Outcome::kAllowed, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(unknown_answers) {
  World world = Reading();
  GiveUnknown(&world, "k");
  const std::string condition = ",'Condition':{'StringEquals':{'k':'x'}}";
  world.identity = {Deny(PolicyType::kIdentity, condition)};
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.identity.push_back(AllowAll(PolicyType::kIdentity));
  Expect(world, Outcome::kUnknown, By::kNone);
  world.has_scp = true;
  world.scp = {{OnlySqs(PolicyType::kServiceControl)}};
  Expect(world, Outcome::kImplicitDeny, By::kServiceControl);
  BOOST_TEST(Decide(world).applied.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::reference
