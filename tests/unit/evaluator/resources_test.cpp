// Resource and action elements against requests.
#include <string>

#include "tests/unit/evaluator/deciding.h"

namespace keyward::evaluator {
namespace {

const std::string kObject = "arn:aws:s3:::home/alice/a:b";

// Trace is the trace of one Deny statement, given its action and resource elements.
StatementTrace Trace(const std::string& elements, const Request& request) {
  const ProgramPtr program =
      MakeProgram("{'Effect':'Deny'," + elements + "}", compiler::PolicyType::kIdentity);
  const Decision decision = DecideAs(program, Step::kIdentity, request);
  BOOST_REQUIRE_EQUAL(decision.statements.size(), 1u);
  return decision.statements[0];
}

// On says how a resource element, given as JSON with ' for ", takes a request for `resource`.
char On(const std::string& element, const std::string& resource, const Context& context = {},
        const std::string& action = "s3:GetObject") {
  Request request = Ask(Caller(kAlice), action, resource);
  request.context = context;
  return Traced(Trace("'Action':'*','" + element, request).resource);
}

// Names: the action element names the action.
bool Names(const std::string& element, const std::string& action) {
  return Traced(Trace("'" + element + ",'Resource':'*'", Ask(Caller(kAlice), action, kObject))
                    .action) == 'y';
}

Context User(const std::string& name) {
  Context context;
  context.SetSingle("aws:username", name);
  return context;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resources)

BOOST_AUTO_TEST_CASE(arns_match_part_by_part) {  // R2.10 to R2.12
  BOOST_TEST(On("Resource':'" + kObject + "'", kObject) == 'y');
  BOOST_TEST(On("Resource':'*'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::home/*'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::*:b'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::home/?lice/a?b'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::Home/*'", kObject) == 'n');
  BOOST_TEST(On("Resource':'arn:AWS:S3:::home/*'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:*:s?:*:*:home/*'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:us-west-2::home/*'", kObject) == 'n');
  BOOST_TEST(On("Resource':'arn:aws:s3:?::home/*'", kObject) == 'n');
  BOOST_TEST(On("Resource':'arn:aws:*:home/*'", kObject) == 'n');  // never across the colons
  BOOST_TEST(On("Resource':'nowhere'", kObject) == 'n');
}

BOOST_AUTO_TEST_CASE(short_patterns_are_filled_up) {  // R2.13
  BOOST_TEST(On("Resource':'arn:aws:s3'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:kms'", kObject) == 'n');
  BOOST_TEST(On("Resource':'arn:aws:s3:*'", kObject) == 'y');
}

BOOST_AUTO_TEST_CASE(any_of_a_list_suffices) {
  BOOST_TEST(On("Resource':['arn:aws:s3:::other','arn:aws:s3:::home/*']", kObject) == 'y');
  BOOST_TEST(On("Resource':['arn:aws:s3:::other','arn:aws:s3:::more']", kObject) == 'n');
}

BOOST_AUTO_TEST_CASE(not_resource) {  // R2.15
  BOOST_TEST(On("NotResource':'arn:aws:s3:::home/*'", kObject) == 'n');
  BOOST_TEST(On("NotResource':'arn:aws:s3:::other/*'", kObject) == 'y');
  BOOST_TEST(On("NotResource':['arn:aws:s3:::other','*']", kObject) == 'n');
}

BOOST_AUTO_TEST_CASE(an_action_without_resource) {  // R2.14
  BOOST_TEST(On("Resource':'*'", "*") == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::*'", "*") == 'n');
  BOOST_TEST(On("Resource':'arn:aws:s3:*:111122223333:*'", "*") == 'n');  // KMS's rule alone
  BOOST_TEST(On("NotResource':'arn:aws:s3:::*'", "*") == 'y');
  BOOST_TEST(On("NotResource':'*'", "*") == 'n');
}

BOOST_AUTO_TEST_CASE(the_account_wide_pattern_of_kms) {  // K1.62
  const auto list_keys = [](const std::string& pattern, const std::string& region = "") {
    Context context;
    if (!region.empty()) context.SetSingle("aws:RequestedRegion", region);
    return On("Resource':'" + pattern + "'", "*", context, "kms:ListKeys");
  };
  BOOST_TEST(list_keys("arn:aws:kms:us-west-2:111122223333:*") == 'y');
  BOOST_TEST(list_keys("arn:aws:kms:*:111122223333:*") == 'y');
  BOOST_TEST(list_keys("arn:aws:kms:*:*:*") == 'y');
  BOOST_TEST(list_keys("arn:aws:kms:us-west-2:111122223333:*", "us-west-2") == 'y');
  BOOST_TEST(list_keys("arn:aws:kms:us-west-2:111122223333:*", "eu-west-1") == 'n');
  BOOST_TEST(list_keys("arn:aws:kms:us-*:111122223333:*", "us-east-1") == 'y');
  BOOST_TEST(list_keys("arn:aws:kms:us-west-2:444455556666:*") == 'n');
  BOOST_TEST(list_keys("arn:aws:kms:us-west-2:111122223333:key/*") == 'n');
  BOOST_TEST(list_keys("arn:aws:s3:us-west-2:111122223333:*") == 'n');
  Context open;
  open.SetUnknown("aws:RequestedRegion");
  const std::string west = "Resource':'arn:aws:kms:us-west-2:111122223333:*'";
  BOOST_TEST(On(west, "*", open, "kms:ListKeys") == 'u');
  open.SetAbsent("aws:RequestedRegion");
  BOOST_TEST(On(west, "*", open, "kms:ListKeys") == 'y');
}

BOOST_AUTO_TEST_CASE(variables) {  // R3.40 to R3.45
  const std::string home = "Resource':'arn:aws:s3:::home/${aws:username}/*'";
  BOOST_TEST(On(home, kObject, User("alice")) == 'y');
  BOOST_TEST(On(home, kObject, User("bob")) == 'n');
  BOOST_TEST(On(home, kObject, User("a*")) == 'n');
  BOOST_TEST(On(home, kObject) == 'n');
  BOOST_TEST(On("Resource':'arn:aws:s3:::home/${aws:username, `alice`}/*'", kObject) == 'y');
  BOOST_TEST(On("Resource':'arn:aws:s3:::home/${}/*'", kObject, User("alice")) == 'n');
  Context open;
  open.SetUnknown("aws:username");
  BOOST_TEST(On(home, kObject, open) == 'u');
  BOOST_TEST(On("Resource':['arn:aws:s3:::home/${aws:username}/*','*']", kObject, open) == 'y');
}

BOOST_AUTO_TEST_CASE(a_null_pattern_in_not_resource) {  // R3.45
  const std::string null = "NotResource':'arn:aws:s3:::x/${aws:username}'";
  BOOST_TEST(On(null, kObject) == 'n');
  BOOST_TEST(On(null, kObject, User("bob")) == 'y');
  BOOST_TEST(On("NotResource':['arn:aws:s3:::x/${aws:username}','*']", kObject) == 'n');
  BOOST_TEST(On("NotResource':'arn:aws:kms:::x/${aws:username}'", kObject) == 'n');
  Context open;
  open.SetUnknown("aws:username");
  BOOST_TEST(On(null, kObject, open) == 'u');
  BOOST_TEST(On(null, "*", open) == 'u');
}

BOOST_AUTO_TEST_CASE(actions) {  // R2.2 to R2.6
  BOOST_TEST(Names("Action':'s3:GetObject'", "S3:getobject"));
  BOOST_TEST(Names("Action':'S3:GET*'", "s3:GetObject"));
  BOOST_TEST(Names("Action':'*:Get?bject'", "s3:GetObject"));
  BOOST_TEST(Names("Action':'*'", "s3:GetObject"));
  BOOST_TEST(!Names("Action':'s3:GetObject'", "s3:GetObjectAcl"));
  BOOST_TEST(!Names("Action':'s3:GetObject?'", "s3:GetObject"));
  BOOST_TEST(!Names("Action':'s3-outposts:*'", "s3:GetObject"));
  BOOST_TEST(!Names("NotAction':'s3:Get*'", "s3:GetObject"));
  BOOST_TEST(Names("NotAction':'iam:*'", "s3:GetObject"));
  BOOST_TEST(Names("Action':'kms:Decrypt'", "KMS:DECRYPT"));
  BOOST_TEST(!Names("NotAction':'kms:D*'", "kms:Decrypt"));
  BOOST_TEST(Names("Action':'kms:FutureThing'", "kms:FutureThing"));  // outside the table
  BOOST_TEST(Names("Action':'kms:*'", "kms:FutureThing"));
}

BOOST_AUTO_TEST_CASE(a_key_policy_hangs_on_its_key) {  // R2.16
  const auto applies = [](const std::string& resource) {
    const ProgramPtr program = MakeProgram(
        "{'Effect':'Deny','Principal':'*','Action':'kms:*','Resource':'" + resource + "'}",
        compiler::PolicyType::kKeyPolicy);
    AppliedPolicies policies;
    policies.resource = {program.get()};
    policies.resource_mode = ResourceMode::kKey;
    const Decision decision = Decide(policies, Ask(Caller(kAlice), "kms:Decrypt", kKey));
    return decision.outcome == Outcome::kExplicitDeny;
  };
  BOOST_TEST(applies("*"));
  BOOST_TEST(applies(kKey));
  BOOST_TEST(applies("arn:aws:kms:*:111122223333:key/*"));
  BOOST_TEST(!applies("arn:aws:kms:us-west-2:111122223333:key/other"));
  BOOST_TEST(!applies("arn:aws:kms:us-west-2:111122223333:alias/orders"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
