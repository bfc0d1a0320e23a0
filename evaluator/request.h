// Request: who asks to do what on which resource, with which context.
//
// Flow      plain facts --MakePrincipal, MakeResource, MakeAction, Derive--> Request --Authorize-->
// Promise   everything that policies compare is prepared here (account numbers, hashes, lower-cased
//           ARN parts), so that deciding only compares.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "compiler/kms_actions.h"
#include "compiler/values.h"
#include "evaluator/context.h"

namespace keyward::evaluator {

// PrincipalKind: the request principal records of iam.md section 2.3.
enum class PrincipalKind : uint8_t {
  kUser,
  kAssumedRole,
  kFederatedUser,
  kAccount,  // the root user
  kService,
  kAnonymous,
  kIdentityProvider,
};

// kUnknownSession stands for the session's name in the ARN of a role session that is not named: `<` is
// in no session name, so that no policy names it.
inline constexpr std::string_view kUnknownSession = "<unknown>";

// Principal: plain facts; empty strings where a fact is not known.
struct Principal {
  PrincipalKind kind = PrincipalKind::kAnonymous;
  std::string arn;                  // as sts:GetCallerIdentity says it
  std::string account;              // 12 digits
  std::string id;                   // AIDA…, AROA…
  std::string role_arn;             // of an assumed role, path included
  std::string federating_user_arn;  // of a federated user; `…:root` where the root user federated
  std::vector<std::string> service_names;
  std::vector<std::pair<std::string, std::string>> tags;
  bool service_linked_role = false;
  bool management_account = false;  // the account is its organization's management account

  // Prepared by Prepare.
  uint64_t account_number = compiler::kNoAccount;
  uint64_t arn_hash = 0;
  uint64_t role_hash = 0;
  uint64_t federating_hash = 0;
  uint64_t id_hash = 0;  // of role_id
  std::string role_id;   // the id before `:`
};

// Resource: what is asked for.
struct Resource {
  std::string arn;      // or "*"
  std::string account;  // the owner's
  bool management_account = false;
  bool aws_managed_key = false;
  std::vector<std::pair<std::string, std::string>> tags;
  std::vector<std::string> aliases;
  std::string key_spec;
  std::string key_usage;
  std::string origin;
  std::optional<bool> multi_region;
  std::string multi_region_key_type;

  // Prepared by Prepare.
  bool any = false;  // "*": the action has no resource
  bool is_kms_key = false;
  bool is_kms_alias = false;
  std::optional<compiler::ArnColons> colons;
  std::string lower_head;  // the ARN up to its sixth part, lower-cased (R2.12)
};

// Action: what is asked to be done.
struct Action {
  std::string text;     // as asked, "kms:Decrypt"
  std::string service;  // lower case
  std::string name;     // lower case
  std::optional<compiler::KmsAction> kms;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Principal principal;
  Action action;
  Resource resource;
  Context context;
  Pairs encryption_context;  // for grants' constraints (K3.11)
};

// Prepare… fill the prepared members from the plain ones.
void Prepare(Principal& principal);
void Prepare(Resource& resource);

// MakeAction splits "service:Operation". Errors: kInvalidInput when it has not exactly that form.
Result<Action> MakeAction(std::string_view text);

// ReadPrincipal fills what an ARN tells (type, account, role and federating user); see scenario.md
// "Who and what". A role ARN gives a session of that role with kUnknownSession as its name; a session
// ARN gives the role without a path. Prepare is due when all other facts are in. Errors: kInvalidInput
// when no principal can be read from it.
Result<Principal> ReadPrincipal(std::string_view arn);

// PrincipalKindName is aws:PrincipalType's word for the kind ("User", "AssumedRole", "Account", …).
std::string_view PrincipalKindName(PrincipalKind kind);

}  // namespace keyward::evaluator
