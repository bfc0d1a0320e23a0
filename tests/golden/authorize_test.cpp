// Every scenario under tests/golden/authorize and samples: the decision that it expects, who
// decided, and by which statements.
#include "evaluator/authorize.h"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <string>
#include <vector>

#include "evaluator/explain.h"
#include "scenario/scenario.h"

namespace keyward {
namespace {

std::vector<std::string> ScenarioFiles() {
  const std::filesystem::path root = KEYWARD_SOURCE_DIR;
  std::vector<std::string> files;
  for (const char* folder : {"tests/golden/authorize", "samples"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string name = entry.path().string();
      if (name.ends_with(".scenario.json")) files.push_back(name);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> Determining(const evaluator::Decision& decision,
                                     const scenario::PolicySet& policies) {
  std::vector<std::string> names;
  const auto source_of = [&policies](const compiler::Program& program) {
    return policies.SourceOf(program);
  };
  for (const auto& ref : evaluator::DeterminingStatements(decision, source_of)) {
    names.push_back(fmt::format("{}#[{}]", ref.policy, ref.index));
    if (ref.has_sid) names.push_back(fmt::format("{}#{}", ref.policy, ref.sid));
  }
  return names;
}

// Compare says how an answer differs from what is expected; empty where it does not.
std::string Compare(const scenario::Expectation& expect, const evaluator::Decision& decision,
                    const scenario::PolicySet& policies) {
  if (decision.outcome != expect.decision) {
    return fmt::format("{} by {}, expected {}", OutcomeName(decision.outcome),
                       StepName(decision.by), OutcomeName(expect.decision));
  }
  if (expect.by && decision.by != *expect.by) {
    return fmt::format("by {}, expected {}", StepName(decision.by), StepName(*expect.by));
  }
  const std::vector<std::string> names = Determining(decision, policies);
  for (const std::string& name : expect.matched) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return fmt::format("{} is not among {}", name, fmt::join(names, ", "));
    }
  }
  return {};
}

size_t g_requests = 0;

struct Count {
  ~Count() { std::cout << g_requests << " requests of golden scenarios and samples decided\n"; }
};

BOOST_TEST_GLOBAL_FIXTURE(Count);

BOOST_AUTO_TEST_SUITE(authorize)

BOOST_DATA_TEST_CASE(scenarios, boost::unit_test::data::make(ScenarioFiles()), file) {
  const SystemClock clock;
  const auto scenario = scenario::LoadScenario(file, clock);
  if (!scenario) {
    for (const Error& error : scenario.error()) {
      const Position at = error.position.value_or(Position{});
      BOOST_ERROR(fmt::format("{}:{}:{}: {}", error.file, at.line, at.column, error.message));
    }
    return;
  }
  evaluator::Workspace workspace;
  evaluator::Decision decision;
  for (size_t i = 0; i < scenario->requests.size(); ++i) {
    const scenario::ScenarioRequest& request = scenario->requests[i];
    if (!request.expect) continue;
    ++g_requests;
    for (const bool full_trace : {false, true}) {
      evaluator::AuthorizeOptions options;
      options.full_trace = full_trace;
      Authorize(request.policies->applied, request.request, options, workspace, decision);
      const std::string difference = Compare(*request.expect, decision, *request.policies);
      BOOST_CHECK_MESSAGE(difference.empty(),
                          fmt::format("{}:{}: request {} ({}): {}", file,
                                      scenario->source->PositionAt(request.expect->span.begin).line,
                                      i, request.description, difference));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward
