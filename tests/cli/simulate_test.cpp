// keyward simulate: answers a line, bad lines in their place, streams that do not end in memory.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/command.h"

namespace keyward::clitest {
namespace {

using nlohmann::json;

std::vector<json> Answers(const std::string& out) {
  std::vector<json> answers;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) answers.push_back(json::parse(line));
  return answers;
}

Ended Simulate(const std::string& lines, std::vector<std::string> more = {}) {
  const Folder folder;
  std::vector<std::string> arguments = {"simulate", "--policies",
                                        folder.Write("p.scenario.json", Scenario(""))};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return RunKeyward(arguments, lines);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_simulate)

BOOST_AUTO_TEST_CASE(one_answer_a_line_in_order) {
  const Ended ended = Simulate(Request("a") + "\n\n" + Request("b") + "\r\n" + Request("a"));
  BOOST_TEST(ended.status == 0);
  BOOST_TEST(ended.err.empty());
  const std::vector<json> answers = Answers(ended.out);
  BOOST_REQUIRE(answers.size() == 3u);
  BOOST_TEST(answers[0]["decision"] == "allowed");
  BOOST_TEST(answers[1]["decision"] == "explicitDeny");
  BOOST_TEST(answers[1]["matchedStatements"][0]["sid"] == "Tenants");
  BOOST_TEST(answers[2]["decision"] == "allowed");
  for (const char* member :
       {"principal", "action", "resource", "by", "allowedBy", "steps", "matchedStatements",
        "missingContextKeys", "residual", "remedies", "notes"}) {
    BOOST_TEST_INFO(member);
    BOOST_TEST(answers[0].contains(member));
  }
}

BOOST_AUTO_TEST_CASE(a_bad_line_has_an_error_in_its_place) {
  const std::vector<std::string> bad = {
      "not json",
      "{",
      "[]",
      "7",
      "{}",
      R"({"principal":1,"action":2,"resource":3})",
      Request("a", R"(,"surprise":1)"),
      Request("a", R"(,"action":"kms:Encrypt")"),
      Request("a", R"(,"expect":{"decision":"allowed"})"),
      "\"\xff\"",
      std::string(5000, '['),
      R"({"principal":"arn:aws:iam::111122223333:role/app","action":"kms","resource":"*"})"};
  for (const std::string& line : bad) {
    BOOST_TEST_CONTEXT(line.substr(0, 60)) {
      const Ended ended = Simulate(Request("a") + "\n" + line + "\n" + Request("b") + "\n");
      BOOST_TEST(ended.status == 2);
      const std::vector<json> answers = Answers(ended.out);
      BOOST_REQUIRE(answers.size() == 3u);
      BOOST_TEST(answers[0]["decision"] == "allowed");
      BOOST_TEST(answers[1]["error"]["line"] == 2);
      BOOST_TEST(answers[1]["error"]["column"].get<int>() >= 1);
      BOOST_TEST(!answers[1]["error"]["message"].get<std::string>().empty());
      BOOST_TEST(answers[2]["decision"] == "explicitDeny");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_that_is_too_long_is_one_error) {
  const std::string line = Request(std::string(3u << 20, 'x'));
  for (const char* end : {"\n", ""}) {
    const Ended ended =
        Simulate(Request("a") + "\n" + line + "\n" + Request("b") + "\n" + line + end);
    BOOST_TEST(ended.status == 2);
    const std::vector<json> answers = Answers(ended.out);
    BOOST_REQUIRE(answers.size() == 4u);
    BOOST_TEST(answers[1]["error"]["line"] == 2);
    BOOST_TEST(answers[2]["decision"] == "explicitDeny");
    BOOST_TEST(answers[3]["error"]["code"] == "tooLarge");
  }
}

BOOST_AUTO_TEST_CASE(lines_of_every_length_around_the_buffer) {
  std::string lines;
  std::vector<std::string> expected;
  for (size_t i = 0; i < 3000; ++i) {
    const bool allowed = i % 3 == 0;
    lines +=
        Request(allowed ? "a" : "b", R"(,"description":")" + std::string(i % 1777, 'd') + '"') +
        "\n";
    expected.emplace_back(allowed ? "allowed" : "explicitDeny");
  }
  const Ended ended = Simulate(lines);
  BOOST_TEST(ended.status == 0);
  const std::vector<json> answers = Answers(ended.out);
  BOOST_REQUIRE(answers.size() == expected.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    BOOST_REQUIRE(answers[i]["decision"] == expected[i]);
  }
}

BOOST_AUTO_TEST_CASE(nothing_in_nothing_out) {
  for (const char* input : {"", "\n", "\n\n  \n"}) {
    const Ended ended = Simulate(input);
    BOOST_TEST(ended.status == 0);
    BOOST_TEST(ended.out.empty());
  }
}

BOOST_AUTO_TEST_CASE(aws_format_has_the_apis_names) {
  const Ended ended = Simulate(Request("b"), {"--format", "aws"});
  BOOST_TEST(ended.status == 0);
  const json answer = Answers(ended.out).at(0);
  BOOST_TEST(answer["EvalActionName"] == "kms:Decrypt");
  BOOST_TEST(answer["EvalResourceName"] == kKey);
  BOOST_TEST(answer["EvalDecision"] == "explicitDeny");
  BOOST_TEST(answer["MatchedStatements"][0]["SourcePolicyId"] == "key");
  BOOST_TEST(answer.contains("MissingContextValues"));
}

BOOST_AUTO_TEST_CASE(remedies_on_demand) {
  const json plain = Answers(Simulate(Request("b")).out).at(0);
  BOOST_TEST(plain["remedies"].empty());
  const json helped = Answers(Simulate(Request("b"), {"--remedies"}).out).at(0);
  BOOST_TEST(!helped["remedies"].empty());
}

BOOST_AUTO_TEST_CASE(scenario_files_and_folders) {
  const Folder folder;
  folder.Write("b/two.scenario.json", Scenario(Request("a") + "," + Request("b")));
  folder.Write("a/one.scenario.json", Scenario(Request("b")));
  folder.Write("a/other.json", "{}");
  const Ended ended = RunKeyward({"simulate", folder.Path()});
  BOOST_TEST(ended.status == 0);
  const std::vector<json> answers = Answers(ended.out);
  BOOST_REQUIRE(answers.size() == 3u);
  BOOST_TEST(answers[0]["decision"] == "explicitDeny");
  BOOST_TEST(answers[1]["decision"] == "allowed");
  folder.Write("a/bad.scenario.json", "{");
  const Ended bad = RunKeyward({"simulate", folder.Path()});
  BOOST_TEST(bad.status == 2);
  BOOST_TEST(Lines(bad.out) == 3u);
}

BOOST_AUTO_TEST_CASE(wrong_arguments) {
  BOOST_TEST(RunKeyward({"simulate"}).status == 2);
  BOOST_TEST(RunKeyward({"simulate", "--policies", "-"}).status == 2);
  BOOST_TEST(RunKeyward({"simulate", "--policies", "/no/such/file"}).Says("/no/such/file"));
  BOOST_TEST(RunKeyward({"simulate", "x", "--policies", "y"}).status == 2);
  BOOST_TEST(RunKeyward({"simulate", "x", "--format", "yaml"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
