// Coverage: which statements and conditions of the policies the tests reached.
//
// Flow      PolicySet, Decision --Add--> Coverage --> text, JSON
// Promise   a policy that several scenarios use counts once, by its place in its file.
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "base/span.h"
#include "evaluator/decision.h"
#include "report/json_writer.h"
#include "scenario/scenario.h"

namespace keyward::cli {

class Coverage {
 public:
  // Add counts a decision that was made with a full trace: its statements that applied, and the
  // conditions that were put to the test because the rest of their statement matched.
  void Add(const scenario::PolicySet& policies, const evaluator::Decision& decision);

  double Percent() const;

  // Text lists what no test reached, and ends with a summary line.
  std::string Text() const;
  void Append(report::JsonWriter& json) const;

 private:
  // Item: a statement or a condition.
  struct Item {
    std::string what;
    Position position;
    bool reached = false;
  };
  using Place = std::tuple<std::string, uint32_t, uint32_t>;  // file and span

  Item& At(const Source& source, Span span);
  void Register(const scenario::LoadedPolicy& policy);
  void Reach(const evaluator::Decision& decision, const evaluator::ProgramTrace& trace,
             const Source& source);
  size_t Reached() const;

  std::map<Place, Item> items_;
};

}  // namespace keyward::cli
