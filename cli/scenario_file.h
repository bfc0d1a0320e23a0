// ReadScenarioFile: a scenario for the verbs, its faults printed.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "cli/terminal.h"
#include "scenario/scenario.h"

namespace keyward::cli {

// ReadScenarioFile reads the file at `path`, or standard input for `-`. Nothing comes back where it is
// unreadable or wrong; what is wrong is then on standard error.
std::optional<scenario::Scenario> ReadScenarioFile(const std::string& path, const Clock& clock,
                                                   const ColorOption& color);

}  // namespace keyward::cli
