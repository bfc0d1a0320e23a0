// Actions, resources, principals: section 2, kms.md K1.10, K1.62.
#include <algorithm>
#include <array>

#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

using compiler::PolicyType;

bool ActionPatternMatches(const std::string& pattern, const std::string& action) {  // R2.2-R2.5
  if (pattern == "*") return true;
  const size_t colon = pattern.find(':');
  const size_t action_colon = action.find(':');
  if (colon == std::string::npos || action_colon == std::string::npos) return false;
  const std::string vendor = pattern.substr(0, colon);
  if (vendor != "*" && !SameIgnoringCase(vendor, action.substr(0, action_colon))) return false;
  return GlobIgnoringCase(pattern.substr(colon + 1), action.substr(action_colon + 1));
}

// R2.13: whether a pattern of fewer than six parts is padded with `*`.
bool Pads(PolicyType type, const std::string& pattern, const std::vector<std::string>& parts) {
  if (std::find(parts.begin(), parts.end(), "") != parts.end()) return false;
  switch (type) {
    case PolicyType::kIdentity:
    case PolicyType::kPermissionsBoundary:
    case PolicyType::kSession: return true;
    case PolicyType::kServiceControl: return pattern.back() == '*';
    case PolicyType::kResourceControl: return false;
    default: return pattern.find('*') != std::string::npos;
  }
}

// K1.62: arn:<p>:kms:<region>:<acct>:* stands for the resource-less KMS operations of the account.
Truth AccountWide(const std::vector<std::string>& parts, const compiler::Policy& policy,
                  const World& world) {
  if (!IsKms(world) || !GlobIgnoringCase(parts[2], "kms") || parts[5] != "*") return Truth::kFalse;
  if (!GlobIgnoringCase(parts[4], world.resource.account)) return Truth::kFalse;
  const Single region = SingleValue(Find("aws:RequestedRegion", policy, world));
  switch (region.state) {
    case Expanded::State::kNull: return Truth::kTrue;
    case Expanded::State::kUnknown: return parts[3] == "*" ? Truth::kTrue : Truth::kUnknown;
    case Expanded::State::kText: return Certain(GlobIgnoringCase(parts[3], region.text));
  }
  return Truth::kFalse;
}

// One pattern of Resource or NotResource (R2.10-R2.14); `null` is set where a variable is null.
Truth PatternMatches(const std::string& pattern, const compiler::Policy& policy, const World& world,
                     bool negated, bool* null) {
  if (pattern == "*") return Truth::kTrue;
  std::vector<std::string> parts = SplitArn(pattern);
  if (parts.size() < 6 && !Pads(policy.type(), pattern, parts)) return Truth::kFalse;
  parts.resize(6, "*");
  if (parts[0] != "arn") return Truth::kFalse;
  const Expanded last = Expand(parts[5], true, policy, world);
  *null = *null || last.state == Expanded::State::kNull;
  if (last.state == Expanded::State::kNull) return Truth::kFalse;  // R3.44
  // Whatever an open variable stands for, a pattern whose other parts differ matches nothing; in
  // NotResource it may still turn out null (R3.45).
  const bool open = last.state == Expanded::State::kUnknown;
  if (open && negated) return Truth::kUnknown;
  if (world.resource.arn == "*") return open ? Truth::kFalse : AccountWide(parts, policy, world);
  const std::vector<std::string> request = SplitArn(world.resource.arn);
  if (request.size() != 6 || request[0] != "arn") return Truth::kFalse;
  for (size_t i = 1; i < 5; ++i) {
    if (!GlobIgnoringCase(parts[i], request[i])) return Truth::kFalse;
  }
  return open ? Truth::kUnknown : Certain(Glob(last.pattern, Decode(request[5])));
}

MatchKind MatchValue(const Principal& principal, const compiler::PrincipalValue& value) {
  const std::string& text = value.text.value;
  const std::vector<std::string>& names = principal.service_names;
  const bool service = principal.kind == PrincipalKind::kService &&
                       std::find(names.begin(), names.end(), text) != names.end();
  const bool provider = principal.kind == PrincipalKind::kIdentityProvider && principal.arn == text;
  switch (value.type) {
    case compiler::PrincipalType::kEveryone: return MatchKind::kDirect;  // R2.24
    case compiler::PrincipalType::kAws:
      return text == "*" ? MatchKind::kDirect : MatchAws(principal, text);
    case compiler::PrincipalType::kService:  // R2.27
      return service ? MatchKind::kDirect : MatchKind::kNone;
    case compiler::PrincipalType::kFederated:  // R2.29
      return provider ? MatchKind::kDirect : MatchKind::kNone;
    case compiler::PrincipalType::kCanonicalUser: return MatchKind::kNone;  // R2.35
  }
  return MatchKind::kNone;
}

bool Everyone(const compiler::PrincipalValue& value) {
  return value.type == compiler::PrincipalType::kEveryone ||
         (value.type == compiler::PrincipalType::kAws && value.text.value == "*");
}

// R2.31, strict: the complete chain is listed. `kinds` are the matches of the listed values.
bool ChainListed(PrincipalKind kind, const std::vector<MatchKind>& kinds) {
  const auto has = [&kinds](MatchKind k) {
    return std::find(kinds.begin(), kinds.end(), k) != kinds.end();
  };
  switch (kind) {
    case PrincipalKind::kUser:
    case PrincipalKind::kFederatedUser: return has(MatchKind::kDirect) && has(MatchKind::kAccount);
    case PrincipalKind::kAssumedRole:
      return has(MatchKind::kDirect) && has(MatchKind::kEntity) && has(MatchKind::kAccount);
    case PrincipalKind::kAnonymous: return false;
    default: return has(MatchKind::kDirect);
  }
}

MatchKind NotPrincipalMatch(const compiler::Statement& statement,
                            const std::vector<MatchKind>& kinds, const World& world) {
  const auto& values = statement.principal.values;
  const bool listed = std::any_of(kinds.begin(), kinds.end(),
                                  [](MatchKind kind) { return kind != MatchKind::kNone; });
  bool exempt = listed;  // R2.30; R2.31 lenient
  if (statement.effect == compiler::Effect::kDeny) {
    const PrincipalKind kind = world.principal.kind;
    const bool entity = kind == PrincipalKind::kUser || kind == PrincipalKind::kAssumedRole;
    if (entity && !world.boundary.empty()) return MatchKind::kDirect;  // R2.32
    if (world.strict_not_principal) {
      exempt = std::any_of(values.begin(), values.end(), Everyone) || ChainListed(kind, kinds);
    }
  }
  return exempt ? MatchKind::kNone : MatchKind::kDirect;
}

}  // namespace

bool IsAction(const World& world, const std::string& action) {
  return SameIgnoringCase(world.action, action);
}

bool IsKms(const World& world) { return LowerAscii(world.action).rfind("kms:", 0) == 0; }

bool ActionMatches(const compiler::Statement& statement, const std::string& action) {
  if (!statement.action.present) return false;  // K1.11
  const auto& values = statement.action.values;
  const bool any = std::any_of(values.begin(), values.end(), [&action](const compiler::Text& v) {
    return ActionPatternMatches(v.value, action);
  });
  return any != statement.action.negated;  // R2.6
}

Truth ResourceMatches(const compiler::Policy& policy, const compiler::Statement& statement,
                      const World& world) {
  const PolicyType type = policy.type();
  if (type == PolicyType::kRoleTrust) return Truth::kTrue;  // R1.12
  if (!statement.resource.present) {
    return Certain(type == PolicyType::kResource || type == PolicyType::kServiceControl);
  }
  Truth any = Truth::kFalse;
  bool null = false;
  for (const compiler::Text& value : statement.resource.values) {
    any = Or(any, PatternMatches(value.value, policy, world, statement.resource.negated, &null));
  }
  if (!statement.resource.negated) return any;
  return null ? Truth::kFalse : Not(any);  // R2.15, R3.45
}

bool HasAccount(PrincipalKind kind) {
  return kind == PrincipalKind::kUser || kind == PrincipalKind::kAssumedRole ||
         kind == PrincipalKind::kFederatedUser || kind == PrincipalKind::kAccount;
}

std::string AccountOf(const std::string& value) {
  const std::vector<std::string> parts = SplitArn(value);
  const bool root =
      parts.size() == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[5] == "root";
  const std::string account = root ? parts[4] : value;
  const bool digits = account.find_first_not_of("0123456789") == std::string::npos;
  return account.size() == 12 && digits ? account : "";
}

MatchKind MatchAws(const Principal& p, const std::string& value) {
  if (const std::string account = AccountOf(value); !account.empty()) {  // R2.20
    if (!HasAccount(p.kind) || p.account != account) return MatchKind::kNone;
    return p.kind == PrincipalKind::kAccount ? MatchKind::kDirect : MatchKind::kAccount;
  }
  if (value.empty()) return MatchKind::kNone;
  switch (p.kind) {
    case PrincipalKind::kUser:  // R2.21, R2.26
      return value == p.arn || value == p.id ? MatchKind::kDirect : MatchKind::kNone;
    case PrincipalKind::kAssumedRole: {  // R2.22, R2.23, R2.26
      if (value == p.arn) return MatchKind::kDirect;
      const bool id = value == p.id || value == p.id.substr(0, p.id.find(':'));
      return value == p.role_arn || id ? MatchKind::kEntity : MatchKind::kNone;
    }
    case PrincipalKind::kFederatedUser:  // R2.21, R2.34
      if (value == p.arn) return MatchKind::kDirect;
      return value == p.federating_user_arn ? MatchKind::kEntity : MatchKind::kNone;
    default: return MatchKind::kNone;
  }
}

MatchKind PrincipalMatch(const compiler::Policy& policy, const compiler::Statement& statement,
                         const World& world) {
  if (!compiler::HasPrincipal(policy.type())) return MatchKind::kDirect;
  if (!statement.principal.present) return MatchKind::kNone;  // R2.28
  const bool gateway = world.gateway_endpoint && policy.type() == PolicyType::kVpcEndpoint;
  std::vector<MatchKind> kinds = {MatchKind::kNone};
  for (const compiler::PrincipalValue& value : statement.principal.values) {
    const MatchKind kind = MatchValue(world.principal, value);
    const bool dropped = gateway && kind == MatchKind::kAccount;  // R5.14
    kinds.push_back(dropped ? MatchKind::kNone : kind);
  }
  if (statement.principal.negated) return NotPrincipalMatch(statement, kinds, world);
  return *std::max_element(kinds.begin(), kinds.end());
}

}  // namespace keyward::reference
