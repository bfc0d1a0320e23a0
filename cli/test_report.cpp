// TestReport: a test run as text, JSON or JUnit.
#include <fmt/core.h>

#include "cli/coverage.h"
#include "cli/test_run.h"
#include "report/json_writer.h"
#include "report/junit.h"

namespace keyward::cli {
namespace {

std::string NameOf(const TestResult& result) {
  return result.description.empty()
             ? fmt::format("request {}", result.number)
             : fmt::format("request {}: {}", result.number, result.description);
}

std::string Text(const TestRun& run, const report::TextStyle& style, const Coverage* coverage) {
  std::string out;
  for (const TestResult& result : run.results()) {
    if (result.passed()) continue;
    report::AppendPainted(style, report::Paint::kError, "FAILED", out);
    out += fmt::format(" {} {}\n{}\n", result.file, NameOf(result), result.story);
  }
  if (coverage != nullptr) out += coverage->Text() + '\n';
  report::AppendPainted(style, run.failed() == 0 ? report::Paint::kGood : report::Paint::kError,
                        fmt::format("{} passed, {} failed", run.passed(), run.failed()), out);
  return out + '\n';
}

void AppendResult(const TestResult& result, report::JsonWriter& json) {
  json.BeginObject();
  json.Member("file", result.file);
  json.MemberNumber("request", result.number);
  if (!result.description.empty()) json.Member("description", result.description);
  json.MemberBool("passed", result.passed());
  json.Member("answer", result.decision);
  if (!result.passed()) {
    json.MemberArray("differences");
    for (const std::string& one : result.differences) json.String(one);
    json.EndArray();
    json.Key("explanation");
    json.Raw(result.json);
  }
  json.EndObject();
}

std::string Json(const TestRun& run, const Coverage* coverage) {
  std::string out;
  report::JsonWriter json(out, 2);
  json.BeginObject();
  json.MemberNumber("passed", run.passed());
  json.MemberNumber("failed", run.failed());
  json.MemberArray("tests");
  for (const TestResult& result : run.results()) AppendResult(result, json);
  json.EndArray();
  if (coverage != nullptr) {
    json.Key("coverage");
    coverage->Append(json);
  }
  json.EndObject();
  return out + '\n';
}

std::string JUnit(const TestRun& run) {
  std::vector<report::JUnitSuite> suites;
  for (const TestResult& result : run.results()) {
    if (suites.empty() || suites.back().name != result.file) suites.push_back({result.file, {}});
    report::JUnitCase one;
    one.name = NameOf(result);
    one.class_name = result.file;
    one.file = result.file;
    if (!result.passed()) {
      one.failure = result.differences.front();
      one.failure_text = result.story;
    }
    suites.back().cases.push_back(std::move(one));
  }
  return report::JUnitXml(suites);
}

}  // namespace

std::string TestReport(const TestRun& run, const std::string& format,
                       const report::TextStyle& style, const Coverage* coverage) {
  if (format == "json") return Json(run, coverage);
  return format == "junit" ? JUnit(run) : Text(run, style, coverage);
}

}  // namespace keyward::cli
