// The verbs of the command line; each adds itself to the parser and says what to run.
#pragma once

#include <functional>

#include "cli/parser.h"

namespace keyward::cli {

// Command: what the arguments asked for; returns the exit status.
using Command = std::function<int()>;

void AddCompile(CLI::App& app, Command& command);
void AddExplain(CLI::App& app, Command& command);
void AddLint(CLI::App& app, Command& command);
void AddRules(CLI::App& app, Command& command);
void AddSimulate(CLI::App& app, Command& command);
void AddTest(CLI::App& app, Command& command);

}  // namespace keyward::cli
