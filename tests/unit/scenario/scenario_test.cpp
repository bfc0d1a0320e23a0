#include "scenario/scenario.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <string>

#include "scenario/request_reader.h"

namespace keyward::scenario {
namespace {

using evaluator::ResourceMode;

const FixedClock kClock{std::chrono::system_clock::time_point(std::chrono::seconds(1767323045))};

constexpr const char* kAllow =
    R"({"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "kms:*",
        "Resource": "*"}]})";
constexpr const char* kKeyPolicy =
    R"({"Version": "2012-10-17", "Statement": [{"Sid": "Root", "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*",
        "Resource": "*"}]})";

// File is a scenario with the given members and one request with the given further members.
std::string File(const std::string& members, const std::string& request = "") {
  return fmt::format(
      R"({{{}"requests": [{{"principal": "arn:aws:iam::111122223333:user/alice",
          "action": "kms:Decrypt",
          "resource": "arn:aws:kms:us-west-2:111122223333:key/1234"{}}}]}})",
      members, request);
}

tl::expected<Scenario, Errors> Read(const std::string& text, const std::string& folder = ".") {
  return ReadScenario(Source::Create("case.scenario.json", text).value(), folder, kClock);
}

std::string Place(const Error& error) {
  const Position at = error.position.value_or(Position{0, 0, 0});
  return fmt::format("{}:{}:{}: {}", error.file, at.line, at.column, error.message);
}

std::string FirstError(const std::string& text, const std::string& folder = ".") {
  const auto scenario = Read(text, folder);
  return scenario ? "(read)" : Place(scenario.error().front());
}

BOOST_AUTO_TEST_SUITE(scenario)

BOOST_AUTO_TEST_CASE(names_and_places) {
  const std::string text = File(fmt::format(
      R"("policies": {{"identity": [{0}, {{"name": "App", "document": {0}}}], "resource": {1},
          "session": [], "serviceControl": [[], [{0}]], "resourceControl": []}},
)",
      kAllow, kKeyPolicy));
  const auto read = Read(text);
  BOOST_REQUIRE_MESSAGE(read.has_value(), FirstError(text));
  const PolicySet& set = *read->requests.at(0).policies;
  std::string names;
  for (const LoadedPolicy& policy : set.loaded) names += policy.name + " ";
  BOOST_TEST(names == "identity[0] App resource serviceControl[1][0] ");
  BOOST_TEST((set.applied.resource_mode == ResourceMode::kKey));
  BOOST_TEST(!set.applied.session.has_value());
  BOOST_TEST(!set.applied.resource_control.has_value());
  BOOST_REQUIRE(set.applied.service_control->size() == 2u);
  BOOST_TEST(set.applied.service_control->front().empty());
  // A statement's span leads to its line in the scenario.
  const LoadedPolicy& key_policy = set.loaded[2];
  BOOST_TEST(set.SourceOf(*key_policy.program) == key_policy.source);
  const Span span = key_policy.program->sources()[0].span;
  const Location location = key_policy.source->Locate(span);
  BOOST_TEST(location.file == "case.scenario.json");
  BOOST_TEST(text.substr(location.span.begin, 14) == "{\"Sid\": \"Root\"");
}

BOOST_AUTO_TEST_CASE(requests_replace_member_by_member) {
  const auto read = Read(fmt::format(
      R"({{"policies": {{"identity": [{0}], "permissionsBoundary": {0}, "resource": {1}}},
      "grants": [], "requests": [
        {{"principal": "arn:aws:iam::111122223333:user/a", "action": "kms:Decrypt",
          "resource": "arn:aws:kms:us-west-2:111122223333:key/1"}},
        {{"principal": "arn:aws:iam::111122223333:user/b", "action": "kms:Encrypt",
          "resource": "arn:aws:kms:us-west-2:111122223333:key/2"}},
        {{"principal": "arn:aws:iam::111122223333:user/b", "action": "kms:Encrypt",
          "resource": "arn:aws:kms:us-west-2:111122223333:key/2",
          "policies": {{"identity": [], "permissionsBoundary": null}},
          "grants": [{{"GranteePrincipal": "arn:aws:iam::111122223333:user/a",
                      "Operations": ["Decrypt"], "CreationDate": 1.5}}],
          "resourcePolicyType": "resource"}}]}})",
      kAllow, kKeyPolicy));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->requests[0].policies == read->requests[1].policies);
  const PolicySet& first = *read->requests[0].policies;
  const PolicySet& last = *read->requests[2].policies;
  BOOST_TEST(first.applied.permissions_boundary.size() == 1u);
  BOOST_TEST(last.applied.identity.empty());
  BOOST_TEST(last.applied.permissions_boundary.empty());
  BOOST_TEST(last.applied.resource.size() == 1u);
  BOOST_TEST((last.applied.resource_mode == ResourceMode::kNormal));
  BOOST_TEST(last.applied.grants.size() == 1u);
}

BOOST_AUTO_TEST_CASE(how_a_resource_policy_is_read) {
  const auto mode = [](std::string_view action, std::string_view resource) {
    RequestReader reader(kClock);
    const auto request = reader.ReadLine(
        fmt::format(R"({{"principal": {{"type": "Anonymous"}}, "action": "{}", "resource": "{}"}})",
                    action, resource));
    return ResourceModeOf(**request);
  };
  const auto is = [&mode](std::string_view action, std::string_view resource, ResourceMode expect) {
    BOOST_TEST_CONTEXT(action << " " << resource) {
      BOOST_TEST((mode(action, resource) == expect));
    }
  };
  is("kms:Decrypt", "arn:aws:kms:us-west-2:111122223333:key/1", ResourceMode::kKey);
  is("kms:CreateAlias", "arn:aws:kms:us-west-2:111122223333:alias/x", ResourceMode::kNormal);
  is("sts:AssumeRoleWithSAML", "arn:aws:iam::111122223333:role/x", ResourceMode::kTrust);
  is("sts:TagSession", "arn:aws:iam::111122223333:role/x", ResourceMode::kTrust);
  is("STS:SetSourceIdentity", "arn:aws:iam::111122223333:role/x", ResourceMode::kTrust);
  is("iam:GetRole", "arn:aws:iam::111122223333:role/x", ResourceMode::kNormal);
  is("sts:AssumeRole", "arn:aws:iam::111122223333:user/x", ResourceMode::kNormal);
  is("sts:GetCallerIdentity", "*", ResourceMode::kNormal);
}

BOOST_AUTO_TEST_CASE(expectations) {
  const auto read = Read(File("", R"(, "description": "d", "expect": {"decision": "explicitDeny",
      "by": "vpcEndpoint", "matched": ["a#[0]"], "unsure": true})"));
  BOOST_REQUIRE(read.has_value());
  const ScenarioRequest& request = read->requests[0];
  BOOST_TEST(request.description == "d");
  BOOST_TEST((request.expect->decision == evaluator::Outcome::kExplicitDeny));
  BOOST_TEST((request.expect->by == evaluator::Step::kVpcEndpoint));
  BOOST_TEST(request.expect->matched.at(0) == "a#[0]");
  BOOST_TEST(request.expect->unsure);
  BOOST_TEST(request.notes.size() == 1u);  // the clock
  BOOST_TEST(Read(File(R"("time": "2026-01-02T03:04:05Z", )"))->requests[0].notes.empty());
}

BOOST_AUTO_TEST_CASE(what_is_refused) {
  const auto refused = [](const std::string& text, std::string_view message) {
    const std::string error = FirstError(text);
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(error == message); }
  };
  refused("{\n \"polices\": {}}", "case.scenario.json:2:2: unknown member \"polices\"");
  refused("[]", "case.scenario.json:1:1: expected an object, found a list");
  refused("{\"rules\": [\"R1\", 1]}",
          "case.scenario.json:1:18: rules[1]: expected a string, found a number");
  refused("{\"time\": \"noon\"}", "case.scenario.json:1:10: time: \"noon\" is no time");
  refused("{\"time\": \"99999999999\"}",
          "case.scenario.json:1:10: time: \"99999999999\" is no time");
  refused("{\"vpcEndpointType\": \"gateway\"}",
          "case.scenario.json:1:21: vpcEndpointType: \"gateway\" is no type of endpoint");
  refused("{\"requests\": {}}",
          "case.scenario.json:1:14: requests: expected a list of requests, found an object");
  refused("{\"requests\": [{}]}", "case.scenario.json:1:15: requests[0]: \"principal\" is missing");
  BOOST_TEST(FirstError("{").starts_with("case.scenario.json:1:2: expected a member name"));
}

BOOST_AUTO_TEST_CASE(what_is_refused_of_a_request) {
  const auto refused = [](const std::string& members, std::string_view message) {
    const auto scenario = Read(File("", members));
    BOOST_TEST_CONTEXT(members) {
      BOOST_REQUIRE(!scenario.has_value());
      BOOST_TEST(scenario.error().front().message == message);
    }
  };
  refused(R"(, "expect": {"by": "grant"})", "requests[0].expect: \"decision\" is missing");
  refused(R"(, "expect": {"decision": "allow"})",
          "requests[0].expect.decision: \"allow\" is none of the words for it");
  refused(R"(, "expect": {"decision": "allowed", "matched": ["Sid"]})",
          "requests[0].expect.matched: \"Sid\" names no statement");
  refused(R"(, "policies": {"identiy": []})", "unknown member \"identiy\" in requests[0].policies");
  refused(R"(, "policies": {"identity": {}})",
          "requests[0].policies.identity: expected a list of policies, found an object");
  refused(R"(, "resourcePolicyType": "trust")",
          "requests[0].resourcePolicyType: \"trust\" is no type of resource policy");
  refused(R"(, "grants": [{"Grantee": "x"}])",
          "unknown member \"Grantee\" in requests[0].grants[0]");
  refused(R"(, "grants": [{"GranteePrincipal": "x", "Operations": ["Delete"]}])",
          "requests[0].grants[0]: \"Delete\" is no grant operation");
  refused(R"(, "policies": {"resource": {"name": "", "document": {}}})",
          "requests[0].policies.resource.name: a name is not empty");
}

BOOST_AUTO_TEST_CASE(several_faults_in_one_run) {
  const auto scenario = Read(R"({"requests": [{"principal": 1}, {"action": "kms:Decrypt"},
      {"principal": {"type": "Anonymous"}, "action": "s3", "resource": "*"}]})");
  BOOST_REQUIRE(!scenario.has_value());
  BOOST_TEST(scenario.error().size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_policy_that_does_not_compile) {
  const auto scenario = Read(File(R"("policies": {"identity": [
  {"Version": "2012-10-17",
   "Statement": [{"Effect": "Permit", "Action": "kms:*", "Resource": "*"}]}]}, )"));
  BOOST_REQUIRE(!scenario.has_value());
  const Error& error = scenario.error().front();
  BOOST_TEST(error.file == "case.scenario.json");
  BOOST_TEST(error.position->line == 3u);
  BOOST_TEST(error.message.starts_with("identity[0]: "));
  BOOST_TEST(error.message.ends_with("(INVALID_EFFECT)"));
}

BOOST_AUTO_TEST_CASE(policies_in_files) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("keyward-{}", getpid());
  std::filesystem::create_directories(folder / "policies");
  std::ofstream(folder / "policies" / "key.json") << kKeyPolicy;
  std::ofstream(folder / "broken.json") << "{\n  \"Statement\": }";
  std::ofstream(folder / "latin.json") << "{\"Id\": \"\xE9\"}";
  const auto with = [](const char* doc) {
    return File(fmt::format(R"("policies": {{"resource": {}}}, )", doc));
  };
  const std::string at = folder.string();
  const auto read = Read(with(R"({"file": "policies/key.json"})"), at);
  BOOST_REQUIRE(read.has_value());
  const LoadedPolicy& policy = read->requests[0].policies->loaded.at(0);
  BOOST_TEST(policy.name == "resource");
  BOOST_TEST(policy.source->name() == (folder / "policies/key.json").string());
  const auto named =
      Read(with(R"({"name": "k", "document": {"file": "./policies/key.json"}})"), at);
  BOOST_TEST(named->requests[0].policies->loaded.at(0).name == "k");

  BOOST_TEST(FirstError(with(R"({"file": "broken.json"})"), at)
                 .starts_with((folder / "broken.json").string() + ":2:16: resource: "));
  BOOST_TEST(FirstError(with(R"({"file": "latin.json"})"), at)
                 .starts_with((folder / "latin.json").string() + ":1:9: "));
  BOOST_TEST(
      FirstError(with(R"({"file": "none.json"})"), at)
          .starts_with("case.scenario.json:1:36: policies.resource.file: there is no file "));
  BOOST_TEST(FirstError(with(R"({"file": "/etc/passwd"})"), at)
                 .ends_with("expected a path relative to this file's folder"));
  BOOST_TEST(FirstError(with(R"({"file": "policies"})"), at).ends_with("is not a regular file"));
  BOOST_TEST(FirstError(with(R"({"file": "a", "nme": "x"})"), at) ==
             "case.scenario.json:1:41: unknown member \"nme\" in policies.resource");
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(load) {
  const auto none = LoadScenario("/nowhere/x.scenario.json", kClock);
  BOOST_REQUIRE(!none.has_value());
  BOOST_TEST((none.error().front().code == ErrorCode::kNotFound));
  const auto demo = LoadScenario(KEYWARD_SOURCE_DIR "/samples/demo/denied.scenario.json", kClock);
  BOOST_REQUIRE(demo.has_value());
  BOOST_TEST(!demo->requests.empty());
}

BOOST_AUTO_TEST_CASE(policies_for_requests_from_elsewhere) {
  const auto source =
      Source::Create("p.json",
                     fmt::format(R"({{"policies": {{"identity": [{}], "resource": {}}}}})", kAllow,
                                 kKeyPolicy))
          .value();
  const auto policies = ReadPolicies(source, ".");
  BOOST_REQUIRE(policies.has_value());
  RequestReader reader(kClock);
  const auto request = reader.ReadLine(
      R"({"principal": {"type": "Anonymous"}, "action": "kms:Decrypt",
          "resource": "arn:aws:kms:us-west-2:111122223333:key/1"})");
  const FilePolicies::Set& set = policies->For(**request);
  BOOST_REQUIRE(set.has_value());
  BOOST_TEST(((*set)->applied.resource_mode == ResourceMode::kKey));

  const auto broken = ReadPolicies(
      Source::Create("p.json", R"({"policies": {"identity": [{"Statement": 1}]}})").value(), ".");
  BOOST_REQUIRE(!broken.has_value());
  BOOST_TEST(broken.error().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_report_does_not_outgrow_a_hostile_file) {
  std::string text = "{\"requests\": [";
  for (int i = 0; i < 20000; ++i) text += "{\"x\": 1},";
  text += "1]}";
  const auto scenario = Read(text);
  BOOST_REQUIRE(!scenario.has_value());
  BOOST_TEST(scenario.error().size() == 100u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::scenario
