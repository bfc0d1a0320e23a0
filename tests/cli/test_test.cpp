// keyward test: what passes, what fails and how that is said; coverage.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/command.h"

namespace keyward::clitest {
namespace {

using nlohmann::json;

std::string Expecting(const std::string& tenant, const std::string& expect) {
  return Request(tenant, R"(,"description":"tenant )" + tenant + R"(","expect":)" + expect);
}

const std::string kAllowed =
    R"({"decision":"allowed","by":"identity","matched":["app#Use","key#[0]"]})";
const std::string kDenied =
    R"({"decision":"explicitDeny","by":"resource","matched":["key#Tenants"]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_test)

BOOST_AUTO_TEST_CASE(all_pass) {
  const Folder folder;
  folder.Write("a.scenario.json", Scenario(Expecting("a", kAllowed) + "," +
                                           Expecting("b", kDenied) + "," + Request("c")));
  folder.Write("b.json", "not a scenario");
  const Ended ended = RunKeyward({"test", folder.Path()});
  BOOST_TEST_INFO(ended.err);
  BOOST_TEST(ended.status == 0);
  BOOST_TEST(ended.out == "2 passed, 0 failed\n");
}

BOOST_AUTO_TEST_CASE(a_failure_shows_the_expectation_and_the_explanation) {
  const Folder folder;
  const std::string text =
      Scenario("\n" + Expecting("b", kAllowed) + ",\n" + Expecting("b", kDenied));
  const std::string file = folder.Write("a.scenario.json", text);
  const size_t line = 1 + Lines(text.substr(0, text.find("expect")));
  BOOST_TEST(line > 10u);
  const Ended ended = RunKeyward({"test", file});
  BOOST_TEST(ended.status == 1);
  BOOST_TEST(ended.Says("a.scenario.json:" + std::to_string(line) + ":"));
  for (const char* part : {"FAILED", "request 1: tenant b", "expected allowed by identity",
                           "explicitDeny by resource", "Path", "1 passed, 1 failed\n"}) {
    BOOST_TEST_INFO(part);
    BOOST_TEST(ended.Says(part));
  }
}

BOOST_AUTO_TEST_CASE(each_part_of_an_expectation_counts) {
  for (const char* expect :
       {R"({"decision":"implicitDeny"})", R"({"decision":"explicitDeny","by":"identity"})",
        R"({"decision":"explicitDeny","matched":["key#Root"]})",
        R"({"decision":"explicitDeny","matched":["key#[0]"]})", R"({"decision":"unknown"})"}) {
    BOOST_TEST_INFO(expect);
    BOOST_TEST(RunKeyward({"test", "-"}, Scenario(Expecting("b", expect))).status == 1);
  }
  for (const char* expect :
       {R"({"decision":"explicitDeny"})", R"({"decision":"explicitDeny","unsure":true})",
        R"({"decision":"explicitDeny","matched":["key#[1]"]})"}) {
    BOOST_TEST_INFO(expect);
    BOOST_TEST(RunKeyward({"test", "-"}, Scenario(Expecting("b", expect))).status == 0);
  }
}

BOOST_AUTO_TEST_CASE(machine_formats) {
  const std::string text = Scenario(Expecting("a", kAllowed) + "," + Expecting("a", kDenied));
  const Ended as_json = RunKeyward({"test", "-", "--format", "json"}, text);
  BOOST_TEST(as_json.status == 1);
  const json run = json::parse(as_json.out);
  BOOST_TEST(run["passed"] == 1);
  BOOST_TEST(run["failed"] == 1);
  BOOST_TEST(run["tests"][0]["passed"] == true);
  BOOST_TEST(run["tests"][1]["explanation"]["decision"] == "allowed");
  const Ended junit = RunKeyward({"test", "-", "--format", "junit"}, text);
  BOOST_TEST(junit.status == 1);
  BOOST_TEST(junit.Says("<testsuite"));
  BOOST_TEST(junit.Says("<failure"));
  BOOST_TEST(junit.Says("tests=\"2\""));
}

BOOST_AUTO_TEST_CASE(coverage_names_what_no_test_reached) {
  const std::string half = Scenario(Expecting("a", kAllowed));
  const Ended ended = RunKeyward({"test", "-", "--coverage"}, half);
  BOOST_TEST(ended.status == 0);
  BOOST_TEST(ended.Says("not reached: <stdin>:"));
  BOOST_TEST(ended.Says("statement key#Tenants"));
  BOOST_TEST(!ended.Says("condition on"));
  BOOST_TEST(ended.Says("coverage: 3 of 4 statements and conditions, 75.0 %"));
  BOOST_TEST(ended.out.ends_with("1 passed, 0 failed\n"));
  BOOST_TEST(RunKeyward({"test", "-", "--min-coverage", "75"}, half).status == 0);
  BOOST_TEST(RunKeyward({"test", "-", "--min-coverage", "76"}, half).status == 1);
  const std::string all = Scenario(Expecting("a", kAllowed) + "," + Expecting("b", kDenied));
  BOOST_TEST(RunKeyward({"test", "-", "--min-coverage", "100"}, all).status == 0);
  const json run =
      json::parse(RunKeyward({"test", "-", "--coverage", "--format", "json"}, half).out);
  BOOST_TEST(run["coverage"]["reached"] == 3);
  BOOST_TEST(run["coverage"]["notReached"][0]["what"] == "statement key#Tenants");
}

BOOST_AUTO_TEST_CASE(an_unreadable_file_does_not_stop_the_others) {
  const Folder folder;
  folder.Write("a.scenario.json", "{\"requests\": [],\n \"polices\": {}}");
  folder.Write("b.scenario.json", Scenario(Expecting("a", kAllowed)));
  const Ended ended = RunKeyward({"test", folder.Path()});
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(ended.Says("a.scenario.json:2:2"));
  BOOST_TEST(ended.Says("policies"));
  BOOST_TEST(ended.Says("1 passed, 0 failed"));
}

BOOST_AUTO_TEST_CASE(nothing_to_run) {
  const Folder folder;
  const Ended ended = RunKeyward({"test", folder.Path()});
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(ended.Says("no scenario files in " + folder.Path()));
  BOOST_TEST(RunKeyward({"test"}).status == 2);
  BOOST_TEST(RunKeyward({"test", "x", "--min-coverage", "101"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
