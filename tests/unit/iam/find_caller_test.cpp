#include <boost/test/unit_test.hpp>
#include <string>

#include "iam/directory.h"
#include "tests/unit/iam/fixtures.h"

namespace keyward::iam {
namespace {

using evaluator::PrincipalKind;

const std::string kAccount = "111122223333";
const std::string kAlice = "arn:aws:iam::111122223333:user/team/alice";
const std::string kSession = "arn:aws:sts::111122223333:assumed-role/App/job-7";
const std::string kFederated = "arn:aws:sts::111122223333:federated-user/visitor";

Caller Find(const std::string& arn, const SessionFacts& session = {}) {
  auto caller = Organization()->FindCaller(arn, session);
  BOOST_REQUIRE_MESSAGE(caller, arn << ": " << (caller ? "" : caller.error().message));
  return *caller;
}

std::string Refusal(const std::string& arn, const SessionFacts& session = {}) {
  const auto caller = Organization()->FindCaller(arn, session);
  if (caller) return "found";
  return (caller.error().code == ErrorCode::kNotFound ? "not found: " : "invalid: ") +
         caller.error().message;
}

SessionPolicies Policies(const std::vector<std::string>& texts,
                         const std::vector<std::string>& arns = {}) {
  auto policies = Organization()->CompileSessionPolicies(kAccount, texts, arns);
  BOOST_REQUIRE(policies);
  return *policies;
}

const std::string kText =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt",
    "Resource": "*"}]})";

BOOST_AUTO_TEST_SUITE(find_caller)

BOOST_AUTO_TEST_CASE(a_user) {
  const Caller caller = Find(kAlice);
  BOOST_TEST((caller.principal.kind == PrincipalKind::kUser));
  BOOST_TEST(caller.principal.arn == kAlice);
  BOOST_TEST(caller.principal.account == kAccount);
  BOOST_TEST(caller.principal.account_number == 111122223333u);
  BOOST_TEST(caller.principal.id == "AIDAALICEEXAMPLE00001");
  BOOST_TEST(caller.principal.tags.size() == 1u);
  BOOST_TEST(caller.identity->size() == 3u);
  BOOST_TEST((caller.boundary == nullptr));
  BOOST_TEST((caller.directory == Organization()));
}

// R2.22: a session carries the ARN of its role with the path that its own ARN lacks.
BOOST_AUTO_TEST_CASE(a_role_session) {
  SessionFacts facts;
  facts.tags = {{"Department", "payments"}, {"team", "a"}};
  facts.source_identity = "carol";
  const Caller caller = Find(kSession, facts);
  BOOST_TEST((caller.principal.kind == PrincipalKind::kAssumedRole));
  BOOST_TEST(caller.principal.arn == kSession);
  BOOST_TEST(caller.principal.role_arn == "arn:aws:iam::111122223333:role/service/App");
  BOOST_TEST(caller.principal.id == "AROAAPPEXAMPLE0000001:job-7");
  BOOST_TEST(caller.principal.role_id == "AROAAPPEXAMPLE0000001");
  BOOST_TEST(caller.source_identity == "carol");
  BOOST_TEST(!caller.principal.service_linked_role);
  // R4.6: the session's Department goes before the role's department; stage is the role's.
  const evaluator::Pairs tags = {{"Department", "payments"}, {"team", "a"}, {"stage", "prod"}};
  BOOST_TEST((caller.principal.tags == tags));
}

BOOST_AUTO_TEST_CASE(a_role_stands_for_an_unnamed_session) {
  const Caller caller = Find("arn:aws:iam::111122223333:role/service/App");
  BOOST_TEST(caller.principal.arn == "arn:aws:sts::111122223333:assumed-role/App/<unknown>");
  BOOST_TEST(caller.principal.id == "AROAAPPEXAMPLE0000001");
}

// R5.44: known by the path, which only the directory knows.
BOOST_AUTO_TEST_CASE(a_service_linked_role) {
  const Caller caller =
      Find("arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/backup");
  BOOST_TEST(caller.principal.service_linked_role);
}

// R5.4: a federated user has the policies and the boundary of the user who federated.
BOOST_AUTO_TEST_CASE(a_federated_user) {
  SessionFacts facts;
  facts.federating_arn = "arn:aws:iam::111122223333:user/bob";
  facts.policies = Policies({kText});
  const Caller caller = Find(kFederated, facts);
  BOOST_TEST((caller.principal.kind == PrincipalKind::kFederatedUser));
  BOOST_TEST(caller.principal.federating_user_arn == facts.federating_arn);
  BOOST_TEST(caller.principal.id == "111122223333:visitor");
  BOOST_TEST(caller.identity->size() == 2u);
  BOOST_TEST((caller.boundary != nullptr));
  BOOST_TEST((caller.session == facts.policies));

  facts.federating_arn = "arn:aws:iam::111122223333:root";
  BOOST_TEST((Find(kFederated, facts).identity == nullptr));
}

BOOST_AUTO_TEST_CASE(root_users) {
  const Caller caller = Find("arn:aws:iam::111122223333:root");
  BOOST_TEST((caller.principal.kind == PrincipalKind::kAccount));
  BOOST_TEST((caller.identity == nullptr));
  BOOST_TEST((caller.organization != nullptr));
  BOOST_TEST(Find("arn:aws:iam::999988887777:root").principal.management_account);
  // An account of which only the organization knows.
  BOOST_TEST(Find("arn:aws:iam::555566667777:root").organization->path ==
             "o-exampleorg1/r-ex01/ou-ex01-sandbox0/");
}

BOOST_AUTO_TEST_CASE(services) {
  const auto caller = ServiceCaller({"s3.amazonaws.com", "s3.us-east-1.amazonaws.com"});
  BOOST_REQUIRE(caller);
  BOOST_TEST((caller->principal.kind == PrincipalKind::kService));
  BOOST_TEST(caller->principal.service_names.size() == 2u);
  BOOST_TEST(!ServiceCaller({}).has_value());
  for (const char* name :
       {"", "s3", "*", ".com", "s3.amazonaws.com.", "S3.amazonaws.com", "s3.amazonaws.com/x"}) {
    BOOST_TEST(!ServiceCaller({name}).has_value(), name);
  }
}

BOOST_AUTO_TEST_CASE(what_the_directory_does_not_hold) {
  BOOST_TEST(Refusal("arn:aws:iam::111122223333:user/alice") ==
             "not found: there is no user arn:aws:iam::111122223333:user/alice");
  BOOST_TEST(Refusal("arn:aws:iam::000011112222:user/x") ==
             "not found: account 000011112222 is not in the directory");
  BOOST_TEST(Refusal("arn:aws:iam::000011112222:root") ==
             "not found: account 000011112222 is not in the directory");
  BOOST_TEST(Refusal("arn:aws:iam::555566667777:user/x") ==
             "not found: the directory has no details of account 555566667777");
  BOOST_TEST(Refusal("arn:aws:sts::111122223333:assumed-role/None/s") ==
             "not found: there is no role for the session "
             "arn:aws:sts::111122223333:assumed-role/None/s");
  BOOST_TEST(Refusal("arn:aws:iam::111122223333:role/App") ==
             "not found: there is no role arn:aws:iam::111122223333:role/App");
  BOOST_TEST(Refusal("arn:aws-cn:sts::111122223333:assumed-role/App/s") ==
             "not found: there is no role for the session "
             "arn:aws-cn:sts::111122223333:assumed-role/App/s");
  BOOST_TEST(Refusal("arn:aws-cn:iam::111122223333:root") ==
             "not found: there is no account of arn:aws-cn:iam::111122223333:root");
  SessionFacts facts;
  facts.federating_arn = "arn:aws:iam::111122223333:user/nobody";
  BOOST_TEST(Refusal(kFederated, facts) ==
             "not found: there is no user arn:aws:iam::111122223333:user/nobody");
}

BOOST_AUTO_TEST_CASE(what_is_no_caller) {
  for (const char* arn :
       {"", "alice", "arn:aws:iam::111122223333:group/Operators", "s3.amazonaws.com",
        "arn:aws:iam::aws:policy/X", "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:oidc-provider/example.com",
        "arn:aws:sts::111122223333:assumed-role/App/<unknown>/x",
        "arn:aws:sts::111122223333:assumed-role/App/a b",
        "arn:aws:sts::111122223333:assumed-role/App/a/b"}) {
    BOOST_TEST(Refusal(arn).starts_with("invalid: "), arn << ": " << Refusal(arn));
  }
}

// The name that stands for an unnamed session names none.
BOOST_AUTO_TEST_CASE(the_unnamed_session_cannot_be_claimed) {
  BOOST_TEST(Refusal("arn:aws:sts::111122223333:assumed-role/App/<unknown>") != "found");
}

BOOST_AUTO_TEST_CASE(facts_that_do_not_fit) {
  SessionFacts facts;
  facts.tags = {{"a", "b"}};
  BOOST_TEST(Refusal(kAlice, facts).starts_with("invalid: "));
  BOOST_TEST(Refusal("arn:aws:iam::111122223333:root", facts).starts_with("invalid: "));
  facts.tags.clear();
  facts.policies = Policies({kText});
  BOOST_TEST(Refusal(kAlice, facts).starts_with("invalid: "));
  facts.policies = nullptr;
  BOOST_TEST(Refusal(kFederated, facts).starts_with("invalid: nothing says who federated "));
  for (const char* by : {"arn:aws:iam::444455556666:user/dave", "arn:aws:iam::444455556666:root",
                         "arn:aws:sts::111122223333:assumed-role/App/s"}) {
    facts.federating_arn = by;
    BOOST_TEST(Refusal(kFederated, facts).starts_with("invalid: "), by);
  }
  facts.federating_arn = kFederated;  // itself: looked up without facts
  BOOST_TEST(Refusal(kFederated, facts).starts_with("invalid: "));
}

// R1.20, R5.25.
BOOST_AUTO_TEST_CASE(session_policies) {
  BOOST_TEST((Policies({}) == nullptr));
  const std::string arn = "arn:aws:iam::111122223333:policy/team/Limits";
  BOOST_TEST(Policies({kText}, {arn})->size() == 2u);
  const auto refusal = [](const std::vector<std::string>& texts,
                          const std::vector<std::string>& arns) {
    const auto policies = Organization()->CompileSessionPolicies(kAccount, texts, arns);
    return policies ? std::string("compiled") : policies.error().message;
  };
  BOOST_TEST(refusal({"{"}, {}).find("(JSON_SYNTAX_ERROR)") != std::string::npos);
  BOOST_TEST(refusal({kText + std::string(2048, ' ')}, {}).find("2048") != std::string::npos);
  BOOST_TEST(refusal({}, {"arn:aws:iam::aws:policy/None"}) ==
             "there is no policy arn:aws:iam::aws:policy/None in account 111122223333");
  BOOST_TEST(refusal({}, std::vector<std::string>(11, arn)) ==
             "a session may have 10 managed policies, but 11 are passed");
  BOOST_TEST(refusal({"\xff"}, {}) == "the text is not UTF-8");
}

// A caller outlives the snapshot that it was found in.
BOOST_AUTO_TEST_CASE(a_caller_holds_its_directory) {
  auto source = Source::Create("a.json", DetailsOf("111122223333", "a", "kms:Decrypt"));
  auto directory = ReadDirectory({{*source}, nullptr});
  BOOST_REQUIRE(directory);
  const Caller caller = *(*directory)->FindCaller("arn:aws:iam::111122223333:user/a");
  const std::weak_ptr<const Directory> watch = *directory;
  directory->reset();
  BOOST_TEST(!watch.expired());
  evaluator::AppliedPolicies policies;
  caller.Apply(policies);
  BOOST_REQUIRE(policies.identity.size() == 1u);
  BOOST_TEST(policies.identity[0]->name() == "P");
  BOOST_TEST(caller.SourceOf(*policies.identity[0])->name() == "a.json");
}

// Apply writes over what another caller left behind.
BOOST_AUTO_TEST_CASE(apply_leaves_nothing_of_the_last_caller) {
  SessionFacts facts;
  facts.federating_arn = "arn:aws:iam::111122223333:user/bob";
  facts.policies = Policies({kText});
  evaluator::AppliedPolicies policies;
  Find(kFederated, facts).Apply(policies);
  BOOST_TEST(!policies.permissions_boundary.empty());
  BOOST_TEST(policies.session.has_value());
  BOOST_TEST(policies.service_control.has_value());
  const auto service = ServiceCaller({"s3.amazonaws.com"});
  service->Apply(policies);
  BOOST_TEST(policies.identity.empty());
  BOOST_TEST(policies.permissions_boundary.empty());
  BOOST_TEST(!policies.session.has_value());
  BOOST_TEST(!policies.service_control.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::iam
