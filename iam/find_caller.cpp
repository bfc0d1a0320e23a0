// Directory::FindCaller: from the ARN of credentials to who has them.
#include <algorithm>
#include <fmt/core.h>

#include "compiler/values.h"
#include "iam/directory.h"
#include "iam/read/entity_arn.h"

namespace keyward::iam {
namespace {

using compiler::AsciiLower;
using evaluator::Pairs;
using evaluator::Principal;
using evaluator::PrincipalKind;

bool IsNameCharacter(char c) {
  const char lower = AsciiLower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("_+=,.@-").find(c) != std::string_view::npos;
}

std::string_view AfterLastSlash(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

// IsSessionName: what STS allows; a longer path behind assumed-role/ is none.
bool IsSessionName(const Principal& principal) {
  const std::string_view name = AfterLastSlash(principal.arn);
  const auto slashes = std::count(principal.arn.begin(), principal.arn.end(), '/');
  return slashes == 2 && std::all_of(name.begin(), name.end(), IsNameCharacter);
}

// MergeTags puts session tags over the entity's own; keys compare ignoring case (R4.6).
Pairs MergeTags(const Pairs& own, const Pairs& session) {
  Pairs tags = session;
  for (const auto& tag : own) {
    const bool overridden = std::any_of(session.begin(), session.end(), [&tag](const auto& other) {
      return compiler::EqualsIgnoringAsciiCase(other.first, tag.first);
    });
    if (!overridden) tags.push_back(tag);
  }
  return tags;
}

tl::unexpected<Error> Refuse(std::string message, std::string help = {}) {
  return Fail(ErrorCode::kInvalidInput, std::move(message), {}, {}, std::move(help));
}

bool IsServiceName(std::string_view name) {
  return name.find('.') != std::string_view::npos && !name.starts_with('.') &&
         !name.ends_with('.') && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

}  // namespace

tl::unexpected<Error> Directory::NotFound(std::string_view account, std::string message) const {
  const Account* known = FindAccount(account);
  if (known == nullptr) message = fmt::format("account {} is not in the directory", account);
  if (known != nullptr && !known->has_details) {
    message = fmt::format("the directory has no details of account {}", account);
  }
  return Fail(ErrorCode::kNotFound, std::move(message), {}, {},
              "add the output of aws iam get-account-authorization-details");
}

Result<Caller> Directory::FindCaller(std::string_view arn, const SessionFacts& session) const {
  Result<Principal> principal = evaluator::ReadPrincipal(arn);
  if (!principal) return tl::unexpected(std::move(principal.error()));
  Result<Caller> caller = Refuse(fmt::format("{} makes no signed calls", arn));
  switch (principal->kind) {
    case PrincipalKind::kUser: caller = FindUserCaller(std::move(*principal), session); break;
    case PrincipalKind::kAssumedRole:
      caller = FindRoleCaller(std::move(*principal), session);
      break;
    case PrincipalKind::kFederatedUser:
      caller = FindFederatedCaller(std::move(*principal), session);
      break;
    case PrincipalKind::kAccount: caller = FindRootCaller(std::move(*principal), session); break;
    default: break;
  }
  if (!caller) return caller;
  const Account* account = FindAccount(caller->principal.account);
  if (account->organization) caller->organization = &*account->organization;
  caller->principal.management_account =
      account->organization && account->organization->management_account;
  caller->session = session.policies;
  caller->directory = shared_from_this();
  Prepare(caller->principal);
  return caller;
}

Result<Caller> Directory::FindUserCaller(Principal principal, const SessionFacts& session) const {
  const User* user = FindUser(principal.arn);
  if (user == nullptr) {
    return NotFound(principal.account, fmt::format("there is no user {}", principal.arn));
  }
  if (session.policies != nullptr || !session.tags.empty() || !session.source_identity.empty()) {
    return Refuse(
        fmt::format("{} is a user, whose credentials carry no session policies, tags or "
                    "source identity",
                    principal.arn));
  }
  Caller caller;
  caller.principal = std::move(principal);
  caller.principal.id = user->id;
  caller.principal.tags = user->tags;
  caller.identity = &user->identity_policies;
  if (user->boundary) caller.boundary = &user->boundary->policy;
  return caller;
}

// FindSessionRole finds the role of a session, or the role that stands for one of its sessions.
const Role* Directory::FindSessionRole(const Principal& principal) const {
  const Account* account = FindAccount(principal.account);
  if (account == nullptr) return nullptr;
  const auto found = account->roles.find(AfterLastSlash(principal.role_arn));
  if (found == account->roles.end()) return nullptr;
  const Role& role = *found->second;
  const bool named = !principal.arn.ends_with(evaluator::kUnknownSession);
  // A session's ARN has no path; that of a role does.
  const bool same = named ? principal.role_arn.starts_with("arn:" + account->partition + ":")
                          : principal.role_arn == role.arn;
  return same ? &role : nullptr;
}

Result<Caller> Directory::FindRoleCaller(Principal principal, const SessionFacts& session) const {
  const bool named = !principal.arn.ends_with(evaluator::kUnknownSession);
  const Role* role = FindSessionRole(principal);
  if (role == nullptr) {
    return NotFound(principal.account,
                    named ? fmt::format("there is no role for the session {}", principal.arn)
                          : fmt::format("there is no role {}", principal.role_arn));
  }
  if (named && !IsSessionName(principal)) {
    return Refuse(fmt::format("\"{}\" is not the ARN of a session", principal.arn));
  }
  Caller caller;
  caller.source_identity = session.source_identity;
  caller.principal = std::move(principal);
  caller.principal.id = role->id;
  if (named) caller.principal.id.append(":").append(AfterLastSlash(caller.principal.arn));
  caller.principal.role_arn = role->arn;
  caller.principal.tags = MergeTags(role->tags, session.tags);
  caller.identity = &role->identity_policies;
  if (role->boundary) caller.boundary = &role->boundary->policy;
  return caller;
}

Result<Caller> Directory::FindFederatedCaller(Principal principal,
                                              const SessionFacts& session) const {
  const std::string& by = session.federating_arn;
  if (by.empty()) {
    return Refuse(fmt::format("nothing says who federated {}", principal.arn),
                  "a federated user has the rights of the user who called GetFederationToken");
  }
  SessionFacts plain;
  Result<Caller> caller = FindCaller(by, plain);
  if (!caller) return caller;
  const PrincipalKind kind = caller->principal.kind;
  const bool may_federate = kind == PrincipalKind::kUser || kind == PrincipalKind::kAccount;
  if (!may_federate || caller->principal.account != principal.account ||
      principal.arn.substr(0, principal.arn.find(":sts:")) != by.substr(0, by.find(":iam:"))) {
    return Refuse(fmt::format("{} cannot have federated {}", by, principal.arn));
  }
  if (!session.source_identity.empty()) {
    return Refuse(fmt::format("{} is a federated user, who has no source identity", principal.arn));
  }
  principal.federating_user_arn = by;
  principal.id = fmt::format("{}:{}", principal.account, AfterLastSlash(principal.arn));
  principal.tags = MergeTags(caller->principal.tags, session.tags);
  caller->principal = std::move(principal);
  return caller;
}

Result<Caller> Directory::FindRootCaller(Principal principal, const SessionFacts& session) const {
  const Account* account = FindAccount(principal.account);
  const auto parts = ParseRootArn(principal.arn);
  if (account == nullptr || !parts ||
      (!account->partition.empty() && account->partition != parts->partition)) {
    return NotFound(principal.account, fmt::format("there is no account of {}", principal.arn));
  }
  if (!session.tags.empty() || !session.source_identity.empty()) {
    return Refuse(
        fmt::format("{} is a root user, whose credentials carry no session tags or "
                    "source identity",
                    principal.arn));
  }
  Caller caller;
  caller.principal = std::move(principal);
  return caller;
}

Result<Caller> ServiceCaller(std::vector<std::string> names) {
  if (names.empty()) return Refuse("a service is known by its name");
  for (const std::string& name : names) {
    if (!IsServiceName(name)) {
      return Refuse(fmt::format("\"{}\" is not the name of a service", name),
                    "names are like s3.amazonaws.com");
    }
  }
  Caller caller;
  caller.principal.kind = PrincipalKind::kService;
  caller.principal.service_names = std::move(names);
  Prepare(caller.principal);
  return caller;
}

}  // namespace keyward::iam
