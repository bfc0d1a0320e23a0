#include "evaluator/request.h"

#include <algorithm>
#include <fmt/core.h>

#include "compiler/condition_keys.h"

namespace keyward::evaluator {
namespace {

using compiler::ArnPart;
using compiler::HashKey;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), compiler::AsciiLower);
  return lower;
}

tl::unexpected<Error> Refuse(std::string message, std::string help) {
  return Fail(ErrorCode::kInvalidInput, std::move(message), {}, {}, std::move(help));
}

tl::unexpected<Error> RefusePrincipal(std::string_view arn) {
  return Refuse(fmt::format("\"{}\" is not the ARN of a principal", arn),
                "give the ARN of a user, role, assumed-role session, federated user, identity "
                "provider or account root, like arn:aws:iam::111122223333:user/alice");
}

// SessionArn is a session of the role whose ARN is `role_arn`, its name unknown.
std::string SessionArn(std::string_view role_arn, const compiler::ArnColons& colons) {
  const std::string_view name = role_arn.substr(role_arn.rfind('/') + 1);
  return fmt::format("arn:{}:sts::{}:assumed-role/{}/{}", ArnPart(role_arn, colons, 1),
                     ArnPart(role_arn, colons, 4), name, kUnknownSession);
}

// RoleOfSession is the ARN of a session's role, taken to have no path.
std::string RoleOfSession(std::string_view arn, const compiler::ArnColons& colons) {
  const std::string_view rest = ArnPart(arn, colons, 5);
  const size_t begin = rest.find('/') + 1;
  return fmt::format("arn:{}:iam::{}:role/{}", ArnPart(arn, colons, 1), ArnPart(arn, colons, 4),
                     rest.substr(begin, rest.find('/', begin) - begin));
}

bool IsSession(std::string_view rest) {
  if (!rest.starts_with("assumed-role/")) return false;
  const size_t slash = rest.find('/', 13);
  return slash != std::string_view::npos && slash > 13 && slash + 1 < rest.size();
}

// HasName: a name follows the prefix, also behind the last slash of a path.
bool HasName(std::string_view rest, std::string_view prefix) {
  return rest.starts_with(prefix) && rest.back() != '/';
}

std::optional<PrincipalKind> KindOf(std::string_view service, std::string_view rest) {
  if (service == "sts") {
    if (IsSession(rest)) return PrincipalKind::kAssumedRole;
    if (HasName(rest, "federated-user/")) return PrincipalKind::kFederatedUser;
  }
  if (service == "iam") {
    if (rest == "root") return PrincipalKind::kAccount;
    if (HasName(rest, "user/")) return PrincipalKind::kUser;
    if (HasName(rest, "role/")) return PrincipalKind::kAssumedRole;
    if (HasName(rest, "oidc-provider/") || HasName(rest, "saml-provider/")) {
      return PrincipalKind::kIdentityProvider;
    }
  }
  return std::nullopt;
}

bool IsActionCharacter(char c) {
  const char lower = compiler::AsciiLower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

}  // namespace

void Prepare(Principal& principal) {
  principal.account_number =
      compiler::ParseAccount(principal.account).value_or(compiler::kNoAccount);
  principal.arn_hash = HashKey(principal.arn);
  principal.role_hash = HashKey(principal.role_arn);
  principal.federating_hash = HashKey(principal.federating_user_arn);
  principal.role_id = principal.id.substr(0, principal.id.find(':'));
  principal.id_hash = HashKey(principal.role_id);
  const auto colons = compiler::FindArnColons(principal.role_arn);
  if (colons && ArnPart(principal.role_arn, *colons, 5).starts_with("role/aws-service-role/")) {
    principal.service_linked_role = true;  // R5.44
  }
}

void Prepare(Resource& resource) {
  resource.any = resource.arn == "*";
  resource.colons = compiler::FindArnColons(resource.arn);
  resource.is_kms_key = false;
  resource.is_kms_alias = false;
  resource.lower_head.clear();
  if (!resource.colons) return;
  const size_t head = resource.colons->at[4] + 1;
  resource.lower_head = Lower(std::string_view(resource.arn).substr(0, head));
  if (ArnPart(resource.lower_head, *resource.colons, 2) != "kms") return;
  const std::string_view rest = std::string_view(resource.arn).substr(head);
  resource.is_kms_key = rest.starts_with("key/");
  resource.is_kms_alias = rest.starts_with("alias/");
}

Result<Action> MakeAction(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view service = text.substr(0, colon);
  const std::string_view name =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (service.empty() || name.empty() ||
      !std::all_of(service.begin(), service.end(), IsActionCharacter) ||
      !std::all_of(name.begin(), name.end(), IsActionCharacter)) {
    return Refuse(fmt::format("\"{}\" is not an action", text),
                  "a request asks for one action, written service:Operation, like kms:Decrypt");
  }
  Action action;
  action.text = text;
  action.service = Lower(service);
  action.name = Lower(name);
  if (action.service == "kms") action.kms = compiler::FindKmsAction(name);
  return action;
}

Result<Principal> ReadPrincipal(std::string_view arn) {
  const auto colons = compiler::FindArnColons(arn);
  if (!colons || !ArnPart(arn, *colons, 3).empty()) return RefusePrincipal(arn);
  const std::string_view account = ArnPart(arn, *colons, 4);
  const auto kind = KindOf(ArnPart(arn, *colons, 2), ArnPart(arn, *colons, 5));
  if (!kind || !compiler::ParseAccount(account)) return RefusePrincipal(arn);
  Principal principal;
  principal.kind = *kind;
  principal.arn = arn;
  principal.account = account;
  if (*kind == PrincipalKind::kAssumedRole) {
    const bool role = ArnPart(arn, *colons, 2) == "iam";
    principal.role_arn = role ? std::string(arn) : RoleOfSession(arn, *colons);
    if (role) principal.arn = SessionArn(arn, *colons);
  }
  return principal;
}

std::string_view PrincipalKindName(PrincipalKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {
      "User", "AssumedRole", "FederatedUser", "Account", "Service", "Anonymous", "IdentityProvider",
  };
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace keyward::evaluator
