// Matching a statement: iam.md section 2, kms.md K1.10 and K1.62.
#include "tests/unit/reference/worlds.h"

namespace keyward::reference {
namespace {

bool Allows(World world, const std::string& action, const std::string& resource,
            const std::string& element = "Resource") {
  world.identity = {Identity("[{'Effect':'Allow','Action':'" + action + "','" + element + "':'" +
                             resource + "'}]")};
  return Decide(world).outcome == Outcome::kAllowed;
}

// Denied: a Deny with this NotPrincipal hits the caller.
bool Denied(World world, const std::string& listed) {
  world.resource_policy =
      Make(compiler::PolicyType::kResource,
           "[{'Effect':'Deny','NotPrincipal':{'AWS':" + listed + "},'Action':'*'}]");
  return Decide(world).outcome == Outcome::kExplicitDeny;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference_match)

BOOST_AUTO_TEST_CASE(actions) {
  const World world = Reading();
  BOOST_TEST(Allows(world, "S3:getob*", "*"));
  BOOST_TEST(Allows(world, "*:*", "*"));
  BOOST_TEST(!Allows(world, "s3:GetObject?", "*"));
  BOOST_TEST(!Allows(world, "s3: GetObject", "*"));
}

BOOST_AUTO_TEST_CASE(not_action) {
  World world = Reading();
  world.identity = {Identity("[{'Effect':'Allow','NotAction':'sqs:*','Resource':'*'}]")};
  Expect(world, Outcome::kAllowed, By::kIdentity);
  world.identity = {Identity("[{'Effect':'Allow','NotAction':'s3:Get*','Resource':'*'}]")};
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(resources) {
  const World world = Reading();
  BOOST_TEST(Allows(world, "*", "arn:AWS:s3:::bucket/*"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:s3:::BUCKET/*"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:s3:*:bucket/object"));
  BOOST_TEST(Allows(world, "*", "arn:aws:s3"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:s3:::bucket/*", "NotResource"));
  BOOST_TEST(Allows(world, "*", "arn:aws:s3:::other/*", "NotResource"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:s3:::${nobody}", "NotResource"));
}

BOOST_AUTO_TEST_CASE(variables_in_resources) {
  World world = Reading();
  Give(&world, "aws:username", "object");
  BOOST_TEST(Allows(world, "*", "arn:aws:s3:::bucket/${aws:username}"));
  world.context[0].value = {false, true, {}};
  const std::string unknown =
      "[{'Effect':'Allow','Action':'*','%':'arn:aws:s3:::bucket/${aws:username}'}]";
  for (const std::string element : {"Resource", "NotResource"}) {
    std::string statements = unknown;
    world.identity = {Identity(statements.replace(statements.find('%'), 1, element))};
    Expect(world, Outcome::kUnknown, By::kNone);
  }
}

BOOST_AUTO_TEST_CASE(short_patterns_of_a_resource_policy) {
  World world = Reading();
  for (const std::string pattern : {"arn:aws:s3", "arn:aws:s*"}) {
    world.resource_policy =
        Make(compiler::PolicyType::kResource,
             "[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'" + pattern + "'}]");
    const bool allowed = Decide(world).outcome == Outcome::kAllowed;
    BOOST_TEST(allowed == (pattern == "arn:aws:s*"));
  }
}

BOOST_AUTO_TEST_CASE(operations_without_a_resource) {
  World world = Decrypting(User(kAlice));
  world.action = "kms:ListKeys";
  world.resource.arn = "*";
  Give(&world, "aws:RequestedRegion", "us-west-2");
  BOOST_TEST(Allows(world, "*", "*"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:kms:us-west-2:111122223333:key/*"));
  BOOST_TEST(Allows(world, "*", "arn:aws:kms:us-*:111122223333:*"));
  BOOST_TEST(!Allows(world, "*", "arn:aws:kms:eu-west-1:111122223333:*"));
}

BOOST_AUTO_TEST_CASE(not_principal_allow_opens_to_all_others) {
  World world = Reading();
  world.resource_policy =
      Make(compiler::PolicyType::kResource, "[{'Effect':'Allow','NotPrincipal':{'AWS':'" + kBob +
                                                "'},'Action':'*','Resource':'*'}]");
  Expect(world, Outcome::kAllowed, By::kResource);
  world.principal.arn = kBob;
  Expect(world, Outcome::kImplicitDeny, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(not_principal_deny_wants_the_chain) {
  World world = Reading();
  BOOST_TEST(Denied(world, "['" + kAlice + "']"));
  BOOST_TEST(!Denied(world, "['" + kAlice + "','" + kAccount + "']"));
  BOOST_TEST(!Denied(world, "'*'"));
  world.strict_not_principal = false;
  BOOST_TEST(!Denied(world, "['" + kAccount + "']"));
  world.boundary = {AllowAll(compiler::PolicyType::kPermissionsBoundary)};
  BOOST_TEST(Denied(world, "'*'"));
  World session = Reading();
  session.principal = Session();
  BOOST_TEST(Denied(session, "['" + kSession + "','" + kAccount + "']"));
  BOOST_TEST(!Denied(session, "['" + kSession + "','" + kRole + "','" + kRoot + "']"));
}

BOOST_AUTO_TEST_CASE(unique_ids) {
  World world = Decrypting(Session());
  world.resource_policy = KeyPolicy("AROAEXAMPLE");
  Expect(world, Outcome::kAllowed, By::kResource);
  world.boundary = {Make(compiler::PolicyType::kPermissionsBoundary,
                         "[{'Effect':'Allow','Action':'s3:*','Resource':'*'}]")};
  Expect(world, Outcome::kImplicitDeny, By::kPermissionsBoundary);
}

BOOST_AUTO_TEST_CASE(keys_that_a_key_policy_cannot_see) {
  World world = Decrypting(User(kAlice));
  GiveList(&world, "kms:ResourceAliases", {"alias/x"});
  const std::string condition =
      ",'Condition':{'ForAnyValue:StringEquals':{'kms:ResourceAliases':'alias/x'}}";
  world.resource_policy = KeyPolicy(kAlice, condition);
  Expect(world, Outcome::kImplicitDeny, By::kResource);
  world.resource_policy = KeyPolicy(kRoot);
  world.identity = {
      Identity("[{'Effect':'Allow','Action':'kms:*','Resource':'*'" + condition + "}]")};
  Expect(world, Outcome::kAllowed, By::kIdentity);
}

BOOST_AUTO_TEST_CASE(key_policy_statement_without_resource_is_inert) {
  World world = Decrypting(User(kAlice));
  world.resource_policy =
      Make(compiler::PolicyType::kKeyPolicy,
           "[{'Effect':'Allow','Principal':{'AWS':'" + kAlice + "'},'Action':'kms:*'}]");
  Expect(world, Outcome::kImplicitDeny, By::kResource);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::reference
