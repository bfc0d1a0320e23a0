// Directory: who exists, and which programs apply to whom; one snapshot.
//
// Flow      folder --LoadDirectory--> Directory --FindCaller--> Caller --Apply--> Authorize
// Promise   immutable, shared between threads; every policy in it is compiled. What it does not
//           hold is an Error, never a caller without limits.
// Limits    names and ARNs compare byte by byte, as policies do (R2.21).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evaluator/applied_policies.h"
#include "evaluator/request.h"
#include "iam/caller.h"
#include "iam/entities.h"

namespace keyward::iam {

// Binding: what a principal of a resource-based policy is at the time it is saved (K1.5, R1.19).
struct Binding {
  enum class Kind : uint8_t {
    kEntity,          // a user or role: keep `id` in place of the ARN
    kAsWritten,       // an account, a session, "*": there is no id to bind
    kUnknownAccount,  // its account is not in the directory: accepted as written
    kNoSuchPrincipal,
  };
  Kind kind = Kind::kNoSuchPrincipal;
  std::string id;  // of kEntity
};

class Directory : public std::enable_shared_from_this<Directory> {
 public:
  // FindCaller finds who has the credentials of `arn`, as sts:GetCallerIdentity says it: a user, a
  // role session, a federated user, the root user of an account. A role's ARN stands for a session
  // whose name is not known. Errors: kNotFound for what the directory does not hold; kInvalidInput
  // for what is no caller, and for facts that such a caller cannot have.
  Result<Caller> FindCaller(std::string_view arn, const SessionFacts& session = {}) const;

  // CompileSessionPolicies compiles policies passed as texts, which STS would have to accept, and
  // adds the managed policies of `account` passed by ARN, at most ten (R1.20, R5.25). Null where
  // there is none. Errors: kInvalidInput, kTooLarge, kNotFound.
  Result<SessionPolicies> CompileSessionPolicies(std::string_view account,
                                                 const std::vector<std::string>& texts,
                                                 const std::vector<std::string>& arns) const;

  // ApplyResourceAccount writes the resource owner's side: resource control policies over
  // `policies`, whether the owner is a management account, and aws:ResourceOrgID and
  // aws:ResourceOrgPaths unless they are set (R5.9 to R5.11). The owner is
  // request.resource.account.
  void ApplyResourceAccount(evaluator::Request& request,
                            evaluator::AppliedPolicies& policies) const;

  // ResourceSourceOf finds the text of a resource control program of `account`; null for another's.
  SourcePtr ResourceSourceOf(std::string_view account, const compiler::Program& program) const;

  // BindPrincipal reads a value of Principal's AWS member: an ARN, a 12-digit account id, a unique
  // id or "*".
  Binding BindPrincipal(std::string_view principal) const;

  // ArnOf is the ARN of the user or role with this unique id; nothing when none has it (any more).
  std::optional<std::string_view> ArnOf(std::string_view id) const;

  // Find… are null when the directory does not hold it.
  const Account* FindAccount(std::string_view id) const;
  const User* FindUser(std::string_view arn) const;
  const Role* FindRole(std::string_view arn) const;
  const ManagedPolicy* FindManagedPolicy(std::string_view account, std::string_view arn) const;

  const std::map<std::string, Account, std::less<>>& accounts() const { return accounts_; }

 private:
  friend class DirectoryBuilder;  // iam/read/: the only maker
  Directory() = default;

  Result<Caller> FindUserCaller(evaluator::Principal principal, const SessionFacts& session) const;
  Result<Caller> FindRoleCaller(evaluator::Principal principal, const SessionFacts& session) const;
  Result<Caller> FindFederatedCaller(evaluator::Principal principal,
                                     const SessionFacts& session) const;
  Result<Caller> FindRootCaller(evaluator::Principal principal, const SessionFacts& session) const;
  const Role* FindSessionRole(const evaluator::Principal& principal) const;
  tl::unexpected<Error> NotFound(std::string_view account, std::string message) const;

  std::map<std::string, Account, std::less<>> accounts_;
  std::map<std::string_view, std::string_view> ids_;  // views into the entities
};

using DirectoryPtr = std::shared_ptr<const Directory>;

// ServiceCaller is an AWS service that calls for itself, under any of its names (R2.27, K1.25): it
// needs no directory. Errors: kInvalidInput for an empty list or what is no service's name.
Result<Caller> ServiceCaller(std::vector<std::string> names);

}  // namespace keyward::iam
