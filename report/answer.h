// Answer: one decided request and what was made to explain it.
//
// Flow      Request --Authorize, Explain, FindRemedies--> Answer --> text, JSON, Mermaid
// Promise   plain data; request and decision must outlive it.
#pragma once

#include <vector>

#include "evaluator/explain.h"
#include "evaluator/remedies.h"

namespace keyward::report {

struct Answer {
  const evaluator::Request* request = nullptr;
  const evaluator::Decision* decision = nullptr;
  evaluator::Explanation explanation;  // its notes hold also what the reader of the request assumed
  std::vector<evaluator::Remedy> remedies;
};

}  // namespace keyward::report
