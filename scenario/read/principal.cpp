#include <algorithm>
#include <fmt/core.h>

#include "scenario/read/facts.h"

namespace keyward::scenario {
namespace {

using compiler::ArnPart;
using evaluator::Principal;
using evaluator::PrincipalKind;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

enum Member : size_t {
  kType,
  kArn,
  kAccount,
  kId,
  kRoleArn,
  kFederatingUserArn,
  kServiceNames,
  kServiceLinkedRole,
  kManagementAccount,
  kTags,
  kMemberCount,
};
constexpr std::array<std::string_view, kMemberCount> kMembers = {
    "type",
    "arn",
    "account",
    "id",
    "roleArn",
    "federatingUserArn",
    "serviceNames",
    "serviceLinkedRole",
    "managementAccount",
    "tags",
};
constexpr std::array<std::string_view, 7> kTypes = {
    "User", "AssumedRole", "FederatedUser", "Account", "Service", "Anonymous", "IdentityProvider",
};

using Slots = std::array<NodeId, kMemberCount>;

bool IsRoleArn(std::string_view arn) {
  const auto colons = compiler::FindArnColons(arn);
  return colons && ArnPart(arn, *colons, 2) == "iam" &&
         ArnPart(arn, *colons, 5).starts_with("role/");
}

std::string_view AfterLastSlash(std::string_view text) { return text.substr(text.rfind('/') + 1); }

// FromArn reads an ARN and says what it left open.
bool FromArn(Reading& in, NodeId id, Principal& principal, std::string& note) {
  if (!in.Is(id, NodeKind::kString)) return in.RefuseKind(id, "the ARN of a principal");
  const std::string_view arn = in.tree().text(id);
  Result<Principal> read = evaluator::ReadPrincipal(arn);
  if (!read) return in.RefuseValue(id, read.error().message, std::move(read.error().help));
  principal = std::move(*read);
  if (principal.kind != PrincipalKind::kAssumedRole) return true;
  if (IsRoleArn(arn)) {
    note = fmt::format("{} is taken as a session of that role whose name is not known", arn);
  } else {
    note = fmt::format("the session's role is taken to be {}, without a path", principal.role_arn);
  }
  return true;
}

// ReadType reads `type`; nothing when it is absent or no type.
std::optional<PrincipalKind> ReadType(Reading& in, NodeId id) {
  if (id == kNoNode) return std::nullopt;
  const std::string_view text = in.Is(id, NodeKind::kString) ? in.tree().text(id) : "";
  const auto found = std::find(kTypes.begin(), kTypes.end(), text);
  if (found != kTypes.end()) return static_cast<PrincipalKind>(found - kTypes.begin());
  in.RefuseValue(id, fmt::format("\"{}\" is no type of principal", text), Suggest(text, kTypes));
  return std::nullopt;
}

// RefuseForeign refuses members that say who a principal of another type is.
bool RefuseForeign(Reading& in, const Slots& slots, PrincipalKind kind) {
  const auto refuse = [&](Member member, bool belongs) {
    if (belongs || slots[member] == kNoNode) return true;
    return in.RefuseValue(slots[member],
                          fmt::format("a principal of type {} has none", PrincipalKindName(kind)));
  };
  const bool named = kind == PrincipalKind::kService || kind == PrincipalKind::kAnonymous;
  bool ok = refuse(kArn, !named);
  ok &= refuse(kRoleArn, kind == PrincipalKind::kAssumedRole);
  ok &= refuse(kFederatingUserArn, kind == PrincipalKind::kFederatedUser);
  ok &= refuse(kServiceNames, kind == PrincipalKind::kService);
  return ok;
}

bool ReadRoleArn(Reading& in, NodeId id, Principal& principal, std::string& note) {
  if (id == kNoNode) return true;
  std::string arn;
  if (!in.Text(id, arn)) return false;
  const auto colons = compiler::FindArnColons(arn);
  if (!colons || !IsRoleArn(arn)) {
    return in.RefuseValue(id, fmt::format("\"{}\" is not the ARN of a role", arn));
  }
  if (ArnPart(arn, *colons, 4) != principal.account ||
      AfterLastSlash(arn) != AfterLastSlash(principal.role_arn)) {
    return in.RefuseValue(id, fmt::format("{} is not the role of {}", arn, principal.arn));
  }
  principal.role_arn = std::move(arn);
  if (!principal.arn.ends_with(evaluator::kUnknownSession)) note.clear();
  return true;
}

bool ReadFederatingUser(Reading& in, NodeId id, Principal& principal) {
  if (id == kNoNode) return true;
  if (!in.Text(id, principal.federating_user_arn)) return false;
  const Result<Principal> user = evaluator::ReadPrincipal(principal.federating_user_arn);
  if (user && (user->kind == PrincipalKind::kUser || user->kind == PrincipalKind::kAccount)) {
    return true;
  }
  return in.RefuseValue(id,
                        fmt::format("\"{}\" is not the ARN of a user or of an account's root user",
                                    principal.federating_user_arn));
}

bool ReadServiceNames(Reading& in, NodeId object, NodeId id, Principal& principal) {
  if (principal.kind != PrincipalKind::kService) return true;
  if (!in.Texts(id, principal.service_names)) return false;
  if (!principal.service_names.empty()) return true;
  return in.RefuseValue(object, "a service is known by its serviceNames",
                        "add \"serviceNames\": [\"s3.amazonaws.com\"], or whichever it is");
}

// ReadIdentity reads who the principal is: by ARN, or by type where there is none.
bool ReadIdentity(Reading& in, NodeId object, const Slots& slots, Principal& principal,
                  std::string& note) {
  const std::optional<PrincipalKind> type = ReadType(in, slots[kType]);
  if (slots[kType] != kNoNode && !type) return false;
  if (type == PrincipalKind::kIdentityProvider) {  // an ARN, or the domain of a built-in provider
    const NodeId name = slots[kArn] != kNoNode ? slots[kArn] : slots[kId];
    principal.kind = *type;
    if (name == kNoNode) return in.RefuseValue(object, "an identity provider needs \"arn\"");
    if (!in.Text(name, principal.arn)) return false;
    const auto colons = compiler::FindArnColons(principal.arn);
    if (colons) principal.account = ArnPart(principal.arn, *colons, 4);
    return true;
  }
  if (type == PrincipalKind::kService || type == PrincipalKind::kAnonymous) {
    principal.kind = *type;
    return true;
  }
  const NodeId arn = slots[kArn] != kNoNode ? slots[kArn] : slots[kRoleArn];
  if (arn == kNoNode) {
    return in.RefuseValue(object, "nothing says who this is",
                          "add \"arn\", or a \"type\" that needs none: Service, Anonymous");
  }
  if (!FromArn(in, arn, principal, note)) return false;
  if (!type || *type == principal.kind) return true;
  return in.RefuseValue(slots[kType],
                        fmt::format("the ARN is that of a principal of type {}, not {}",
                                    PrincipalKindName(principal.kind), PrincipalKindName(*type)));
}

bool ReadAccount(Reading& in, NodeId id, Principal& principal) {
  std::string account;
  if (!in.Account(id, account)) return false;
  if (id == kNoNode) return true;
  if (principal.account.empty()) principal.account = account;
  return principal.account == account ||
         in.RefuseValue(id, fmt::format("the ARN says {}", principal.account));
}

}  // namespace

bool ReadPrincipal(Reading& in, NodeId id, Principal& principal, std::string& note) {
  principal = Principal();
  note.clear();
  if (in.Is(id, NodeKind::kString)) {
    if (!FromArn(in, id, principal, note)) return false;
    Prepare(principal);
    return true;
  }
  if (!in.Is(id, NodeKind::kObject)) return in.RefuseKind(id, "an ARN or an object");
  Slots slots;
  if (!in.Members(id, kMembers, slots.data())) return false;
  if (!ReadIdentity(in, id, slots, principal, note)) return false;
  bool ok = RefuseForeign(in, slots, principal.kind);
  ok &= ReadAccount(in, slots[kAccount], principal);
  ok &= in.Text(slots[kId], principal.id);
  ok &= ReadRoleArn(in, slots[kRoleArn], principal, note);
  ok &= ReadFederatingUser(in, slots[kFederatingUserArn], principal);
  ok &= ReadServiceNames(in, id, slots[kServiceNames], principal);
  ok &= in.Flag(slots[kServiceLinkedRole], principal.service_linked_role);
  ok &= in.Flag(slots[kManagementAccount], principal.management_account);
  ok &= in.Pairs(slots[kTags], principal.tags);
  Prepare(principal);
  return ok;
}

}  // namespace keyward::scenario
