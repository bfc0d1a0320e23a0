#include "iam/directory.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/unit/iam/fixtures.h"

namespace keyward::iam {
namespace {

using Kind = Binding::Kind;

constexpr const char* kAlice = "arn:aws:iam::111122223333:user/team/alice";
constexpr const char* kApp = "arn:aws:iam::111122223333:role/service/App";

BOOST_AUTO_TEST_SUITE(directory)

BOOST_AUTO_TEST_CASE(accounts_of_the_organization) {
  const Directory& directory = *Organization();
  BOOST_TEST(directory.accounts().size() == 5u);
  const Account* account = directory.FindAccount("111122223333");
  BOOST_REQUIRE(account != nullptr);
  BOOST_TEST(account->has_details);
  BOOST_TEST(account->partition == "aws");
  BOOST_TEST(account->users.size() == 4u);
  BOOST_TEST(account->roles.size() == 4u);
  BOOST_TEST(account->groups.size() == 1u);
  BOOST_TEST(account->policies.size() == 3u);
  BOOST_TEST(fs::path(account->file).filename().string() == "111122223333.json");
  BOOST_REQUIRE(account->organization.has_value());
  BOOST_TEST(account->organization->organization_id == "o-exampleorg1");
  BOOST_TEST(account->organization->path ==
             "o-exampleorg1/r-ex01/ou-ex01-workload/ou-ex01-prod0000/");
  BOOST_TEST(!account->organization->management_account);

  const Account* master = directory.FindAccount("999988887777");
  BOOST_TEST(master->organization->management_account);
  BOOST_TEST(master->organization->path == "o-exampleorg1/r-ex01/");
  BOOST_TEST(!directory.FindAccount("555566667777")->has_details);
  BOOST_TEST(directory.FindAccount("000000000000") == nullptr);
  BOOST_TEST(!directory.FindAccount("222233334444")->organization.has_value());
}

// R5.6: root, each unit, the account.
BOOST_AUTO_TEST_CASE(levels_stand_root_first) {
  const Membership& place = *Organization()->FindAccount("111122223333")->organization;
  BOOST_REQUIRE(place.service_control.has_value());
  BOOST_REQUIRE(place.service_control->size() == 4u);
  BOOST_TEST((*place.service_control)[0]->size() == 1u);
  BOOST_TEST((*place.service_control)[1]->size() == 2u);  // FullAWSAccess and KeepKeys
  BOOST_TEST(place.service_control->at(1)->at(1).program->name() == "KeepKeys");
  BOOST_REQUIRE(place.resource_control->size() == 4u);
  BOOST_TEST(place.resource_control->at(2)->at(1).program->name() == "OrganizationOnly");
  const Membership& sandbox = *Organization()->FindAccount("444455556666")->organization;
  BOOST_REQUIRE(sandbox.service_control->size() == 3u);
  BOOST_TEST(sandbox.service_control->at(1)->at(0).program->name() == "SandboxOnly");
}

// R5.6: no gate where the organization has the policy type off; one that denies all where it is on
// and nothing is attached.
BOOST_AUTO_TEST_CASE(policy_types_of_the_root) {
  const auto place = [](const std::string& features, const std::string& types) {
    auto source = Source::Create(
        "organization.json",
        fmt::format(R"({{"Organization": {{"Id": "o-x", "MasterAccountId": "111122223333",
        "FeatureSet": "{}"}}, "Roots": [{{"Id": "r-x"{}}}],
        "Accounts": [{{"Id": "111122223333", "ParentId": "r-x"}}]}})",
                    features, types));
    const auto directory = ReadDirectory({{}, *source});
    BOOST_REQUIRE_MESSAGE(directory, Words(directory ? Errors() : directory.error()));
    return *(*directory)->FindAccount("111122223333")->organization;
  };
  const auto scp = [](const std::string& status) {
    return R"(, "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": ")" + status + "\"}]";
  };
  BOOST_TEST(place("ALL", "").service_control->size() == 2u);
  BOOST_TEST(place("ALL", "").resource_control->size() == 2u);
  BOOST_TEST(place("ALL", scp("ENABLED")).service_control.has_value());
  BOOST_TEST(!place("ALL", scp("ENABLED")).resource_control.has_value());
  BOOST_TEST(place("ALL", scp("PENDING_DISABLE")).service_control.has_value());
  BOOST_TEST(!place("ALL", scp("PENDING_ENABLE")).service_control.has_value());
  BOOST_TEST(!place("ALL", ", \"PolicyTypes\": []").service_control.has_value());
  BOOST_TEST(!place("CONSOLIDATED_BILLING", scp("ENABLED")).service_control.has_value());
}

BOOST_AUTO_TEST_CASE(users_and_roles) {
  const Directory& directory = *Organization();
  const User* alice = directory.FindUser(kAlice);
  BOOST_REQUIRE(alice != nullptr);
  BOOST_TEST(alice->id == "AIDAALICEEXAMPLE00001");
  BOOST_TEST(alice->path == "/team/");
  BOOST_REQUIRE(alice->groups.size() == 1u);
  BOOST_TEST(alice->groups[0]->name == "Operators");
  BOOST_TEST(alice->identity_policies.size() == 3u);  // own, the group's inline and attached
  BOOST_TEST(alice->tags.at(0).second == "payments");

  const Role* app = directory.FindRole(kApp);
  BOOST_REQUIRE(app != nullptr);
  BOOST_TEST(app->max_session_duration.value() == 7200u);
  BOOST_TEST((app->trust_policy.program->type() == compiler::PolicyType::kRoleTrust));
  BOOST_TEST(!app->boundary.has_value());
  BOOST_TEST(directory.FindUser("arn:aws:iam::111122223333:user/bob")->boundary->arn ==
             "arn:aws:iam::111122223333:policy/team/Limits");
  // R2.21: path and partition included.
  BOOST_TEST(directory.FindUser("arn:aws:iam::111122223333:user/alice") == nullptr);
  BOOST_TEST(directory.FindUser("arn:aws-cn:iam::111122223333:user/team/alice") == nullptr);
  BOOST_TEST(directory.FindRole("arn:aws:iam::111122223333:role/App") == nullptr);
}

// The version in force is the default one, not the newest or the first.
BOOST_AUTO_TEST_CASE(default_version) {
  const ManagedPolicy* policy =
      Organization()->FindManagedPolicy("111122223333", "arn:aws:iam::111122223333:policy/UseKeys");
  BOOST_REQUIRE(policy != nullptr);
  BOOST_TEST(policy->default_version == "v2");
  BOOST_TEST(policy->policy.source->text().find("GenerateDataKey*") != std::string::npos);
}

// Equal documents of one name and kind share a program, and keep their own places.
BOOST_AUTO_TEST_CASE(equal_documents_compile_once) {
  const Directory& directory = *Organization();
  const User* alice = directory.FindUser(kAlice);
  const Role* department = directory.FindRole("arn:aws:iam::111122223333:role/Department");
  const CompiledPolicy& first = alice->inline_policies.at(0).policy;
  const CompiledPolicy& second = department->inline_policies.at(0).policy;
  BOOST_TEST(first.program == second.program);
  BOOST_TEST(first.source != second.source);
  const Span span = first.program->sources()[0].span;
  BOOST_TEST(first.source->Locate(span).start.line < second.source->Locate(span).start.line);
}

// A policy keeps its place in the file, in whichever of the three forms it stands there.
BOOST_AUTO_TEST_CASE(policies_know_their_place) {
  const Directory& directory = *Organization();
  const auto effect = [&directory](const char* arn) {
    const CompiledPolicy& policy = directory.FindUser(arn)->inline_policies.at(0).policy;
    const Location at = policy.source->Locate(policy.program->sources()[0].effect);
    return std::string(at.line.substr(at.start.column - 1, at.end.column - at.start.column));
  };
  BOOST_TEST(effect(kAlice) == "\"Allow\"");
  BOOST_TEST(effect("arn:aws:iam::111122223333:user/bob") == "\\\"Allow\\\"");
  BOOST_TEST(effect("arn:aws:iam::111122223333:user/erin") == "%22Allow%22");
}

// K1.5, R1.19.
BOOST_AUTO_TEST_CASE(binding_principals) {
  const Directory& directory = *Organization();
  const auto bind = [&directory](const std::string& principal) {
    return directory.BindPrincipal(principal);
  };
  BOOST_TEST((bind(kAlice).kind == Kind::kEntity));
  BOOST_TEST(bind(kAlice).id == "AIDAALICEEXAMPLE00001");
  BOOST_TEST(bind(kApp).id == "AROAAPPEXAMPLE0000001");
  BOOST_TEST(bind("AROAAPPEXAMPLE0000001").id == "AROAAPPEXAMPLE0000001");
  for (const char* principal :
       {"*", "111122223333", "arn:aws:iam::111122223333:root", "555566667777",
        "arn:aws:sts::111122223333:assumed-role/App/session",
        "arn:aws:sts::111122223333:federated-user/alice"}) {
    BOOST_TEST_CONTEXT(principal) {
      BOOST_TEST((bind(principal).kind == Kind::kAsWritten));
      BOOST_TEST(bind(principal).id.empty());
    }
  }
  for (const char* principal :
       {"000011112222", "arn:aws:iam::000011112222:root", "arn:aws:iam::000011112222:user/x",
        "arn:aws:sts::000011112222:assumed-role/R/s", "arn:aws:iam::555566667777:role/R"}) {
    BOOST_TEST_CONTEXT(principal) { BOOST_TEST((bind(principal).kind == Kind::kUnknownAccount)); }
  }
  for (const char* principal :
       {"arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:role/None",
        "arn:aws:iam::111122223333:group/Operators", "AIDAGONEEXAMPLE000001", "alice", "",
        "arn:aws:iam::1111:root", "arn:aws:sts::111122223333:assumed-role/None/s", "ALICE*",
        "AGPAOPERATORSEXAMPLE1", "arn:aws:iam::111122223333:saml-provider/x"}) {
    BOOST_TEST_CONTEXT(principal) { BOOST_TEST((bind(principal).kind == Kind::kNoSuchPrincipal)); }
  }
}

BOOST_AUTO_TEST_CASE(ids_back_to_arns) {
  BOOST_TEST(Organization()->ArnOf("AIDAALICEEXAMPLE00001").value() == kAlice);
  BOOST_TEST(Organization()->ArnOf("AROAAPPEXAMPLE0000001").value() == kApp);
  BOOST_TEST(!Organization()->ArnOf("AIDAGONEEXAMPLE000001").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::iam
