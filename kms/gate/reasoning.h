// Reasoning: why a call was answered as it was, as additionalEventData of its audit record.
//
// Flow      Authorization of each check --Add--> Reasoning --EventData--> JSON object
// Promise   a rendering of the decisions' own traces. Of a call across accounts each side reads its
//           own policies alone: the caller's account nothing of the key policy, the owner's nothing
//           of the caller's policies (K8.7).
#pragma once

#include <string>
#include <vector>

#include "evaluator/explain.h"
#include "kms/gate/authorization.h"

namespace keyward::kms {

// Reader: for whom the reasoning is written.
enum class Reader : uint8_t { kOneAccount, kCaller, kOwner };

class Reasoning {
 public:
  void Clear() { checks_.clear(); }
  // Add keeps what the record tells of a decision.
  void Add(const Work& work, const Authorization& authorization);

  // EventData writes the object: the work's own members, then the decision and its checks. Empty
  // where there is nothing to say.
  std::string EventData(const evaluator::Pairs& members, Reader reader) const;

 private:
  struct Statement {
    std::string policy;
    std::string type;  // "identity-based policy"
    std::string sid;
    Position position;
    bool located = false;
    bool owners = false;  // the key owner's policy
  };
  struct ReasonedCheck {
    std::string action;
    std::string resource;
    std::string outcome;
    std::string by;
    std::vector<Statement> statements;
    std::vector<std::string> grants;
  };
  static void Conceal(const Subject& subject, ReasonedCheck& check);
  static void AppendCheck(const ReasonedCheck& check, Reader reader, std::string& out);

  std::vector<ReasonedCheck> checks_;
};

}  // namespace keyward::kms
