#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "report/explanation_json.h"
#include "report/explanation_text.h"
#include "report/mermaid.h"
#include "report/simulation_json.h"
#include "tests/unit/evaluator/story.h"

namespace keyward::report {
namespace {

Answer AnswerOf(const Story& story) {
  Answer answer;
  answer.request = &story.asked().request;
  answer.decision = &story.decision;
  answer.explanation = story.explanation;
  answer.remedies = story.remedies;
  return answer;
}

nlohmann::json Slow(const Story& story) {
  std::string line;
  AppendExplanationJson(AnswerOf(story), line);
  BOOST_TEST(line.find('\n') == std::string::npos);
  return nlohmann::json::parse(line);
}

nlohmann::json Fast(const Story& story) {
  std::string line;
  AppendDecisionJson(story.asked().request, story.decision, story.asked().policies->applied,
                     story.source_of(), {}, line, &story.remedies);
  BOOST_TEST(line.find('\n') == std::string::npos);
  return nlohmann::json::parse(line);
}

nlohmann::json Simulated(const Story& story) {
  std::string line;
  AppendSimulationJson(story.asked().request, story.decision, story.source_of(), line);
  return nlohmann::json::parse(line);
}

constexpr const char* kDenied = "samples/what-if-unknown/what-if-unknown.scenario.json";

}  // namespace

BOOST_AUTO_TEST_SUITE(ExplanationTest)

BOOST_AUTO_TEST_CASE(BothWritersSayTheSame) {
  for (const char* path :
       {"samples/demo/denied.scenario.json", kDenied,
        "samples/cross-account-use/cross-account-use.scenario.json",
        "samples/scp-level-without-allow/scp-level-without-allow.scenario.json"}) {
    const size_t count = LoadStory(path).requests.size();
    for (size_t i = 0; i < count; ++i) {
      const Story story = TellFile(path, i);
      nlohmann::json slow = Slow(story);
      slow.erase("nearMisses");
      for (auto& step : slow["steps"]) step.erase("message");
      BOOST_TEST(slow.dump() == Fast(story).dump());
    }
  }
}

BOOST_AUTO_TEST_CASE(JsonHasTheMembersOfTheCommandLine) {
  const nlohmann::json json = Slow(TellFile(kDenied, 3));
  for (const char* name :
       {"principal", "action", "resource", "decision", "by", "allowedBy", "steps",
        "matchedStatements", "missingContextKeys", "residual", "remedies", "notes"}) {
    BOOST_TEST(json.contains(name), name);
  }
  BOOST_TEST(json["decision"] == "explicitDeny");
  BOOST_TEST(json["by"] == "resource");
  BOOST_TEST(json["steps"].size() == 9u);
  const auto& matched = json["matchedStatements"][0];
  BOOST_TEST(matched["policy"] == "key-policy");
  BOOST_TEST(matched["sid"] == "DenyDeletion");
  BOOST_TEST(matched["start"].dump() == R"({"column":5,"line":14,"offset":286})");
}

BOOST_AUTO_TEST_CASE(AnOpenAnswerHasNobodyWhoDecided) {
  const nlohmann::json json = Slow(TellFile(kDenied, 0));
  BOOST_TEST(json["decision"] == "unknown");
  BOOST_TEST(json["by"].is_null());
  BOOST_TEST(json["residual"].size() == 1u);
}

BOOST_AUTO_TEST_CASE(ARemedyOfSeveralChangesIsOneChange) {
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(AllowsAlice("{}")) + R"(, "serviceControl": [[], []])"));
  const nlohmann::json json = Slow(story);
  BOOST_TEST(json["remedies"][0]["change"]["kind"] == "all");
  BOOST_TEST(json["remedies"][0]["change"]["changes"].size() == 2u);
}

BOOST_AUTO_TEST_CASE(SimulationSpeaksTheIamApi) {
  const nlohmann::json denied = Simulated(TellFile(kDenied, 3));
  BOOST_TEST(denied["EvalActionName"] == "kms:ScheduleKeyDeletion");
  BOOST_TEST(denied["EvalDecision"] == "explicitDeny");
  BOOST_TEST(denied["MatchedStatements"][0].dump() ==
             R"({"EndPosition":{"Column":6,"Line":20},"SourcePolicyId":"key-policy",)"
             R"("SourcePolicyType":"resource","StartPosition":{"Column":5,"Line":14}})");
  const nlohmann::json open = Simulated(TellFile(kDenied, 0));
  BOOST_TEST(open["EvalDecision"] == "implicitDeny");
  BOOST_TEST(open["EvalDecisionDetails"]["keyward"] == "unknown");
}

BOOST_AUTO_TEST_CASE(SimulationTellsOfOrganizationAndBoundary) {
  const nlohmann::json json = Simulated(
      TellText(KeyStory("\"resource\": " + Document(kDelegates) + R"(, "serviceControl": [[]],
               "permissionsBoundary": )" +
                        Document(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})"))));
  BOOST_TEST(json["OrganizationsDecisionDetail"]["AllowedByOrganizations"] == false);
  BOOST_TEST(json["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"] == true);
}

BOOST_AUTO_TEST_CASE(TextHasNoEscapeSequencesUnlessColoured) {
  const Story story = TellFile(kDenied, 3);
  BOOST_TEST(ExplanationText(AnswerOf(story)).find('\x1b') == std::string::npos);
  TextStyle style;
  style.color = true;
  BOOST_TEST(ExplanationText(AnswerOf(story), style).find("\x1b[1;31mDENIED") == 0u);
}

BOOST_AUTO_TEST_CASE(TextCanBeAsciiOnly) {
  TextStyle style;
  style.unicode = false;
  const std::string text = ExplanationText(AnswerOf(TellFile(kDenied, 3)), style);
  BOOST_TEST(std::all_of(text.begin(), text.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

BOOST_AUTO_TEST_CASE(FlowchartsEscapeNames) {
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(R"({"Sid": "a <b> c", "Effect": "Deny", "Principal": "*",
                   "Action": "kms:*", "Resource": "*"})")));
  const std::string chart = MermaidFlowchart(AnswerOf(story));
  BOOST_TEST(chart.find("flowchart TD\n") == 0u);
  BOOST_TEST(chart.find("a #60;b#62; c") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::report
