// keyward explain: answers, formats, flags, expectations.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/command.h"

namespace keyward::clitest {
namespace {

using nlohmann::json;

// Flags are the arguments for role `app` on the key, with both policies.
std::vector<std::string> Flags(const Folder& folder, std::vector<std::string> more) {
  std::vector<std::string> all = {"explain",
                                  "--principal",
                                  "arn:aws:sts::111122223333:assumed-role/app/s",
                                  "--action",
                                  "kms:Decrypt",
                                  "--resource",
                                  kKey,
                                  "--key-policy",
                                  folder.Write("key.json", kKeyPolicy),
                                  "--identity-policy",
                                  folder.Write("app.json", kIdentityPolicy)};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

json Answer(const Ended& ended) {
  BOOST_TEST_INFO(ended.err);
  BOOST_TEST(Lines(ended.out) == 1u);
  return json::parse(ended.out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_explain)

BOOST_AUTO_TEST_CASE(flags_give_the_answer_with_the_statements_place_in_its_file) {
  const Folder folder;
  const Ended ended =
      RunKeyward(Flags(folder, {"--encryption-context", "tenant=a", "--format", "json"}));
  BOOST_TEST(ended.status == 0);
  const json answer = Answer(ended);
  BOOST_TEST(answer["decision"] == "allowed");
  BOOST_TEST(answer["by"] == "identity");
  BOOST_TEST(answer["steps"].size() == 9u);
  const json& matched = answer["matchedStatements"];
  BOOST_TEST(matched.size() == 2u);
  BOOST_TEST(matched[0]["policy"] == "key");
  BOOST_TEST(matched[0]["sid"] == "Root");
  BOOST_TEST(matched[0]["file"] == folder.Path("key.json"));
  BOOST_TEST(matched[0]["start"]["line"] == 4);
  BOOST_TEST(matched[0]["start"]["column"] == 5);
  BOOST_TEST(matched[1]["file"] == folder.Path("app.json"));
}

BOOST_AUTO_TEST_CASE(text_shows_path_source_lines_and_remedies) {
  const Folder folder;
  const Ended ended = RunKeyward(Flags(folder, {"--encryption-context", "tenant=b"}));
  BOOST_TEST(ended.status == 0);
  for (const char* part : {"DENIED", "explicit deny",
                           "key.json:6:", "\"kms:EncryptionContext:tenant\"", "would allow it"}) {
    BOOST_TEST_INFO(part);
    BOOST_TEST(ended.Says(part));
  }
}

BOOST_AUTO_TEST_CASE(expectations_make_the_exit_status) {
  const Folder folder;
  const std::vector<std::string> denied = {"--encryption-context", "tenant=b"};
  for (const auto& [word, status] :
       {std::pair("denied", 0), std::pair("allowed", 1), std::pair("unknown", 1)}) {
    std::vector<std::string> more = denied;
    more.insert(more.end(), {"--expect", word});
    BOOST_TEST_INFO(word);
    BOOST_TEST(RunKeyward(Flags(folder, more)).status == status);
  }
}

BOOST_AUTO_TEST_CASE(unknown_keys_leave_the_answer_open) {
  const Folder folder;
  const Ended ended = RunKeyward(Flags(folder, {"--unknown", "kms:EncryptionContext:tenant",
                                                "--expect", "unknown", "--format", "json"}));
  BOOST_TEST(ended.status == 0);
  const json answer = Answer(ended);
  BOOST_TEST(answer["decision"] == "unknown");
  BOOST_TEST(answer["residual"].size() == 1u);
}

BOOST_AUTO_TEST_CASE(context_lists_and_values_with_equals_signs) {
  const Folder folder;
  const std::string policy = folder.Write("list.json", R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{
        "ForAnyValue:StringEquals":{"aws:CalledVia":"b"},"StringEquals":{"aws:userid":"x=y"}}}]})");
  const Ended ended = RunKeyward(
      Flags(folder, {"--encryption-context", "tenant=a", "--session-policy", policy, "--context",
                     "aws:CalledVia=[a,b]", "aws:userid=x=y", "--expect", "allowed"}));
  BOOST_TEST_INFO(ended.out + ended.err);
  BOOST_TEST(ended.status == 0);
}

BOOST_AUTO_TEST_CASE(organization_levels_are_one_flag_each) {
  const Folder folder;
  const std::string all = folder.Write(
      "all.json",
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})");
  const std::string none = folder.Write(
      "s3.json",
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})");
  const auto run = [&](std::vector<std::string> levels) {
    levels.insert(levels.end(), {"--encryption-context", "tenant=a", "--format", "json"});
    return json::parse(RunKeyward(Flags(folder, std::move(levels))).out)["decision"];
  };
  BOOST_TEST(run({"--scp", all, "--scp", all}) == "allowed");
  BOOST_TEST(run({"--scp", none + "," + all}) == "allowed");
  BOOST_TEST(run({"--scp", all, "--scp", none}) == "implicitDeny");
  BOOST_TEST(run({"--scp", all, "--scp", ""}) == "implicitDeny");
}

BOOST_AUTO_TEST_CASE(grants_as_the_api_prints_them) {
  const Folder folder;
  const std::string grant =
      R"([{"GrantId":"g","GranteePrincipal":"arn:aws:iam::111122223333:role/app",
      "Operations":["Decrypt"],"CreationDate":1700000000.5}])";
  const std::string closed = folder.Write("closed.json", R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},
       "Action":"kms:*","Resource":"*"}]})");
  for (const std::string& text : {grant, R"({"Grants": )" + grant + R"(, "Truncated": false})"}) {
    const Ended ended =
        RunKeyward({"explain", "--principal", "arn:aws:sts::111122223333:assumed-role/app/s",
                    "--action", "kms:Decrypt", "--resource", kKey, "--key-policy", closed,
                    "--grants", folder.Write("grants.json", text), "--format", "json"});
    BOOST_TEST_INFO(ended.err);
    BOOST_TEST(Answer(ended)["by"] == "grant");
  }
}

BOOST_AUTO_TEST_CASE(wrong_grants_are_named_with_their_place) {
  const Folder folder;
  const std::string grants = folder.Write(
      "grants.json", "{\"Grants\": [\n  {\"GranteePrincipal\": \"x\",\n   \"Operatoins\": []}]}");
  const Ended ended = RunKeyward(Flags(folder, {"--grants", grants}));
  BOOST_TEST(ended.status == 2);
  BOOST_TEST_INFO(ended.err);
  BOOST_TEST(ended.Says("grants.json:3:4"));
  BOOST_TEST(RunKeyward(Flags(folder, {"--grants", folder.Write("n.json", "{}")})).status == 2);
}

BOOST_AUTO_TEST_CASE(a_scenario_is_explained_request_by_request) {
  const Folder folder;
  const std::string file =
      folder.Write("two.scenario.json", Scenario(Request("a") + "," + Request("b")));
  const Ended both = RunKeyward({"explain", "--scenario", file, "--format", "json"});
  BOOST_TEST(both.status == 0);
  BOOST_TEST(Lines(both.out) == 2u);
  const Ended second =
      RunKeyward({"explain", "--scenario", file, "--request", "2", "--format", "json"});
  BOOST_TEST(Answer(second)["decision"] == "explicitDeny");
  BOOST_TEST(RunKeyward({"explain", "--scenario", file, "--request", "3"}).status == 2);
  BOOST_TEST(RunKeyward({"explain", "--scenario", file, "--expect", "denied"}).status == 1);
}

BOOST_AUTO_TEST_CASE(standard_input_and_mermaid) {
  const Ended ended =
      RunKeyward({"explain", "--scenario", "-", "--format", "mermaid"}, Scenario(Request("a")));
  BOOST_TEST(ended.status == 0);
  BOOST_TEST(ended.out.starts_with("flowchart"));
}

BOOST_AUTO_TEST_CASE(a_faulty_policy_is_shown_with_its_source_line) {
  const Folder folder;
  const std::string broken = folder.Write("broken.json", "{\n  \"Version\": \"2012-10-17\",\n");
  const Ended ended = RunKeyward(Flags(folder, {"--permissions-boundary", broken}));
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(ended.out.empty());
  BOOST_TEST(ended.Says("broken.json:2:27"));
}

BOOST_AUTO_TEST_CASE(colours_only_where_they_are_wanted) {
  const std::vector<std::string> plain = {"explain", "--scenario", "-"};
  std::vector<std::string> coloured = plain;
  coloured.insert(coloured.end(), {"--color", "always"});
  BOOST_TEST(!RunKeyward(plain, Scenario(Request("a"))).Says("\x1b["));
  BOOST_TEST(RunKeyward(coloured, Scenario(Request("a"))).Says("\x1b["));
}

BOOST_AUTO_TEST_CASE(the_modes_reach_the_evaluator) {
  const Folder folder;
  const std::string boundary = folder.Write("deny.json", R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":"*","Resource":"*"},
      {"Effect":"Deny","Action":"*","Resource":"*",
       "Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"many"}}}]})");
  std::vector<std::string> more = {
      "--permissions-boundary",  boundary, "--encryption-context", "tenant=a", "--context",
      "aws:MultiFactorAuthAge=1"};
  const auto decision = [&] {
    std::vector<std::string> all = more;
    all.insert(all.end(), {"--format", "json"});
    return json::parse(RunKeyward(Flags(folder, all)).out)["decision"];
  };
  BOOST_TEST(decision() == "allowed");
  more.emplace_back("--fail-closed");
  BOOST_TEST(decision() == "explicitDeny");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
