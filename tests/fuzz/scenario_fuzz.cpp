// Any text as a scenario, and as a request of its own: no crash, and what is read can be decided.
// Files that policies name are looked for in a folder that does not exist.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "evaluator/authorize.h"
#include "evaluator/explain.h"
#include "scenario/request_reader.h"
#include "scenario/scenario.h"

namespace {

using namespace keyward;  // NOLINT(google-build-using-namespace): a fuzz target

void CheckErrors(const scenario::Errors& errors) {
  KEYWARD_CHECK(!errors.empty());
  for (const Error& error : errors) KEYWARD_CHECK(!error.message.empty());
}

void Decide(const scenario::PolicySet& policies, const evaluator::Request& request) {
  evaluator::Workspace workspace;
  evaluator::Decision decision;
  evaluator::Decision traced;
  evaluator::AuthorizeOptions options;
  Authorize(policies.applied, request, options, workspace, decision);
  options.full_trace = true;
  Authorize(policies.applied, request, options, workspace, traced);
  KEYWARD_CHECK(decision.outcome == traced.outcome && !traced.internal_error);
  DeterminingStatements(traced, [&](const auto& program) { return policies.SourceOf(program); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const FixedClock clock{std::chrono::system_clock::time_point()};
  scenario::RequestReader reader(clock);
  const auto line = reader.ReadLine(text);
  KEYWARD_CHECK(line || (!line.error().message.empty() && line.error().position));
  if (line) KEYWARD_CHECK(reader.ReadLine(text).has_value());

  const Result<SourcePtr> source = Source::Create("fuzz", text);
  if (!source) return 0;
  const auto read = scenario::ReadScenario(*source, "/nowhere/at/all", clock);
  if (!read) {
    CheckErrors(read.error());
    return 0;
  }
  for (const scenario::ScenarioRequest& request : read->requests) {
    KEYWARD_CHECK(request.policies != nullptr);
    Decide(*request.policies, request.request);
  }
  const auto policies = scenario::ReadPolicies(*source, "/nowhere/at/all");
  if (policies && line) policies->For(**line);
  return 0;
}
