// RequestReader: requests as JSON objects, one after the other, for simulate and for scenarios.
//
// Flow      JSON text --RequestReader::Read…--> Request, its context derived
// Promise   reuses its buffers: reading a line allocates nothing once warm (but for principals,
//           resources and actions that differ from the last ones). Unknown members are errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/source.h"
#include "evaluator/request.h"
#include "grammar/syntax_tree.h"

namespace keyward::scenario {

class Reading;

class RequestReader {
 public:
  // `time` fixes the time keys; without it the clock decides and notes() says so.
  explicit RequestReader(const Clock& clock,
                         std::optional<std::chrono::system_clock::time_point> time = {});

  // ReadLine parses one JSON object. Members of scenario.md's requests that need more than the
  // request itself (policies, grants, expect) are refused. Errors carry line 1 and a column. The
  // request stays valid until the next call.
  Result<const evaluator::Request*> ReadLine(std::string_view line);

  // ReadNode reads the request at `node` of a larger tree, for scenario files; `source` gives the
  // positions of errors. The members policies, resourcePolicyType, grants and expect are skipped.
  Result<const evaluator::Request*> ReadNode(const grammar::SyntaxTree& tree, grammar::NodeId node,
                                             const Source* source);

  // notes: what was assumed for the last request.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  enum class Place { kLine, kScenario };

  Result<const evaluator::Request*> Read(Reading& in, grammar::NodeId node, Place place);
  bool ReadMembers(Reading& in, grammar::NodeId node, Place place);
  bool ReadPrincipalMember(Reading& in, grammar::NodeId id);
  bool ReadResourceMember(Reading& in, grammar::NodeId id);
  bool ReadActionMember(Reading& in, grammar::NodeId id);
  bool ReadContextMembers(Reading& in, const grammar::NodeId* slots);
  void DeriveContext();
  void WriteNotes(bool clock_decided);

  const Clock& clock_;
  std::optional<std::chrono::system_clock::time_point> time_;
  grammar::SyntaxTree tree_;
  evaluator::Request request_;

  // The last principal and resource as they were written: the same text need not be read again.
  std::string principal_text_;
  std::string resource_text_;
  bool resource_has_account_ = false;

  std::string principal_note_;
  std::string noted_principal_;  // what notes_ was written from
  bool noted_clock_ = false;
  std::vector<std::string> notes_;
};

}  // namespace keyward::scenario
