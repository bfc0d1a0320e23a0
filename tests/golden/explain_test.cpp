// The explanations of some samples, as people and as programs read them. UPDATE_GOLDEN=1 rewrites
// the files in tests/golden/explain/.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "report/explanation_json.h"
#include "report/explanation_text.h"
#include "report/mermaid.h"
#include "tests/unit/evaluator/story.h"

namespace keyward {
namespace {

struct Case {
  const char* sample;
  size_t request;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.sample << '-' << c.request;
}

constexpr Case kCases[] = {
    {"boundary-role-vs-user", 1},
    {"cross-account-use", 2},
    {"cross-account-use", 3},
    {"data-perimeter-rcp", 0},
    {"demo/denied", 0},
    {"encryption-context-case", 2},
    {"encryption-context-case", 5},
    {"forwarded-call-network-deny", 1},
    {"grant-encryption-context-subset", 2},
    {"scp-level-without-allow", 1},
    {"service-principal-source-arn", 1},
    {"what-if-unknown", 0},
    {"what-if-unknown", 1},
};

// PathOf is the scenario file of a sample: the folder's name, unless the case names the file.
std::string PathOf(const std::string& sample) {
  const std::string file = sample.substr(sample.rfind('/') + 1);
  const std::string folder = sample.substr(0, sample.find('/'));
  return "samples/" + folder + "/" + file + ".scenario.json";
}

void Compare(const std::string& name, const std::string& actual) {
  const std::string path = "tests/golden/explain/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ifstream file(path);
  BOOST_REQUIRE_MESSAGE(file, path << " does not exist");
  std::stringstream expected;
  expected << file.rdbuf();
  BOOST_TEST(actual == expected.str());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ExplainGoldenTest)

BOOST_DATA_TEST_CASE(Explanations, boost::unit_test::data::make(kCases), sample) {
  const Story story = TellFile(PathOf(sample.sample), sample.request);
  report::Answer answer;
  answer.request = &story.asked().request;
  answer.decision = &story.decision;
  answer.explanation = story.explanation;
  for (const std::string& note : story.asked().notes) answer.explanation.notes.push_back(note);
  answer.remedies = story.remedies;

  std::string name = sample.sample;
  for (char& c : name) c = c == '/' ? '-' : c;
  name += '-' + std::to_string(sample.request);
  Compare(name + ".txt", report::ExplanationText(answer));
  std::string json;
  report::AppendExplanationJson(answer, json);
  Compare(name + ".json", nlohmann::ordered_json::parse(json).dump(2) + "\n");
  Compare(name + ".mmd", report::MermaidFlowchart(answer));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward
