// PolicyBuilder: the only maker of a Policy.
//
// Flow      element checks --> PolicyBuilder --Finish--> Policy
// Promise   private to Check, which finishes it only when nothing refuses the document.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/policy.h"

namespace keyward::compiler {

class PolicyBuilder {
 public:
  PolicyBuilder(PolicyType type, SourcePtr source, std::string name) {
    policy_.type_ = type;
    policy_.source_ = std::move(source);
    policy_.name_ = std::move(name);
  }

  void SetVersion(Version version) { policy_.version_ = version; }
  void SetId(Text id) { policy_.id_ = std::move(id); }
  void Add(Statement statement) { policy_.statements_.push_back(std::move(statement)); }

  // statements are those added so far, for checks that compare them.
  const std::vector<Statement>& statements() const { return policy_.statements_; }

  // Finish hands the Policy over; the builder is spent.
  Policy Finish() && { return std::move(policy_); }

 private:
  Policy policy_;
};

}  // namespace keyward::compiler
