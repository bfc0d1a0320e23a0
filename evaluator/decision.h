// Decision: the answer to one Request, with the trace of how it came about.
//
// Flow      Authorize --> Decision --Explain, Determining…--> words
// Promise   the trace is bits and indexes of the same run; a reused Decision allocates nothing once
//           warm. Plain data: it permits nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/program.h"
#include "evaluator/truth.h"

namespace keyward::evaluator {

enum class Outcome : uint8_t { kAllowed, kExplicitDeny, kImplicitDeny, kUnknown };

// Step: the steps of an evaluation in the order they are reported (cli.md). The same names say which
// policy kind decided.
enum class Step : uint8_t {
  kExplicitDeny,
  kResourceControl,
  kServiceControl,
  kVpcEndpoint,
  kResource,
  kGrant,
  kIdentity,
  kPermissionsBoundary,
  kSession,
};
inline constexpr size_t kStepCount = 9;

// StepOutcome: kNone where nothing of the kind was given, kNotApplicable where it was given and has
// no say about this caller or action.
enum class StepOutcome : uint8_t { kAllow, kDeny, kNoAllow, kNone, kUnknown, kNotApplicable };

// MatchKind: how a statement's principal element matched (iam.md section 2.3).
enum class MatchKind : uint8_t { kNone, kAccount, kEntity, kDirect };

// StatementTrace: what became of one statement. A part is 0 when it was not looked at, else
// 1 + Truth.
struct StatementTrace {
  uint8_t action = 0;
  uint8_t principal = 0;
  uint8_t resource = 0;
  uint8_t conditions = 0;
  uint8_t applies = 0;
  uint8_t kind = 0;  // MatchKind
};

// PredicateTrace: what a condition test gave; 0 when it was not evaluated, else 1 + Truth. It is kept
// per effect, since case duplicates and type errors count differently (R3.3, R3.9).
struct PredicateTrace {
  uint8_t allow = 0;
  uint8_t deny = 0;
  bool missing = false;  // the key is not in the context
  bool type_error = false;
  bool unknown_key = false;  // the key, or a variable's key, was left open
  bool null_variable = false;
};

// ProgramTrace: one program that took part, and where its traces begin.
struct ProgramTrace {
  const compiler::Program* program = nullptr;
  Step step = Step::kIdentity;  // which kind of policy it was applied as
  uint32_t level = 0;           // of an organization policy, root first
  uint32_t index = 0;           // within its list
  bool applicable = true;       // R5.4: the caller has this kind of policy
  uint32_t first_statement = 0;
  uint32_t first_predicate = 0;
  uint32_t first_resource = 0;
};

// NotPrincipalMode (R2.31) and TypeErrors (R3.9): the modes that an answer names.
enum class NotPrincipalMode : uint8_t { kStrict, kLenient };
enum class TypeErrors : uint8_t { kAwsLike, kFailClosed };

struct Decision {
  Outcome outcome = Outcome::kImplicitDeny;
  Step by = Step::kIdentity;  // who decided; of no meaning when unknown
  uint16_t allowed_by = 0;    // bit per Step: kResource, kGrant, kIdentity
  std::array<StepOutcome, kStepCount> steps{};
  bool same_account = false;
  bool foreign_operation = false;  // R5.35: the operation does not work across accounts
  bool internal_error = false;     // R5.47: denied because of a fault of ours
  Truth core = Truth::kFalse;      // before denies and gates
  NotPrincipalMode not_principal = NotPrincipalMode::kStrict;
  TypeErrors type_errors = TypeErrors::kAwsLike;

  std::vector<ProgramTrace> programs;
  std::vector<StatementTrace> statements;
  std::vector<PredicateTrace> predicates;
  std::vector<uint8_t> resources;  // per distinct Resource element: 0, or 1 + Truth
  std::vector<Truth> grants;       // per grant of AppliedPolicies: it allows this request

  bool AllowedBy(Step step) const { return (allowed_by >> static_cast<unsigned>(step) & 1u) != 0; }
  const StatementTrace& statement(const ProgramTrace& trace, uint32_t index) const {
    return statements[trace.first_statement + index];
  }
};

// StepName, StepOutcomeName, OutcomeName are the words of cli.md and scenario.md.
std::string_view StepName(Step step);
std::string_view StepOutcomeName(StepOutcome outcome);
std::string_view OutcomeName(Outcome outcome);

}  // namespace keyward::evaluator
