// Remedies: the smallest changes that would flip an answer, each verified by evaluating it.
//
// Flow      denied (or unknown) Decision --FindRemedies--> Remedy list
// Promise   every remedy was evaluated and leads to `allowed`; none adds a `*`; a Deny is removed
//           only where nothing else helps. Smallest first.
#pragma once

#include <string>
#include <vector>

#include "evaluator/authorize.h"
#include "evaluator/explain.h"

namespace keyward::evaluator {

enum class ChangeKind : uint8_t {
  kSetContext,       // the request brings another context value
  kAddStatement,     // an Allow statement more in a policy of `step`
  kRemoveStatement,  // a Deny statement less
  kUseOperation,     // for operations that do not work across accounts: call as the owner account
  kAddGrant,         // a grant on the key, for the operations that grants know
  kAddResource,      // a Resource element for a statement that has none, and so has no effect
};

// Change: one edit.
struct Change {
  ChangeKind kind = ChangeKind::kAddStatement;
  Step step = Step::kIdentity;
  int level = -1;      // of organization policies
  std::string policy;  // name of the policy concerned; empty for a new one
  // JSON text of the statement to add; kAddGrant: of CreateGrant's request; kAddResource: of an
  // object with the element.
  std::string statement;
  StatementRef target;  // kRemoveStatement, kAddResource: the statement concerned
  std::string key;      // kSetContext
  std::vector<std::string> values;
};

// Remedy: changes that together, and only together, flip the answer to allowed.
struct Remedy {
  std::string text;  // one sentence for people
  std::vector<Change> changes;
};

// FindRemedies searches single changes, then pairs, then triples; at most `limit` remedies.
std::vector<Remedy> FindRemedies(const AppliedPolicies& policies, const Request& request,
                                 const AuthorizeOptions& options, const SourceOf& source_of,
                                 size_t limit = 4);

}  // namespace keyward::evaluator
