#include "cli/scenario_file.h"

#include "cli/input.h"

namespace keyward::cli {

std::optional<scenario::Scenario> ReadScenarioFile(const std::string& path, const Clock& clock,
                                                   const ColorOption& color) {
  const Result<SourcePtr> source = ReadSource(path);
  if (!source) {
    PrintError(source.error(), color);
    return std::nullopt;
  }
  auto scenario = scenario::ReadScenario(*source, FolderOf(path), clock);
  if (!scenario) {
    PrintErrors(scenario.error(), color, source->get());
    return std::nullopt;
  }
  return std::move(*scenario);
}

}  // namespace keyward::cli
