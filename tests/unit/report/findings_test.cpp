#include "report/findings.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "grammar/host_reader.h"
#include "report/error_text.h"
#include "report/findings_github.h"
#include "report/findings_json.h"
#include "report/findings_junit.h"
#include "report/findings_sarif.h"
#include "report/findings_text.h"
#include "report/junit.h"

namespace keyward::report {
namespace {

const std::string kText =
    "{\n  \"Statement\": [\n    {\n      \"Action\": [\"kms:Decrypt\", \"kms:Bogus*\"]\n    }\n  "
    "]\n}\n";

Span SpanOf(const std::string& part) {
  const auto begin = static_cast<uint32_t>(kText.find(part));
  return Span{begin, begin + static_cast<uint32_t>(part.size())};
}

// Example: one policy with an error on an action and a suggestion on the member's name.
struct Example {
  SourcePtr source = *Source::Create("dir/my policy.json", kText);
  grammar::SyntaxTree tree;
  std::vector<PolicyFindings> findings;

  Example() {
    BOOST_REQUIRE(!grammar::ReadHost(kText, tree));
    Diagnostic error{"INVALID_ACTION", Severity::kError, SpanOf("\"kms:Bogus*\""),
                     "The action kms:Bogus* does not exist.", "did you mean kms:Decrypt?"};
    error.notes = {Note{SpanOf("\"kms:Decrypt\""), "this one exists"}};
    error.fix = Fix{"replace it", {Edit{SpanOf("\"kms:Bogus*\""), "\"kms:Encrypt\""}}};
    Diagnostic suggestion{"KMS_SOMETHING", Severity::kSuggestion, SpanOf("\"Action\""),
                          "Consider, 100%: something", ""};
    PolicyFindings policy;
    policy.source = source;
    policy.tree = &tree;
    policy.type = compiler::PolicyType::kKeyPolicy;
    policy.diagnostics = {error, suggestion};
    findings = {policy};
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(FindingsTest)

BOOST_AUTO_TEST_CASE(TextShowsPlaceNotesHelpAndFix) {
  const Example example;
  const std::string text = FindingsText(example.findings);
  BOOST_TEST(text ==
             "error[INVALID_ACTION]: The action kms:Bogus* does not exist.\n"
             " --> dir/my policy.json:4:33\n"
             "  |\n"
             "4 |       \"Action\": [\"kms:Decrypt\", \"kms:Bogus*\"]\n"
             "  |                                 ^^^^^^^^^^^^\n"
             "  |                  ------------- this one exists\n"
             "  = help: did you mean kms:Decrypt?\n"
             "  = fix: replace it\n"
             "\n"
             "suggestion[KMS_SOMETHING]: Consider, 100%: something\n"
             " --> dir/my policy.json:4:7\n"
             "  |\n"
             "4 |       \"Action\": [\"kms:Decrypt\", \"kms:Bogus*\"]\n"
             "  |       ^^^^^^^^\n");
}

BOOST_AUTO_TEST_CASE(JsonHasTheShapeOfValidatePolicy) {
  const Example example;
  const auto json = nlohmann::json::parse(FindingsJson(example.findings));
  const auto& finding = json["findings"][0];
  BOOST_TEST(finding["findingType"] == "ERROR");
  BOOST_TEST(finding["issueCode"] == "INVALID_ACTION");
  BOOST_TEST(finding["learnMoreLink"].get<std::string>().ends_with(
      "#access-analyzer-reference-policy-checks-error-invalid-action"));
  BOOST_TEST(finding["file"] == "dir/my policy.json");
  const auto& location = finding["locations"][0];
  BOOST_TEST(location["path"].dump() ==
             R"([{"value":"Statement"},{"index":0},{"value":"Action"},{"index":1}])");
  BOOST_TEST(location["span"]["start"].dump() ==
             R"({"column":32,"line":4,"offset":)" + std::to_string(SpanOf("\"kms:Bogus*\"").begin) +
                 "}");
  BOOST_TEST(finding["fix"]["edits"][0]["replacement"] == "\"kms:Encrypt\"");
  const auto& second = json["findings"][1];
  BOOST_TEST(!second.contains("learnMoreLink"));
  BOOST_TEST(second["locations"][0]["path"].dump() ==
             R"([{"value":"Statement"},{"index":0},{"key":"Action"}])");
}

BOOST_AUTO_TEST_CASE(PartsOfStringsAreSubstrings) {
  Example example;
  example.findings[0].diagnostics[0].span = SpanOf("Bogus");
  const auto json = nlohmann::json::parse(FindingsJson(example.findings));
  BOOST_TEST(json["findings"][0]["locations"][0]["path"].back().dump() ==
             R"({"substring":{"length":5,"start":4}})");
}

BOOST_AUTO_TEST_CASE(WithoutTreeThePathIsEmpty) {
  Example example;
  example.findings[0].tree = nullptr;
  const auto json = nlohmann::json::parse(FindingsJson(example.findings));
  BOOST_TEST(json["findings"][0]["locations"][0]["path"].empty());
}

BOOST_AUTO_TEST_CASE(SarifHasRulesResultsAndFixes) {
  const Example example;
  const auto json = nlohmann::json::parse(FindingsSarif(example.findings));
  BOOST_TEST(json["version"] == "2.1.0");
  const auto& run = json["runs"][0];
  BOOST_TEST(run["tool"]["driver"]["name"] == "keyward");
  BOOST_TEST(run["tool"]["driver"]["rules"].size() == 2u);
  const auto& result = run["results"][0];
  const size_t index = result["ruleIndex"];
  BOOST_TEST(run["tool"]["driver"]["rules"][index]["id"] == result["ruleId"]);
  BOOST_TEST(result["level"] == "error");
  const auto& place = result["locations"][0]["physicalLocation"];
  BOOST_TEST(place["artifactLocation"]["uri"] == "dir/my%20policy.json");
  BOOST_TEST(place["region"]["startColumn"] == 33);
  BOOST_TEST(result["fixes"][0]["artifactChanges"][0]["replacements"].size() == 1u);
  BOOST_TEST(run["results"][1]["level"] == "note");
}

BOOST_AUTO_TEST_CASE(JUnitFailsByThreshold) {
  const Example example;
  const std::string failed = FindingsJUnit(example.findings, Severity::kWarning);
  BOOST_TEST(failed.find("tests=\"1\" failures=\"1\"") != std::string::npos);
  BOOST_TEST(failed.find("message=\"INVALID_ACTION: The action") != std::string::npos);
  Example quiet;
  quiet.findings[0].diagnostics.erase(quiet.findings[0].diagnostics.begin());
  const std::string passed = FindingsJUnit(quiet.findings, Severity::kWarning);
  BOOST_TEST(passed.find("failures=\"0\"") != std::string::npos);
  BOOST_TEST(passed.find("<system-out>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(GitHubCommandsAreEscaped) {
  const Example example;
  BOOST_TEST(FindingsGitHub(example.findings) ==
             "::error file=dir/my policy.json,line=4,endLine=4,col=33,endColumn=45,"
             "title=INVALID_ACTION::The action kms:Bogus* does not exist.%0Adid you mean "
             "kms:Decrypt?\n"
             "::notice file=dir/my policy.json,line=4,endLine=4,col=7,endColumn=15,"
             "title=KMS_SOMETHING::Consider, 100%25: something\n");
}

BOOST_AUTO_TEST_CASE(TheSummaryCounts) {
  const Example example;
  BOOST_TEST(FindingsSummary(CountFindings(example.findings)) == "1 file: 1 error, 1 suggestion");
  BOOST_TEST(FindingsSummary(CountFindings({})) == "0 files: no findings");
}

BOOST_AUTO_TEST_CASE(ErrorsShowTheirPlace) {
  const Example example;
  const Error error{ErrorCode::kInvalidInput, "unknown member", "dir/my policy.json",
                    Position{4, 7, SpanOf("\"Action\"").begin}, "remove it"};
  BOOST_TEST(ErrorText(error) ==
             "error: unknown member\n --> dir/my policy.json:4:7\n  = help: remove it\n");
  BOOST_TEST(ErrorText(error, {}, example.source.get()).find("4 |       \"Action\"") !=
             std::string::npos);
  std::string json;
  AppendErrorJson(error, json);
  BOOST_TEST(json == R"({"error":{"code":"invalidInput","message":"unknown member",)"
                     R"("file":"dir/my policy.json","line":4,"column":7,"help":"remove it"}})");
}

BOOST_AUTO_TEST_CASE(XmlHoldsAnyText) {
  std::string out;
  AppendXmlText("a<b>&\"\x01\xFF", out);
  BOOST_TEST(out == "a&lt;b&gt;&amp;&quot;\xEF\xBF\xBD\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::report
