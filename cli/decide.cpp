#include "cli/decide.h"

#include <CLI/CLI.hpp>

namespace keyward::cli {

void AddModes(CLI::App& verb, evaluator::AuthorizeOptions& options) {
  verb.add_flag_callback(
      "--fail-closed", [&options] { options.type_errors = evaluator::TypeErrors::kFailClosed; },
      "A value of the wrong type never allows: it fails in Allow and holds in Deny");
  verb.add_flag_callback(
      "--lenient-not-principal",
      [&options] { options.not_principal = evaluator::NotPrincipalMode::kLenient; },
      "NotPrincipal exempts as soon as any listed value matches the caller");
}

Decider::Decider(const evaluator::AuthorizeOptions& options) : options_(options) {
  options_.full_trace = true;
}

const evaluator::Decision& Decider::Decide(const evaluator::Request& request,
                                           const scenario::PolicySet& policies) {
  evaluator::Authorize(policies.applied, request, options_, workspace_, decision_);
  return decision_;
}

report::Answer Decider::Explain(const evaluator::Request& request,
                                const scenario::PolicySet& policies,
                                const std::vector<std::string>& notes, bool remedies) {
  const auto source_of = [&policies](const compiler::Program& program) {
    return policies.SourceOf(program);
  };
  report::Answer answer;
  answer.request = &request;
  answer.decision = &decision_;
  answer.explanation = evaluator::Explain(decision_, policies.applied, request, source_of);
  std::vector<std::string>& all = answer.explanation.notes;
  all.insert(all.end(), notes.begin(), notes.end());
  if (remedies && decision_.outcome != evaluator::Outcome::kAllowed) {
    answer.remedies = evaluator::FindRemedies(policies.applied, request, options_, source_of);
  }
  return answer;
}

}  // namespace keyward::cli
