// Scenario: policies, requests and what is expected of them, read from a *.scenario.json file.
//
// Flow      file --LoadScenario--> Scenario --Authorize--> Decision, compared with Expectation
// Promise   unknown members are errors that name file, line and member; policies keep their place
//           in the file they stand in, so that explanations point at real lines.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "base/source.h"
#include "evaluator/applied_policies.h"
#include "evaluator/decision.h"
#include "evaluator/request.h"

namespace keyward::scenario {

using Errors = std::vector<Error>;

// LoadedPolicy: one policy document of a scenario.
struct LoadedPolicy {
  std::string name;  // given, or its place: identity[0], resource, serviceControl[1][0]
  SourcePtr source;
  std::shared_ptr<const compiler::Program> program;
  Diagnostics diagnostics;  // Check's findings in stored mode; none refuses
};

// PolicySet: the policies and grants that requests are decided with; owns the programs.
struct PolicySet {
  std::vector<LoadedPolicy> loaded;
  evaluator::AppliedPolicies applied;
  // SourceOf finds the text of one of the programs; null for another's.
  SourcePtr SourceOf(const compiler::Program& program) const;
};

using PolicySetPtr = std::shared_ptr<const PolicySet>;

// Expectation: what a request's `expect` says.
struct Expectation {
  evaluator::Outcome decision = evaluator::Outcome::kAllowed;
  std::optional<evaluator::Step> by;
  std::vector<std::string> matched;  // policy#Sid or policy#[0]
  bool unsure = false;
  Span span;
};

// ScenarioRequest: one request, its context derived, with the policies it is decided with.
struct ScenarioRequest {
  std::string description;
  evaluator::Request request;
  PolicySetPtr policies;
  std::optional<Expectation> expect;
  std::vector<std::string> notes;  // what the reader assumed: the clock, a role without a path
  Span span;
};

struct Scenario {
  SourcePtr source;
  std::string description;
  std::vector<std::string> rules;
  std::vector<ScenarioRequest> requests;
};

// FilePolicies: a scenario file's own policies, for requests that come from elsewhere. Where the
// file does not say how its resource policy is read, the request decides.
class FilePolicies {
 public:
  using Set = tl::expected<PolicySetPtr, Errors>;

  FilePolicies(std::array<Set, 3> sets, std::optional<evaluator::ResourceMode> mode,
               std::optional<std::chrono::system_clock::time_point> time)
      : sets_(std::move(sets)), mode_(mode), time_(time) {}

  // For is the set to decide `request` with; Errors where the resource policy does not compile as
  // the kind that the request makes it.
  const Set& For(const evaluator::Request& request) const;

  // time is the file's `time`, for the time keys of requests.
  const std::optional<std::chrono::system_clock::time_point>& time() const { return time_; }

 private:
  std::array<Set, 3> sets_;  // by ResourceMode
  std::optional<evaluator::ResourceMode> mode_;
  std::optional<std::chrono::system_clock::time_point> time_;
};

// ResourceModeOf is how a request's resource policy is read where nothing says so: as a key policy
// for a KMS key, as a role trust policy for the sts actions on a role.
evaluator::ResourceMode ResourceModeOf(const evaluator::Request& request);

// LoadScenario reads the file at `path`. Errors: what is wrong with it, each with file and
// position; policies that do not compile are reported as such.
tl::expected<Scenario, Errors> LoadScenario(const std::string& path, const Clock& clock);

// ReadScenario is LoadScenario for a text at hand; `{"file": …}` is resolved against `folder`.
tl::expected<Scenario, Errors> ReadScenario(const SourcePtr& source, const std::string& folder,
                                            const Clock& clock);

// LoadPolicies reads the policies and grants of the file at `path`; its requests are not looked at.
// Errors: as LoadScenario's, where the policies compile in no way.
tl::expected<FilePolicies, Errors> LoadPolicies(const std::string& path);

// ReadPolicies is LoadPolicies for a text at hand.
tl::expected<FilePolicies, Errors> ReadPolicies(const SourcePtr& source, const std::string& folder);

}  // namespace keyward::scenario
