#include "cli/test_run.h"

#include <algorithm>
#include <fmt/format.h>

#include "report/explanation_json.h"
#include "report/explanation_text.h"
#include "report/findings_text.h"

namespace keyward::cli {
namespace {

using evaluator::Decision;
using evaluator::Outcome;
using scenario::Expectation;
using scenario::PolicySet;

std::string Words(Outcome outcome, const std::optional<evaluator::Step>& by) {
  const std::string_view word = evaluator::OutcomeName(outcome);
  if (!by || outcome == Outcome::kUnknown) return std::string(word);
  return fmt::format("{} by {}", word, evaluator::StepName(*by));
}

// NamesStatement: `name` is policy#Sid or policy#[index] of the statement.
bool NamesStatement(std::string_view name, const evaluator::StatementRef& statement) {
  return name == fmt::format("{}#[{}]", statement.policy, statement.index) ||
         (statement.has_sid && name == fmt::format("{}#{}", statement.policy, statement.sid));
}

std::string NameOf(const evaluator::StatementRef& statement) {
  return statement.has_sid ? fmt::format("{}#{}", statement.policy, statement.sid)
                           : fmt::format("{}#[{}]", statement.policy, statement.index);
}

void CompareMatched(const Expectation& expect, const Decision& decision, const PolicySet& policies,
                    std::vector<std::string>& differences) {
  if (expect.matched.empty()) return;
  const auto statements = evaluator::DeterminingStatements(
      decision,
      [&policies](const compiler::Program& program) { return policies.SourceOf(program); });
  std::string all;
  for (const evaluator::StatementRef& one : statements) {
    all += (all.empty() ? "" : ", ") + NameOf(one);
  }
  for (const std::string& name : expect.matched) {
    const bool found = std::any_of(statements.begin(), statements.end(),
                                   [&name](const auto& one) { return NamesStatement(name, one); });
    if (found) continue;
    differences.push_back(fmt::format("expected {} to decide; {}", name,
                                      all.empty() ? "no statement did" : all + " did"));
  }
}

std::vector<std::string> Compare(const Expectation& expect, const Decision& decision,
                                 const PolicySet& policies) {
  std::vector<std::string> differences;
  const bool other_source =
      expect.by && *expect.by != decision.by && decision.outcome != Outcome::kUnknown;
  if (expect.decision != decision.outcome || other_source) {
    differences.push_back(fmt::format("expected {}, the answer is {}",
                                      Words(expect.decision, expect.by),
                                      Words(decision.outcome, decision.by)));
  } else {
    CompareMatched(expect, decision, policies, differences);
  }
  return differences;
}

std::string Indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (end > 1) out += "    ";
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

void TestRun::Run(const std::string& file, const scenario::Scenario& scenario,
                  const Decided& decided) {
  for (size_t i = 0; i < scenario.requests.size(); ++i) {
    const scenario::ScenarioRequest& request = scenario.requests[i];
    if (!request.expect) continue;
    const Decision& decision = decider_.Decide(request.request, *request.policies);
    decided(*request.policies, decision);
    TestResult& result = results_.emplace_back();
    result.file = file;
    result.number = i + 1;
    result.description = request.description;
    RunOne(scenario, request, decision, result);
    if (!result.passed()) ++failed_;
  }
}

void TestRun::RunOne(const scenario::Scenario& scenario, const scenario::ScenarioRequest& request,
                     const Decision& decision, TestResult& result) {
  result.decision = Words(decision.outcome, decision.by);
  result.differences = Compare(*request.expect, decision, *request.policies);
  if (result.passed()) return;
  const bool remedies = request.expect->decision == Outcome::kAllowed;
  const report::Answer answer =
      decider_.Explain(request.request, *request.policies, request.notes, remedies);
  Diagnostic diagnostic;
  diagnostic.code = "EXPECTATION_NOT_MET";
  diagnostic.span = request.expect->span;
  diagnostic.message = fmt::format("{}", fmt::join(result.differences, "; "));
  report::AppendFindingText(*scenario.source, diagnostic, style_, result.story);
  result.story += '\n' + Indented(report::ExplanationText(answer, style_));
  report::AppendExplanationJson(answer, result.json);
}

}  // namespace keyward::cli
