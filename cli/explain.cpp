// keyward explain: one request, the answer and why.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/choice.h"
#include "cli/decide.h"
#include "cli/exit_status.h"
#include "cli/policy_flags.h"
#include "cli/request_flags.h"
#include "cli/scenario_file.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "report/explanation_json.h"
#include "report/explanation_text.h"
#include "report/mermaid.h"
#include "scenario/request_reader.h"

namespace keyward::cli {
namespace {

using evaluator::Outcome;

struct ExplainOptions {
  std::string scenario;
  size_t request = 0;  // from 1; 0: all of them
  RequestFlags flags;
  PolicyFlags policies;
  std::string expect;
  std::string format = "text";
  evaluator::AuthorizeOptions modes;
  ColorOption color;
};

constexpr const char* kFooter = R"(Examples:
  keyward explain --scenario denied.scenario.json --request 1
  keyward explain --principal arn:aws:iam::111122223333:role/app --action kms:Decrypt \
      --resource arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab \
      --key-policy key-policy.json --identity-policy app.json --scp root.json --scp ou.json \
      --encryption-context tenant=a --unknown aws:SourceVpce --expect allowed

The exit status is 0 whatever the answer, unless --expect says which one is right.)";

// Explainer prints answers and remembers whether all are as expected.
class Explainer {
 public:
  explicit Explainer(const ExplainOptions& options) : options_(options), decider_(options.modes) {}

  void Explain(const evaluator::Request& request, const scenario::PolicySet& policies,
               const std::vector<std::string>& notes) {
    const Outcome outcome = decider_.Decide(request, policies).outcome;
    const report::Answer answer = decider_.Explain(request, policies, notes, true);
    if (options_.format == "text") {
      Print(report::ExplanationText(answer, StyleFor(options_.color, STDOUT_FILENO)));
    } else if (options_.format == "json") {
      std::string line;
      report::AppendExplanationJson(answer, line);
      Print(line + "\n");
    } else {
      Print(report::MermaidFlowchart(answer));
    }
    Compare(outcome);
  }

  int status() const { return status_; }

 private:
  void Compare(Outcome outcome) {
    const bool denied = outcome == Outcome::kExplicitDeny || outcome == Outcome::kImplicitDeny;
    const std::string_view word = denied ? "denied" : evaluator::OutcomeName(outcome);
    if (options_.expect.empty() || word == options_.expect) return;
    status_ = kNo;
    PrintError({ErrorCode::kInvalidInput,
                fmt::format("expected {}, the answer is {}", options_.expect, word),
                {},
                {},
                {}},
               options_.color);
  }

  const ExplainOptions& options_;
  Decider decider_;
  int status_ = kYes;
};

std::string IsPositive(std::string& text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
  const bool positive = text.find_first_not_of('0') != std::string::npos;
  return digits && positive ? std::string() : fmt::format("{} is no number from 1", text);
}

int Refuse(const ExplainOptions& options, std::string message, std::string help = {}) {
  PrintError({ErrorCode::kInvalidInput, std::move(message), {}, {}, std::move(help)},
             options.color);
  return kWrongInput;
}

int ExplainScenario(const ExplainOptions& options) {
  if (options.flags.given() || options.policies.given()) {
    return Refuse(options, "--scenario cannot be combined with flags for requests and policies",
                  "the scenario file says it all");
  }
  const auto scenario = ReadScenarioFile(options.scenario, SystemClock(), options.color);
  if (!scenario) return kWrongInput;
  const size_t count = scenario->requests.size();
  if (count == 0) return Refuse(options, fmt::format("{} has no requests", options.scenario));
  if (options.request > count) {
    return Refuse(options, fmt::format("{} has no request {}", options.scenario, options.request),
                  fmt::format("it has {}, counted from 1", count));
  }
  Explainer explainer(options);
  const size_t first = options.request == 0 ? 0 : options.request - 1;
  const size_t end = options.request == 0 ? count : options.request;
  for (size_t i = first; i < end; ++i) {
    const scenario::ScenarioRequest& one = scenario->requests[i];
    if (options.format == "text" && end - first > 1) {
      Print(fmt::format("{}[{}] {}\n\n", i == first ? "" : "\n", i + 1, one.description));
    }
    explainer.Explain(one.request, *one.policies, one.notes);
  }
  return explainer.status();
}

int ExplainFlags(const ExplainOptions& options) {
  const Result<std::string> json = RequestJson(options.flags);
  if (!json) {
    PrintError(json.error(), options.color);
    return kWrongInput;
  }
  const SystemClock clock;
  scenario::RequestReader reader(clock);
  Result<const evaluator::Request*> request = reader.ReadLine(*json);
  if (!request) {
    return Refuse(options, std::move(request.error().message), std::move(request.error().help));
  }
  const auto policies = LoadPolicyFlags(options.policies, **request, options.color);
  if (policies == nullptr) return kWrongInput;
  Explainer explainer(options);
  explainer.Explain(**request, *policies, reader.notes());
  return explainer.status();
}

}  // namespace

void AddExplain(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("explain", "Decide one request and say why");
  auto options = std::make_shared<ExplainOptions>();
  CLI::Option* scenario =
      verb->add_option("--scenario", options->scenario, "Scenario file; - is standard input")
          ->type_name("FILE");
  verb->add_option("--request", options->request, "Which request of it, from 1 (default: all)")
      ->needs(scenario)
      ->check(CLI::Validator(IsPositive, "", "positive"))
      ->type_name("N");
  AddRequestFlags(*verb, options->flags);
  AddPolicyFlags(*verb, options->policies);
  verb->add_option("--expect", options->expect, "Exit with 1 unless this is the answer")
      ->check(OneOf({"allowed", "denied", "unknown"}))
      ->type_name("allowed|denied|unknown");
  verb->add_option("--format", options->format, "text, json or mermaid")
      ->check(OneOf({"text", "json", "mermaid"}))
      ->type_name("FORMAT");
  AddModes(*verb, options->modes);
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] {
    command = [options] {
      return options->scenario.empty() ? ExplainFlags(*options) : ExplainScenario(*options);
    };
  });
}

}  // namespace keyward::cli
