// keyward simulate: many requests, an answer a line.
#include <CLI/CLI.hpp>
#include <cstring>
#include <fmt/core.h>
#include <memory>
#include <unistd.h>

#include "cli/choice.h"
#include "cli/decide.h"
#include "cli/exit_status.h"
#include "cli/input.h"
#include "cli/line_stream.h"
#include "cli/scenario_file.h"
#include "cli/simulation.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "scenario/request_reader.h"

namespace keyward::cli {
namespace {

struct SimulateOptions {
  std::vector<std::string> paths;
  std::string policies;
  SimulationOptions simulation;
  ColorOption color;
};

constexpr const char* kFooter = R"(Examples:
  keyward simulate tests/
  keyward simulate --policies production.scenario.json < requests.ndjson > answers.ndjson
  keyward simulate --policies production.scenario.json --format aws < requests.ndjson

Requests are JSON objects, one a line, with the members of a scenario's requests: principal, action,
resource, context, encryptionContext, unknownContextKeys. Answers come one a line, in order; empty
lines have none. A line that is wrong gets {"error": …} in its place, and the exit status is 2.)";

int Refuse(const SimulateOptions& options, std::string message, std::string help) {
  PrintError({ErrorCode::kInvalidInput, std::move(message), {}, {}, std::move(help)},
             options.color);
  return kWrongInput;
}

int SimulateFiles(const SimulateOptions& options) {
  const Result<std::vector<std::string>> files = ScenarioFiles(options.paths);
  if (!files) {
    PrintError(files.error(), options.color);
    return kWrongInput;
  }
  LineWriter writer(STDOUT_FILENO);
  Simulation simulation(options.simulation);
  const SystemClock clock;
  int status = kYes;
  for (const std::string& file : *files) {
    const auto scenario = ReadScenarioFile(file, clock, options.color);
    if (!scenario) {
      status = kWrongInput;
      continue;
    }
    for (const scenario::ScenarioRequest& one : scenario->requests) {
      simulation.Answer(one.request, *one.policies, one.notes, writer.buffer());
      writer.EndLine();
    }
  }
  writer.Flush();
  return writer.failed() ? static_cast<int>(kWrongInput) : status;
}

// Stream answers the requests on standard input with one file's policies.
class Stream {
 public:
  Stream(const SimulateOptions& options, const scenario::FilePolicies& policies)
      : policies_(policies),
        reader_(clock_, policies.time()),
        writer_(STDOUT_FILENO),
        lines_(STDIN_FILENO, writer_),
        simulation_(options.simulation) {}

  int Run() {
    while (!writer_.failed() && lines_.Next()) {
      if (lines_.line().find_first_not_of(" \t") == std::string_view::npos) continue;
      Answer();
      writer_.EndLine();
    }
    writer_.Flush();
    return lines_.error() != 0 || writer_.failed() ? static_cast<int>(kWrongInput) : status_;
  }

  int read_error() const { return lines_.error(); }

 private:
  void Answer() {
    if (lines_.too_long()) {
      return Fault({ErrorCode::kTooLarge,
                    fmt::format("the line has more than {} bytes", LineReader::kMaxLine),
                    {},
                    Position{},
                    {}});
    }
    Result<const evaluator::Request*> request = reader_.ReadLine(lines_.line());
    if (!request) return Fault(std::move(request.error()));
    const auto& policies = policies_.For(**request);
    if (!policies) return Fault(policies.error().front());
    simulation_.Answer(**request, **policies, reader_.notes(), writer_.buffer());
  }

  // Fault writes an error in the answer's place, with the line's number in the input.
  void Fault(Error error) {
    status_ = kWrongInput;
    if (error.file.empty()) {
      error.file = "<stdin>";
      if (!error.position) error.position.emplace();
      error.position->line = static_cast<uint32_t>(lines_.number());
    }
    AppendFault(error, writer_.buffer());
  }

  const SystemClock clock_;
  const scenario::FilePolicies& policies_;
  scenario::RequestReader reader_;
  LineWriter writer_;
  LineReader lines_;
  Simulation simulation_;
  int status_ = kYes;
};

int SimulateInput(const SimulateOptions& options) {
  if (options.policies == kStandardInput) {
    return Refuse(options, "--policies cannot be standard input",
                  "standard input brings the requests");
  }
  const Result<SourcePtr> source = ReadSource(options.policies);
  if (!source) {
    PrintError(source.error(), options.color);
    return kWrongInput;
  }
  const auto policies = scenario::ReadPolicies(*source, FolderOf(options.policies));
  if (!policies) {
    PrintErrors(policies.error(), options.color, source->get());
    return kWrongInput;
  }
  Stream stream(options, *policies);
  const int status = stream.Run();
  if (stream.read_error() == 0) return status;
  return Refuse(options,
                fmt::format("cannot read standard input: {}", std::strerror(stream.read_error())),
                {});
}

int Simulate(const SimulateOptions& options) {
  if (options.policies.empty() == options.paths.empty()) {
    return Refuse(options, "give either scenario files or --policies",
                  "see keyward simulate --help");
  }
  return options.policies.empty() ? SimulateFiles(options) : SimulateInput(options);
}

}  // namespace

void AddSimulate(CLI::App& app, Command& command) {
  CLI::App* verb = app.add_subcommand("simulate", "Decide many requests, an answer a line");
  auto options = std::make_shared<SimulateOptions>();
  verb->add_option("PATH", options->paths, "Scenario files and folders of them");
  verb->add_option("--policies", options->policies,
                   "Take this scenario's policies; requests come from standard input")
      ->type_name("FILE");
  verb->add_option("--format", options->simulation.format,
                   "json, or aws: SimulateCustomPolicy's EvaluationResults")
      ->check(OneOf({"json", "aws"}))
      ->type_name("FORMAT");
  verb->add_flag("--remedies", options->simulation.remedies,
                 "Look for what would allow a denied request");
  AddModes(*verb, options->simulation.modes);
  AddColor(*verb, options->color);
  verb->footer(kFooter);
  verb->callback([options, &command] { command = [options] { return Simulate(*options); }; });
}

}  // namespace keyward::cli
