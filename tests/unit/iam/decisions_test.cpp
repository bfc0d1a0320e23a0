// The cases of tests/golden/iam/decisions.json: the folder organization, a caller, a key, and the
// answer. Each case names its rules.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "compiler/emit.h"
#include "evaluator/authorize.h"
#include "evaluator/derive.h"
#include "evaluator/explain.h"
#include "tests/unit/iam/fixtures.h"

namespace keyward::iam {
namespace {

using Json = nlohmann::ordered_json;

// Case: one entry of `cases`; members that are not known fail it.
class Case {
 public:
  Case(const Json& json, const Json& key_policies) : json_(json), key_policies_(key_policies) {}

  void Run();

 private:
  Result<Caller> Find() const;
  SessionFacts Session() const;
  void CheckMembers() const;
  void AddKeyPolicy();
  void CheckContext() const;
  void CheckSources(const Caller& caller, const evaluator::Decision& decision) const;
  std::string Text(const char* member) const { return json_.value(member, std::string()); }

  const Json& json_;
  const Json& key_policies_;
  compiler::Compiled key_policy_;
  evaluator::AppliedPolicies policies_;
  evaluator::Request request_;
};

void Case::CheckMembers() const {
  static const std::vector<std::string> kMembers = {
      "description",       "rules",       "caller",         "federatedBy", "sessionPolicies",
      "sessionPolicyArns", "sessionTags", "sourceIdentity", "action",      "resource",
      "resourceTags",      "keyPolicy",   "expect",         "by",          "expectContext"};
  for (const auto& [name, value] : json_.items()) {
    BOOST_TEST((std::find(kMembers.begin(), kMembers.end(), name) != kMembers.end()), name);
  }
  BOOST_TEST(!json_.at("rules").empty());
}

SessionFacts Case::Session() const {
  SessionFacts session;
  session.federating_arn = Text("federatedBy");
  session.source_identity = Text("sourceIdentity");
  if (json_.contains("sessionTags")) {
    for (const auto& [key, value] : json_["sessionTags"].items()) {
      session.tags.emplace_back(key, value.get<std::string>());
    }
  }
  auto policies = Organization()->CompileSessionPolicies(
      "111122223333", json_.value("sessionPolicies", std::vector<std::string>()),
      json_.value("sessionPolicyArns", std::vector<std::string>()));
  BOOST_REQUIRE(policies);
  session.policies = *policies;
  return session;
}

Result<Caller> Case::Find() const {
  const Json& caller = json_.at("caller");
  if (caller.is_object())
    return ServiceCaller(caller.at("service").get<std::vector<std::string>>());
  return Organization()->FindCaller(caller.get<std::string>(), Session());
}

void Case::AddKeyPolicy() {
  policies_.resource_mode = evaluator::ResourceMode::kKey;
  if (!json_.contains("keyPolicy")) return;
  auto source = Source::Create("key", key_policies_.at(Text("keyPolicy")).dump());
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  key_policy_ = compiler::Compile(*source, compiler::PolicyType::kKeyPolicy, options);
  BOOST_REQUIRE(key_policy_.program != nullptr);
  policies_.resource.push_back(key_policy_.program.get());
}

void Case::CheckContext() const {
  if (!json_.contains("expectContext")) return;
  for (const auto& [key, value] : json_["expectContext"].items()) {
    const auto* entry = request_.context.Find(compiler::HashKey(key), key);
    BOOST_REQUIRE_MESSAGE(entry != nullptr, key);
    BOOST_TEST(request_.context.text(request_.context.value(*entry, 0)) ==
               value.get<std::string>());
  }
}

// CheckSources: every program that took part has its text, in one of the files.
void Case::CheckSources(const Caller& caller, const evaluator::Decision& decision) const {
  for (const auto& trace : decision.programs) {
    if (trace.program == key_policy_.program.get()) continue;
    SourcePtr source = caller.SourceOf(*trace.program);
    if (source == nullptr) {
      source = Organization()->ResourceSourceOf(request_.resource.account, *trace.program);
    }
    BOOST_TEST((source != nullptr), trace.program->name());
  }
}

void Case::Run() {
  CheckMembers();
  const Result<Caller> caller = Find();
  if (Text("expect") == "notFound") {
    BOOST_REQUIRE(!caller);
    BOOST_TEST((caller.error().code == ErrorCode::kNotFound));
    return;
  }
  BOOST_REQUIRE_MESSAGE(caller, caller.error().message);
  request_.action = *evaluator::MakeAction(Text("action"));
  request_.resource.arn = Text("resource");
  const auto colons = compiler::FindArnColons(request_.resource.arn);
  request_.resource.account = colons ? compiler::ArnPart(request_.resource.arn, *colons, 4)
                                     : std::string_view(caller->principal.account);
  if (json_.contains("resourceTags")) {
    for (const auto& [key, value] : json_["resourceTags"].items()) {
      request_.resource.tags.emplace_back(key, value.get<std::string>());
    }
  }
  Prepare(request_.resource);
  caller->Apply(request_);
  caller->Apply(policies_);
  Organization()->ApplyResourceAccount(request_, policies_);
  AddKeyPolicy();
  evaluator::Derive(request_, std::chrono::system_clock::time_point());
  CheckContext();

  evaluator::Workspace workspace;
  evaluator::Decision decision;
  Authorize(policies_, request_, {}, workspace, decision);
  BOOST_TEST(OutcomeName(decision.outcome) == Text("expect"));
  if (json_.contains("by")) BOOST_TEST(StepName(decision.by) == Text("by"));
  BOOST_TEST(!decision.internal_error);
  CheckSources(*caller, decision);
}

BOOST_AUTO_TEST_SUITE(decisions)

BOOST_AUTO_TEST_CASE(end_to_end) {
  const Json file = Json::parse(ReadAll(kGolden / "decisions.json"));
  BOOST_TEST(file.at("cases").size() >= 25u);
  for (const Json& each : file["cases"]) {
    BOOST_TEST_CONTEXT(each.at("description").get<std::string>()) {
      Case(each, file.at("keyPolicies")).Run();
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::iam
