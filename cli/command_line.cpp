#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/core.h>

#include "cli/exit_status.h"
#include "cli/verbs.h"

namespace keyward::cli {
namespace {

constexpr const char* kVersion = "keyward " KEYWARD_VERSION;

constexpr const char* kFooter = R"(Examples:
  keyward lint policies/
  keyward explain --scenario denied.scenario.json
  keyward explain --principal arn:aws:iam::111122223333:role/app --action kms:Decrypt \
      --resource arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab \
      --key-policy key-policy.json --identity-policy app.json
  keyward test tests/

Exit status: 0 yes or clean; 1 no (findings, --expect not met, failed tests);
2 the command or a file is wrong or unreadable; 3 a fault of keyward.)";

// WhatIsWrong says what the parser found, with a word of ours where no verb was named.
std::string WhatIsWrong(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (!app.get_subcommands().empty() || error.get_name() != "RequiredError") return error.what();
  const bool named = argc > 1 && *argv[1] != '-';
  return named ? fmt::format("there is no verb {}", argv[1]) : "a verb is missing";
}

// Refused prints what is wrong with the arguments; help and version are no mistakes.
int Refused(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) {
    app.exit(error);
    return kYes;
  }
  const auto verbs = app.get_subcommands();
  fmt::print(stderr, "error: {}\n  = help: see keyward {}--help\n",
             WhatIsWrong(app, error, argc, argv),
             verbs.empty() ? "" : verbs.front()->get_name() + " ");
  return kWrongInput;
}

}  // namespace

int Run(int argc, char** argv) {
  CLI::App app("Compiles AWS IAM and KMS key policies and explains every access decision.",
               "keyward");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  app.footer(kFooter);
  app.get_formatter()->column_width(34);
  Command command;
  AddLint(app, command);
  AddRules(app, command);
  AddExplain(app, command);
  AddSimulate(app, command);
  AddTest(app, command);
  AddCompile(app, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return Refused(app, error, argc, argv);
  }
  const int status = command();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "error: cannot write to standard output\n");
  return status == kYes ? static_cast<int>(kWrongInput) : status;
}

}  // namespace keyward::cli
