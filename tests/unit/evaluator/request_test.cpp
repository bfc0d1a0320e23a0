#include "evaluator/request.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "compiler/condition_keys.h"
#include "evaluator/grant.h"

namespace keyward::evaluator {
namespace {

BOOST_AUTO_TEST_SUITE(request)

BOOST_AUTO_TEST_CASE(principals_by_arn) {
  struct Row {
    const char* arn;
    PrincipalKind kind;
  };
  const Row rows[] = {
      {"arn:aws:iam::111122223333:user/team/alice", PrincipalKind::kUser},
      {"arn:aws:iam::111122223333:root", PrincipalKind::kAccount},
      {"arn:aws:iam::111122223333:role/a/reader", PrincipalKind::kAssumedRole},
      {"arn:aws-cn:sts::111122223333:assumed-role/reader/deploy-7", PrincipalKind::kAssumedRole},
      {"arn:aws:sts::111122223333:federated-user/report", PrincipalKind::kFederatedUser},
      {"arn:aws:iam::111122223333:oidc-provider/gitlab.com", PrincipalKind::kIdentityProvider},
      {"arn:aws:iam::111122223333:saml-provider/corp", PrincipalKind::kIdentityProvider},
  };
  for (const Row& row : rows) {
    BOOST_TEST_CONTEXT(row.arn) {
      const Result<Principal> principal = ReadPrincipal(row.arn);
      BOOST_REQUIRE(principal.has_value());
      BOOST_TEST((principal->kind == row.kind));
      BOOST_TEST(principal->account == "111122223333");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_session_arn_gives_the_role_without_a_path) {
  const auto session = ReadPrincipal("arn:aws-cn:sts::111122223333:assumed-role/reader/deploy-7");
  BOOST_REQUIRE(session.has_value());
  BOOST_TEST(session->role_arn == "arn:aws-cn:iam::111122223333:role/reader");
}

BOOST_AUTO_TEST_CASE(a_role_arn_is_a_session_without_a_known_name) {
  const auto session = ReadPrincipal("arn:aws:iam::111122223333:role/a/reader");
  BOOST_REQUIRE(session.has_value());
  BOOST_TEST(session->role_arn == "arn:aws:iam::111122223333:role/a/reader");
  BOOST_TEST(session->arn == "arn:aws:sts::111122223333:assumed-role/reader/<unknown>");
}

BOOST_AUTO_TEST_CASE(what_is_no_principal) {
  for (const char* arn :
       {"", "*", "alice", "111122223333", "arn:aws:iam::111122223333:user/", "arn:aws:iam",
        "arn:aws:iam::1111:user/alice", "arn:aws:iam::111122223333:group/devs",
        "arn:aws:iam:us-east-1:111122223333:user/alice", "arn:aws:iam::111122223333:root/x",
        "arn:aws:sts::111122223333:assumed-role/reader", "arn:aws:s3:::bucket",
        "arn:aws:sts::111122223333:assumed-role/reader/", "s3.amazonaws.com"}) {
    BOOST_TEST_CONTEXT(arn) { BOOST_TEST(!ReadPrincipal(arn).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(actions) {
  const Result<Action> decrypt = MakeAction("KMS:decrypt");
  BOOST_REQUIRE(decrypt.has_value());
  BOOST_TEST(decrypt->text == "KMS:decrypt");
  BOOST_TEST(decrypt->service == "kms");
  BOOST_TEST((decrypt->kms == compiler::KmsAction::kDecrypt));
  BOOST_TEST(!MakeAction("kms:Divine")->kms.has_value());
  BOOST_TEST(!MakeAction("s3:Decrypt")->kms.has_value());
  for (const char* text :
       {"", "kms", "kms:", ":Decrypt", "kms:De:crypt", "kms:*", "k ms:Decrypt", "kms:Decrypt "}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!MakeAction(text).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(resources) {
  Resource key;
  key.arn = "arn:AWS:KMS:us-west-2:111122223333:key/ABC:d";
  Prepare(key);
  BOOST_TEST(key.is_kms_key);
  BOOST_TEST(!key.any);
  BOOST_TEST(key.lower_head == "arn:aws:kms:us-west-2:111122223333:");
  Resource alias;
  alias.arn = "arn:aws:kms:us-west-2:111122223333:alias/key/x";
  Prepare(alias);
  BOOST_TEST((alias.is_kms_alias && !alias.is_kms_key));
  Resource any;
  any.arn = "*";
  Prepare(any);
  BOOST_TEST((any.any && !any.colons));
}

BOOST_AUTO_TEST_CASE(prepared_principal) {
  Principal principal;
  principal.account = "000000000042";
  principal.id = "AROAEXAMPLE:deploy-7";
  principal.role_arn = "arn:aws:iam::000000000042:role/aws-service-role/x.amazonaws.com/R";
  Prepare(principal);
  BOOST_TEST(principal.account_number == 42u);
  BOOST_TEST(principal.role_id == "AROAEXAMPLE");
  BOOST_TEST(principal.id_hash == compiler::HashKey("AROAEXAMPLE"));
  BOOST_TEST(principal.service_linked_role);  // R5.44
}

GrantFacts SomeGrant() {
  GrantFacts facts;
  facts.grantee_principal = "arn:aws:iam::111122223333:user/alice";
  facts.operations = {"Decrypt", "Decrypt", "CreateGrant"};
  facts.issuing_account = "arn:aws:iam::111122223333:root";
  return facts;
}

BOOST_AUTO_TEST_CASE(grants) {
  const Result<Grant> grant = MakeGrant(SomeGrant());
  BOOST_REQUIRE(grant.has_value());
  BOOST_TEST(grant->operations ==
             (Bit(compiler::KmsAction::kDecrypt) | Bit(compiler::KmsAction::kCreateGrant)));
  BOOST_TEST((grant->grantee.match == compiler::PrincipalMatch::kArn));
  BOOST_TEST(grant->grantee.account == 111122223333u);
  BOOST_TEST(grant->issuing_account == 111122223333u);
  BOOST_TEST((grant->retiring.match == compiler::PrincipalMatch::kNobody));

  GrantFacts service = SomeGrant();
  service.grantee_principal = "dynamodb.us-west-2.amazonaws.com";
  service.retiring_principal = "111122223333";
  const Result<Grant> of_service = MakeGrant(service);
  BOOST_TEST((of_service->grantee.match == compiler::PrincipalMatch::kService));
  BOOST_TEST((of_service->retiring.match == compiler::PrincipalMatch::kAccount));
}

BOOST_AUTO_TEST_CASE(grants_that_cannot_be) {
  const auto refused = [](auto change) {
    GrantFacts facts = SomeGrant();
    change(facts);
    return !MakeGrant(facts).has_value();
  };
  BOOST_TEST(refused([](GrantFacts& f) { f.operations.clear(); }));
  BOOST_TEST(refused([](GrantFacts& f) { f.operations = {"PutKeyPolicy"}; }));
  BOOST_TEST(refused([](GrantFacts& f) { f.operations = {"decrypt"}; }));
  BOOST_TEST(refused([](GrantFacts& f) { f.grantee_principal.clear(); }));
  BOOST_TEST(refused([](GrantFacts& f) { f.grantee_service_principal = "s3.amazonaws.com"; }));
  BOOST_TEST(refused([](GrantFacts& f) { f.issuing_account = "somebody"; }));
  BOOST_TEST(refused([](GrantFacts& f) {
    f.retiring_principal = "111122223333";
    f.retiring_service_principal = "s3.amazonaws.com";
  }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::evaluator
