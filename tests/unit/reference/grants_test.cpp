// Grants: kms.md K1.20, K3.10-K3.15, K3.30, K3.31, K3.51.
#include "tests/unit/reference/worlds.h"

namespace keyward::reference {
namespace {

using compiler::PolicyType;

Grant Granting(const std::string& grantee, std::vector<std::string> operations) {
  Grant grant;
  grant.key_id = kKey;
  grant.grantee = grantee;
  grant.operations = std::move(operations);
  grant.issuing_account = kRoot;
  return grant;
}

World Granted(const Principal& principal, const Grant& grant) {
  World world = Decrypting(principal);
  world.resource_policy = KeyPolicy("777788889999");
  world.grants = {grant};
  return world;
}

bool Allowed(const World& world) { return Decide(world).outcome == Outcome::kAllowed; }

}  // namespace

BOOST_AUTO_TEST_SUITE(reference_grants)

BOOST_AUTO_TEST_CASE(grantees) {
  World world = Granted(User(kAlice), Granting(kAlice, {"Decrypt"}));
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.action = "kms:Encrypt";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world = Granted(User(kAlice), Granting(kAccount, {"Decrypt"}));
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.identity = {AllowAll(PolicyType::kIdentity)};
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.grants[0].key_id = "arn:aws:kms:us-west-2:111122223333:key/other";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world = Granted(Service("ebs.amazonaws.com"), Granting("", {"Decrypt"}));
  BOOST_TEST(!Allowed(world));
  world.grants[0].grantee_service = "ebs.amazonaws.com";
  Expect(world, Outcome::kAllowed, By::kGrant);
}

BOOST_AUTO_TEST_CASE(boundaries_limit_role_grants) {
  World world = Granted(Session(), Granting(kRole, {"Decrypt"}));
  world.boundary = {Make(PolicyType::kPermissionsBoundary,
                         "[{'Effect':'Allow','Action':'s3:*','Resource':'*'}]")};
  Expect(world, Outcome::kImplicitDeny, By::kPermissionsBoundary);
  world.grants[0].grantee = kSession;
  Expect(world, Outcome::kAllowed, By::kGrant);
}

BOOST_AUTO_TEST_CASE(across_accounts) {
  World world = Granted(User(kBob), Granting(kBob, {"Decrypt"}));
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.grants[0].grantee = "arn:aws:iam::444455556666:root";
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(encryption_context) {
  Grant grant = Granting(kAlice, {"Decrypt", "DescribeKey"});
  grant.has_equals = true;
  grant.equals = {{"Department", "IT"}};
  World world = Granted(User(kAlice), grant);
  BOOST_TEST(!Allowed(world));
  world.encryption_context = {{"department", "IT"}};
  BOOST_TEST(Allowed(world));
  world.encryption_context.push_back({"more", "x"});
  BOOST_TEST(!Allowed(world));
  world.encryption_context[1] = {"DEPARTMENT", "IT"};  // a second pair, if only by its case
  BOOST_TEST(!Allowed(world));
  world.action = "kms:DescribeKey";
  BOOST_TEST(Allowed(world));
  world.action = "kms:Decrypt";
  world.grants[0].has_equals = false;
  world.grants[0].has_subset = true;
  world.grants[0].subset = {{"Department", "IT"}};
  BOOST_TEST(Allowed(world));
  world.encryption_context.clear();
  BOOST_TEST(!Allowed(world));
  world.grants[0].subset.clear();
  BOOST_TEST(!Allowed(world));
}

BOOST_AUTO_TEST_CASE(child_grants) {
  Grant grant = Granting(kAlice, {"Decrypt", "CreateGrant"});
  grant.has_equals = true;
  grant.equals = {{"Department", "IT"}};
  World world = Granted(User(kAlice), grant);
  world.action = "kms:CreateGrant";
  world.encryption_context = {{"Department", "IT"}};
  GiveList(&world, "kms:GrantOperations", {"Decrypt"});
  BOOST_TEST(Allowed(world));
  Give(&world, "kms:GrantConstraintType", "EncryptionContextSubset");
  BOOST_TEST(!Allowed(world));
  world.context[1].value.items = {"EncryptionContextEquals"};
  BOOST_TEST(Allowed(world));
  world.context[0].value.items = {"Decrypt", "Encrypt"};
  BOOST_TEST(!Allowed(world));
}

BOOST_AUTO_TEST_CASE(source_arn) {
  Grant grant = Granting(kAlice, {"Decrypt"});
  grant.source_arn = kObject;
  World world = Granted(User(kAlice), grant);
  BOOST_TEST(!Allowed(world));
  GiveUnknown(&world, "aws:SourceArn");
  BOOST_TEST(Decide(world).outcome == Outcome::kUnknown);
  world.context.clear();
  Give(&world, "aws:sourcearn", kObject);
  BOOST_TEST(Allowed(world));
}

BOOST_AUTO_TEST_CASE(retiring) {
  Grant grant = Granting(kBob, {"Decrypt"});
  grant.retiring = kAlice;
  World world = Granted(User(kAlice), grant);
  world.action = "kms:RetireGrant";
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.grants[0].retiring.clear();
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
  world.identity = {AllowAll(PolicyType::kIdentity)};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.has_rcp = true;
  world.rcp = {{Make(PolicyType::kResourceControl,
                     "[{'Effect':'Deny','Principal':'*','Action':'kms:*','Resource':'*'}]")}};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.principal = Root(kAccount);
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.grants[0].key_id = "arn:aws:kms:us-west-2:111122223333:key/other";
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.grants[0].key_id.clear();
  world.principal = User(kBob);
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.grants[0].operations = {"RetireGrant"};
  Expect(world, Outcome::kAllowed, By::kGrant);
  world.resource_policy =
      Make(PolicyType::kKeyPolicy,
           "[{'Effect':'Deny','Principal':'*','Action':'kms:RetireGrant','Resource':'*'}]");
  Expect(world, Outcome::kAllowed, By::kGrant);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::reference
