// Candidate: changes that might turn an answer; whether they do is found out by trying.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evaluator/remedies.h"

namespace keyward::evaluator {

// Rank orders remedies of the same size: what the caller can do alone first, then what repairs a
// statement that was meant to help, the policies of caller and resource, the limits, the
// organization, and last what takes a protection away.
enum class Rank : uint8_t {
  kContext,
  kRepair,
  kIdentity,
  kResource,
  kGrant,
  kLimit,
  kOrganization,
  kCaller,
  kRemoval,
};

struct Candidate {
  std::string text;
  Rank rank = Rank::kContext;
  std::vector<Change> changes;
  // Programs that the added statements compile to, one for each change that adds one.
  std::vector<std::shared_ptr<const compiler::Program>> programs;
  std::string rewritten;  // kAddResource: the whole statement as it would be
  std::optional<Grant> grant;
  bool as_owner = false;  // kUseOperation: the owner account's root user calls instead
};

// Situation: what candidates are made from.
struct Situation {
  const AppliedPolicies& policies;
  const Request& request;
  const Decision& decision;  // from a full trace
  const SourceOf& source_of;
};

// AddContextCandidates proposes other context values: those that a nearly applying Allow asks for,
// and those that keep a Deny from applying. Only for keys that are the request's to choose.
void AddContextCandidates(const Situation& situation, std::vector<Candidate>& candidates);

// AddGrantContextCandidates proposes the encryption context that a grant's constraint asks for.
void AddGrantContextCandidates(const Situation& situation, std::vector<Candidate>& candidates);

// AddRepairCandidates gives statements without effect the Resource element that they lack.
void AddRepairCandidates(const Situation& situation, std::vector<Candidate>& candidates);

// AddStatementCandidates proposes Allow statements for exactly this caller, action and resource,
// and a grant where grants know the operation.
void AddStatementCandidates(const Situation& situation, std::vector<Candidate>& candidates);

// AddRemovalCandidates proposes to take the applying Deny statements away.
void AddRemovalCandidates(const Situation& situation, std::vector<Candidate>& candidates);

}  // namespace keyward::evaluator
