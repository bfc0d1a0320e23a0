// Strangers: whether principals that have nothing to do with a key's owner pass its key policy.
//
// Flow      key policy's Program --requests of strangers--> Authorize --> actions that they get
// Promise   keys that the caller picks are left open; the others run through what strangers can have.
//           A Deny that stops every such request counts.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/program.h"
#include "evaluator/authorize.h"
#include "lint/strangers/values.h"

namespace keyward::lint {

class Strangers {
 public:
  explicit Strangers(const compiler::Program& program);

  // ActionsThrough is the mask of KMS actions that statement `index`, an Allow, may let strangers do.
  uint64_t ActionsThrough(uint32_t index);

  // PicksKey: the caller decides about the key's value.
  bool PicksKey(uint32_t key) const { return values_[key].empty(); }

 private:
  bool NextWorld();
  void SetWorld();
  void Decide(compiler::KmsAction action);
  bool StatementHolds(uint32_t index) const;
  bool IsAboutOwner(const compiler::Predicate& predicate) const;

  const compiler::Program& program_;
  evaluator::AppliedPolicies policies_;
  evaluator::Request request_;
  evaluator::Workspace workspace_;
  evaluator::Decision decision_;
  std::vector<Values> values_;  // per key of the program
  std::vector<size_t> choice_;  // per key: which value the world at hand has
};

}  // namespace keyward::lint
