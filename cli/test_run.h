// TestRun: the requests of scenarios, decided and compared with what they expect.
//
// Flow      Scenario --Run--> TestResult each --Report--> text, JSON, JUnit
// Promise   keeps words only, so that scenarios can go as soon as they were run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/decide.h"
#include "report/style.h"
#include "scenario/scenario.h"

namespace keyward::cli {

class Coverage;

// TestResult: one request that has an expectation.
struct TestResult {
  std::string file;
  size_t number = 0;  // of the request in its file, from 1
  std::string description;
  std::string decision;                  // "implicitDeny by resource"
  std::vector<std::string> differences;  // none: it passed
  std::string story;                     // of a failure: the diagnostic and the explanation
  std::string json;                      // of a failure: the explanation as JSON

  bool passed() const { return differences.empty(); }
};

class TestRun {
 public:
  // Decided is told of every decision.
  using Decided = std::function<void(const scenario::PolicySet&, const evaluator::Decision&)>;

  TestRun(const evaluator::AuthorizeOptions& modes, const report::TextStyle& style)
      : decider_(modes), style_(style) {}

  void Run(const std::string& file, const scenario::Scenario& scenario, const Decided& decided);

  const std::vector<TestResult>& results() const { return results_; }
  size_t failed() const { return failed_; }
  size_t passed() const { return results_.size() - failed_; }

 private:
  void RunOne(const scenario::Scenario& scenario, const scenario::ScenarioRequest& request,
              const evaluator::Decision& decision, TestResult& result);

  Decider decider_;
  report::TextStyle style_;
  std::vector<TestResult> results_;
  size_t failed_ = 0;
};

// TestReport writes a run as "text", "json" or "junit"; `coverage` may be null.
std::string TestReport(const TestRun& run, const std::string& format,
                       const report::TextStyle& style, const Coverage* coverage);

}  // namespace keyward::cli
