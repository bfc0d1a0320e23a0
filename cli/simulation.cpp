#include "cli/simulation.h"

#include "evaluator/remedies.h"
#include "report/error_text.h"
#include "report/explanation_json.h"
#include "report/simulation_json.h"

namespace keyward::cli {

Simulation::Simulation(const SimulationOptions& options)
    : aws_(options.format == "aws"),
      remedies_(options.remedies),
      modes_(options.modes),
      source_of_(
          [this](const compiler::Program& program) { return policies_->SourceOf(program); }) {}

void Simulation::Answer(const evaluator::Request& request, const scenario::PolicySet& policies,
                        const std::vector<std::string>& notes, std::string& out) {
  policies_ = &policies;
  evaluator::Authorize(policies.applied, request, modes_, workspace_, decision_);
  if (aws_) return report::AppendSimulationJson(request, decision_, source_of_, out);
  std::vector<evaluator::Remedy> remedies;
  if (remedies_ && decision_.outcome != evaluator::Outcome::kAllowed) {
    remedies = evaluator::FindRemedies(policies.applied, request, modes_, source_of_);
  }
  report::AppendDecisionJson(request, decision_, policies.applied, source_of_, notes, out,
                             remedies_ ? &remedies : nullptr);
}

void AppendFault(const Error& error, std::string& out) { report::AppendErrorJson(error, out); }

}  // namespace keyward::cli
