// keyward test: scenario files as unit tests.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/choice.h"
#include "cli/coverage.h"
#include "cli/exit_status.h"
#include "cli/input.h"
#include "cli/scenario_file.h"
#include "cli/terminal.h"
#include "cli/test_run.h"
#include "cli/verbs.h"

namespace keyward::cli {
namespace {

struct TestOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  bool coverage = false;
  double min_coverage = -1;
  evaluator::AuthorizeOptions modes;
  ColorOption color;
};

constexpr const char* kFooter = R"(Examples:
  keyward test tests/
  keyward test orders.scenario.json --coverage --min-coverage 80
  keyward test tests/ --format junit > results.xml

A request of a scenario is a test when it has an "expect". A statement is covered when it applied in
some test, a condition when it was put to the test.)";

std::string IsPercentage(std::string& text) {
  double value = -1;
  const bool number = CLI::detail::lexical_cast(text, value);
  return number && value >= 0 && value <= 100 ? std::string()
                                              : fmt::format("{} is not between 0 and 100", text);
}

// RunFiles runs every readable file; false where one was not.
bool RunFiles(const TestOptions& options, const std::vector<std::string>& files, TestRun& run,
              Coverage& coverage) {
  bool all_read = true;
  const SystemClock clock;
  for (const std::string& file : files) {
    const auto scenario = ReadScenarioFile(file, clock, options.color);
    if (!scenario) {
      all_read = false;
      continue;
    }
    const auto add = [&coverage](const scenario::PolicySet& policies,
                                 const evaluator::Decision& decision) {
      coverage.Add(policies, decision);
    };
    run.Run(file, *scenario, add);
  }
  return all_read;
}

int Test(const TestOptions& options) {
  const Result<std::vector<std::string>> files = ScenarioFiles(options.paths);
  if (!files) {
    PrintError(files.error(), options.color);
    return kWrongInput;
  }
  const bool wants_coverage = options.coverage || options.min_coverage >= 0;
  const report::TextStyle style =
      options.format == "text" ? StyleFor(options.color, STDOUT_FILENO) : report::TextStyle();
  TestRun run(options.modes, style);
  Coverage coverage;
  const bool all_read = RunFiles(options, *files, run, coverage);
  Print(TestReport(run, options.format, style, wants_coverage ? &coverage : nullptr));
  const bool covered = options.min_coverage < 0 || coverage.Percent() >= options.min_coverage;
  if (!covered) {
    PrintError({ErrorCode::kInvalidInput,
                fmt::format("coverage is {:.1f} %, below {:g} %", coverage.Percent(),
                            options.min_coverage),
                {},
                {},
                {}},
               options.color);
  }
  if (!all_read) return kWrongInput;
  return run.failed() == 0 && covered ? kYes : kNo;
}

}  // namespace

void AddTest(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("test", "Run scenario files as unit tests");
  auto options = std::make_shared<TestOptions>();
  verb->add_option("PATH", options->paths, "Scenario files and folders of them")->required();
  verb->add_option("--format", options->format, "text, json or junit")
      ->check(OneOf({"text", "json", "junit"}))
      ->type_name("FORMAT");
  verb->add_flag("--coverage", options->coverage,
                 "Say which statements and conditions no test reached");
  verb->add_option("--min-coverage", options->min_coverage, "Exit with 1 below this percentage")
      ->check(CLI::Validator(IsPercentage, "", "percentage"))
      ->type_name("N");
  AddModes(*verb, options->modes);
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] { command = [options] { return Test(*options); }; });
}

}  // namespace keyward::cli
