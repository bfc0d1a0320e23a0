// Simulation: requests to answers as JSON, each on one line, with as little work as that takes.
//
// Flow      Request × PolicySet --Authorize--> Decision --report/--> a line
// Promise   keeps its buffers from answer to answer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "evaluator/authorize.h"
#include "evaluator/explain.h"
#include "scenario/scenario.h"

namespace keyward::cli {

struct SimulationOptions {
  std::string format = "json";
  bool remedies = false;
  evaluator::AuthorizeOptions modes;
};

class Simulation {
 public:
  explicit Simulation(const SimulationOptions& options);

  // Answer appends the answer to `out`, without a line break.
  void Answer(const evaluator::Request& request, const scenario::PolicySet& policies,
              const std::vector<std::string>& notes, std::string& out);

 private:
  bool aws_;
  bool remedies_;
  evaluator::AuthorizeOptions modes_;
  evaluator::Workspace workspace_;
  evaluator::Decision decision_;
  const scenario::PolicySet* policies_ = nullptr;  // of the request at hand, for source_of_
  evaluator::SourceOf source_of_;
};

// AppendFault writes what is wrong with a request in its answer's place.
void AppendFault(const Error& error, std::string& out);

}  // namespace keyward::cli
