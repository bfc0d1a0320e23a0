// Decide: one request to its answer, for the verbs that show it to people.
//
// Flow      Request × PolicySet --Authorize, Explain, FindRemedies--> report::Answer
#pragma once

#include <string>
#include <vector>

#include "cli/parser.h"
#include "evaluator/authorize.h"
#include "report/answer.h"
#include "scenario/scenario.h"

namespace keyward::cli {

// AddModes adds --fail-closed and --lenient-not-principal to a verb.
void AddModes(CLI::App& verb, evaluator::AuthorizeOptions& options);

// Decider decides and explains; its buffers are used again.
class Decider {
 public:
  explicit Decider(const evaluator::AuthorizeOptions& options);

  // Decide runs with a full trace. The decision stands until the next call.
  const evaluator::Decision& Decide(const evaluator::Request& request,
                                    const scenario::PolicySet& policies);

  // Explain puts the last decision, of these arguments, in words; `notes` are what the reader of the
  // request assumed. Remedies are looked for where they are wanted and the answer is not allowed.
  report::Answer Explain(const evaluator::Request& request, const scenario::PolicySet& policies,
                         const std::vector<std::string>& notes, bool remedies);

 private:
  evaluator::AuthorizeOptions options_;
  evaluator::Workspace workspace_;
  evaluator::Decision decision_;
};

}  // namespace keyward::cli
