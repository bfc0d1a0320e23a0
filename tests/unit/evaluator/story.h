// Story: a scenario's request, decided and explained, for tests of explanations and reports.
#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "evaluator/authorize.h"
#include "evaluator/explain.h"
#include "evaluator/remedies.h"
#include "scenario/scenario.h"

namespace keyward {

struct Story {
  scenario::Scenario scenario;
  size_t number = 0;
  evaluator::Decision decision;
  evaluator::Explanation explanation;
  std::vector<evaluator::Remedy> remedies;

  const scenario::ScenarioRequest& asked() const { return scenario.requests[number]; }
  evaluator::SourceOf source_of() const {
    return [policies = asked().policies](const compiler::Program& program) {
      return policies->SourceOf(program);
    };
  }
};

// kStoryTime fixes the time keys.
inline const FixedClock kStoryClock(
    std::chrono::system_clock::from_time_t(1767323045));  // 2026-01-02T03:04:05Z

inline Story Tell(scenario::Scenario scenario, size_t number, bool full_trace = true) {
  Story story;
  story.scenario = std::move(scenario);
  story.number = number;
  const auto& asked = story.asked();
  evaluator::AuthorizeOptions options;
  options.full_trace = full_trace;
  evaluator::Workspace workspace;
  Authorize(asked.policies->applied, asked.request, options, workspace, story.decision);
  story.explanation =
      Explain(story.decision, asked.policies->applied, asked.request, story.source_of());
  options.full_trace = false;
  story.remedies = FindRemedies(asked.policies->applied, asked.request, options, story.source_of());
  return story;
}

inline scenario::Scenario LoadStory(const std::string& path) {
  auto loaded = scenario::LoadScenario(path, kStoryClock);
  BOOST_REQUIRE_MESSAGE(loaded, path << " does not load");
  return std::move(*loaded);
}

inline Story TellFile(const std::string& path, size_t number) {
  return Tell(LoadStory(path), number);
}

inline Story TellText(const std::string& json, size_t number = 0) {
  auto source = Source::Create("story.scenario.json", json);
  BOOST_REQUIRE(source);
  auto read = scenario::ReadScenario(*source, ".", kStoryClock);
  BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().front().message));
  return Tell(std::move(*read), number);
}

// KeyStory is a scenario text: alice of the key's account asks for kms:Decrypt; `policies` and
// `more` are members of the scenario and of the request.
inline std::string KeyStory(const std::string& policies, const std::string& more = "") {
  return R"({"description": "a story", "policies": {)" + policies +
         R"(}, "requests": [{"principal": "arn:aws:iam::111122223333:user/alice",
            "action": "kms:Decrypt",
            "resource": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")" +
         (more.empty() ? "" : ", " + more) + "}]}";
}

// Document wraps statements.
inline std::string Document(const std::string& statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

// kDelegates lets the account decide.
inline const std::string kDelegates =
    R"({"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "kms:*", "Resource": "*"})";

// kAllowsAlice allows alice under conditions.
inline std::string AllowsAlice(const std::string& condition) {
  return R"({"Sid": "Alice", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
             "Action": "kms:Decrypt", "Resource": "*", "Condition": )" +
         condition + "}";
}

inline std::string DeniesAll(const std::string& condition) {
  return R"({"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*",
             "Condition": )" +
         condition + "}";
}

}  // namespace keyward
