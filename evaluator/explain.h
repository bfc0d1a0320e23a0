// Explain: a Decision's trace in words, as data.
//
// Flow      Decision + AppliedPolicies + Request + Sources --Explain--> Explanation --report/-->
//           text, JSON
// Promise   only renders the trace: there is no second evaluation logic. Deterministic order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/source.h"
#include "evaluator/applied_policies.h"
#include "evaluator/decision.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

// SourceOf gives the text that a program was compiled from; null when it is not at hand.
using SourceOf = std::function<SourcePtr(const compiler::Program&)>;

// StatementRef: one statement of one applied policy, with its place.
struct StatementRef {
  const compiler::Program* program = nullptr;
  Step step = Step::kIdentity;
  uint32_t level = 0;  // of organization policies, root first
  uint32_t index = 0;
  std::string policy;  // the policy's name
  std::string sid;     // empty without one
  bool has_sid = false;
  compiler::Effect effect = compiler::Effect::kDeny;
  SourcePtr source;  // may be null
  Span span;         // of the statement, in `source`
};

// Part: the element of a statement that a Reason speaks of.
enum class Part : uint8_t { kStatement, kAction, kPrincipal, kResource, kCondition };

// Reason: why one part of a statement held, failed or stayed open.
struct Reason {
  Part part = Part::kStatement;
  Truth truth = Truth::kFalse;
  Span span;            // the element or, for a condition, its values; in the policy's Source
  std::string message;  // "aws:SourceVpce is not in the request", "\"t-42\" does not equal …"
  std::string key;      // of a condition: the context key as written
  bool key_missing = false;
};

// StatementStory: a statement and what became of it.
struct StatementStory {
  StatementRef ref;
  Truth applies = Truth::kFalse;
  MatchKind kind = MatchKind::kNone;
  std::vector<Reason> reasons;  // for a near miss: the parts that failed or stayed open
};

// GrantStory: a grant that allowed the request, or came close.
struct GrantStory {
  size_t index = 0;  // in AppliedPolicies::grants
  std::string name;  // its Name, else its GrantId, else its number
  Truth allows = Truth::kFalse;
  std::vector<std::string> reasons;  // what kept it from allowing the request
};

// Residual: one condition that keeps an answer open (scenario.md).
struct Residual {
  StatementRef ref;
  std::string op;
  std::string key;
  std::vector<std::string> values;
  Span span;
};

// StepStory: one step of the path.
struct StepStory {
  Step step = Step::kExplicitDeny;
  StepOutcome outcome = StepOutcome::kNone;
  std::string message;  // one sentence: what this step looked at and found
};

struct Explanation {
  std::string headline;                     // AWS's wording for a deny (R5.5, K1.46 to K1.53)
  std::vector<StepStory> steps;             // all nine, in order
  std::vector<StatementStory> matched;      // determining statements (scenario.md, `matched`)
  std::vector<StatementStory> near_misses;  // statements that came close, nearest first; at most 8
  std::vector<GrantStory> grants;           // that allowed, else that came close; at most 4
  std::vector<std::string> missing_context_keys;  // keys that tests asked for and nobody supplied
  std::vector<Residual> residual;                 // of an unknown answer
  std::vector<std::string> notes;  // modes used, what was assumed, what AWS does not document
};

// Explain renders a decision. For near misses that name all that failed, the decision should come
// from a full trace.
Explanation Explain(const Decision& decision, const AppliedPolicies& policies,
                    const Request& request, const SourceOf& source_of);

// StatementIndex: a statement of a decision's trace.
struct StatementIndex {
  uint32_t program = 0;    // of Decision::programs
  uint32_t statement = 0;  // within the program
};

// FindDetermining is DeterminingStatements without words: `found` is overwritten.
void FindDetermining(const Decision& decision, std::vector<StatementIndex>& found);

// RefTo says which statement an index means.
StatementRef RefTo(const Decision& decision, StatementIndex index, const SourceOf& source_of);

// DeterminingStatements lists the statements that decided: for a deny the Deny statements that
// applied; for an allow the Allow statements of every side that was needed.
std::vector<StatementRef> DeterminingStatements(const Decision& decision,
                                                const SourceOf& source_of);

// MissingContextKeys lists the keys that evaluated tests asked for and the context does not hold.
std::vector<std::string> MissingContextKeys(const Decision& decision);

// FindResidual lists the conditions that keep the statements of an unknown answer open.
std::vector<Residual> FindResidual(const Decision& decision, const SourceOf& source_of);

// DecisionNotes says what a reader must know to trust the answer: modes that mattered, what AWS
// leaves open.
std::vector<std::string> DecisionNotes(const Decision& decision, const Request& request);

// AccessDeniedMessage is AWS's message for a deny (iam.md R5.5, kms.md K1.46 to K1.53); for an
// allow a sentence of ours.
std::string AccessDeniedMessage(const Decision& decision, const Request& request);

}  // namespace keyward::evaluator
