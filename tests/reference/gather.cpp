// Which policies apply, and what they say: R5.2-R5.14, kms.md K1.12.
#include <algorithm>

#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

using compiler::Effect;

Truth StatementTruth(const compiler::Policy& policy, const compiler::Statement& statement,
                     const World& world) {  // R2.1
  if (PrincipalMatch(policy, statement, world) == MatchKind::kNone) return Truth::kFalse;
  if (!ActionMatches(statement, world.action)) return Truth::kFalse;
  return And(ResourceMatches(policy, statement, world), Conditions(policy, statement, world));
}

// Read notes which statements of the policies apply, and gives their Allows by kind (R5.2).
Kinds Read(const Policies& policies, By by, const World& world, Facts* facts) {
  Kinds kinds;
  for (const compiler::Policy* policy : policies) {
    for (size_t i = 0; i < policy->statements().size(); ++i) {
      const compiler::Statement& statement = policy->statements()[i];
      const Truth truth = StatementTruth(*policy, statement, world);
      if (truth != Truth::kFalse) facts->applied.push_back({policy, i, truth});
      if (statement.effect == Effect::kDeny) {
        facts->deny[by] = Or(facts->deny[by], truth);
      } else {
        kinds.Add(PrincipalMatch(*policy, statement, world), truth);
      }
    }
  }
  return kinds;
}

// ---- Which policies apply (R5.4)

bool FederatedByRoot(const Principal& principal) {
  return principal.kind == PrincipalKind::kFederatedUser &&
         !AccountOf(principal.federating_user_arn).empty();
}

bool HasIdentityPolicies(const Principal& principal) {
  return principal.kind == PrincipalKind::kUser || principal.kind == PrincipalKind::kAssumedRole ||
         (principal.kind == PrincipalKind::kFederatedUser && !FederatedByRoot(principal));
}

bool ServiceControlApplies(const World& world) {  // R5.8
  const Principal& principal = world.principal;
  return world.has_scp && HasAccount(principal.kind) && !principal.management_account &&
         !principal.service_linked_role;
}

bool ResourceControlApplies(const World& world) {  // R5.10, R5.11
  static const std::vector<std::string> kServices = {"appstream",
                                                     "dsql",
                                                     "clouddirectory",
                                                     "cloudfront",
                                                     "cloudsearch",
                                                     "logs",
                                                     "networkmonitor",
                                                     "cognito-identity",
                                                     "cognito-idp",
                                                     "comprehend",
                                                     "comprehendmedical",
                                                     "firehose",
                                                     "dynamodb",
                                                     "dax",
                                                     "autoscaling",
                                                     "ecr",
                                                     "ecr-public",
                                                     "gamelift",
                                                     "inspector-scan",
                                                     "kendra",
                                                     "kinesisvideo",
                                                     "memorydb",
                                                     "aoss",
                                                     "personalize",
                                                     "polly",
                                                     "s3",
                                                     "swf",
                                                     "sqs",
                                                     "textract",
                                                     "timestream-influxdb",
                                                     "transcribe",
                                                     "translate",
                                                     "workspaces",
                                                     "appconfig",
                                                     "autoscaling-plans",
                                                     "budgets",
                                                     "servicediscovery",
                                                     "cloudtrail-data",
                                                     "codeartifact",
                                                     "codebuild",
                                                     "codecommit",
                                                     "codepipeline",
                                                     "compute-optimizer",
                                                     "cost-optimization-hub",
                                                     "events",
                                                     "fms",
                                                     "fis",
                                                     "health",
                                                     "rolesanywhere",
                                                     "kms",
                                                     "opensearch",
                                                     "pricing",
                                                     "pca-connector-ad",
                                                     "resource-groups",
                                                     "secretsmanager",
                                                     "sts",
                                                     "signin",
                                                     "support",
                                                     "transfer",
                                                     "notifications",
                                                     "wafv2",
                                                     "xray"};
  const std::string service = LowerAscii(world.action.substr(0, world.action.find(':')));
  const bool listed = std::find(kServices.begin(), kServices.end(), service) != kServices.end();
  const bool linked_role_trust =
      world.mode == ResourceMode::kTrust &&
      world.resource.arn.find(":role/aws-service-role/") != std::string::npos;
  return world.has_rcp && listed && !world.resource.management_account &&
         !world.resource.aws_managed_key && !world.principal.service_linked_role &&
         !linked_role_trust && !IsAction(world, "kms:RetireGrant");
}

bool IsAlias(const World& world) {
  const std::vector<std::string> parts = SplitArn(world.resource.arn);
  return parts.size() == 6 && parts[2] == "kms" && parts[5].rfind("alias/", 0) == 0;
}

bool IsTrustAction(const World& world) {  // R5.32
  return LowerAscii(world.action).rfind("sts:assumerole", 0) == 0 ||
         IsAction(world, "sts:TagSession") || IsAction(world, "sts:SetSourceIdentity");
}

bool IsIdentityOnly(const World& world) {  // K1.12
  static const std::vector<std::string> kActions = {"kms:CreateKey",
                                                    "kms:ListKeys",
                                                    "kms:ListAliases",
                                                    "kms:ListRetirableGrants",
                                                    "kms:GenerateRandom",
                                                    "kms:ConnectCustomKeyStore",
                                                    "kms:CreateCustomKeyStore",
                                                    "kms:DeleteCustomKeyStore",
                                                    "kms:DescribeCustomKeyStores",
                                                    "kms:DisconnectCustomKeyStore",
                                                    "kms:UpdateCustomKeyStore",
                                                    "kms:RetireGrant"};
  return std::any_of(kActions.begin(), kActions.end(),
                     [&world](const std::string& action) { return IsAction(world, action); });
}

ResourceMode ModeOf(const World& world) {
  const bool key = world.mode == ResourceMode::kKey && world.resource.arn != "*" && !IsAlias(world);
  const bool trust = world.mode == ResourceMode::kTrust && IsTrustAction(world);
  return key ? ResourceMode::kKey : trust ? ResourceMode::kTrust : ResourceMode::kNormal;
}

Policies ResourcePolicies(const World& world) {
  const compiler::Policy* policy = world.resource_policy;
  if (policy == nullptr || ModeOf(world) != world.mode) return {};
  const bool key =
      world.mode == ResourceMode::kKey || policy->type() == compiler::PolicyType::kKeyPolicy;
  if (key && (IsAlias(world) || IsIdentityOnly(world))) return {};
  return {policy};
}

// ---- Gathering

void ReadOrganization(const World& world, Facts* facts) {
  if (ResourceControlApplies(world)) {  // RCPFullAWSAccess is the Allow of every level
    for (const Policies& level : world.rcp) Read(level, By::kResourceControl, world, facts);
  }
  if (ServiceControlApplies(world)) {
    for (const Policies& level : world.scp) {  // R5.6
      const Kinds kinds = Read(level, By::kServiceControl, world, facts);
      facts->service_control = And(facts->service_control, kinds.Any());
    }
  }
  if (world.vpc_endpoint != nullptr && world.principal.kind != PrincipalKind::kService) {  // R5.13
    facts->vpc_endpoint = Read({world.vpc_endpoint}, By::kVpcEndpoint, world, facts).Any();
  }
}

void ReadCaller(const World& world, Facts* facts) {
  const Principal& principal = world.principal;
  const bool root = principal.kind == PrincipalKind::kAccount;
  if (HasIdentityPolicies(principal)) {
    facts->identity = Read(world.identity, By::kIdentity, world, facts).Any();
    if (!world.boundary.empty()) {
      facts->boundary = Read(world.boundary, By::kPermissionsBoundary, world, facts).Any();
    }
  } else {
    facts->identity = Certain(root || FederatedByRoot(principal));  // R5.24, R5.30
  }
  const bool federated = principal.kind == PrincipalKind::kFederatedUser;
  if (world.has_session && HasAccount(principal.kind) && principal.kind != PrincipalKind::kUser) {
    facts->session = Read(world.session, By::kSession, world, facts).Any();
  } else if (federated) {
    facts->session = Truth::kFalse;  // R5.24
  }
}

// R5.28: ARNs of two partitions.
bool OtherPartition(const World& world) {
  const std::vector<std::string> a = SplitArn(world.principal.arn);
  const std::vector<std::string> b = SplitArn(world.resource.arn);
  return a.size() == 6 && b.size() == 6 && !a[1].empty() && !b[1].empty() &&
         !SameIgnoringCase(a[1], b[1]);
}

// R5.42: in a root session with a task policy that policy limits every path, as it does for a role.
void LimitRoot(Kinds* kinds) {
  kinds->entity = Or(kinds->entity, kinds->direct);
  kinds->direct = Truth::kFalse;
}

}  // namespace

Truth Facts::Denied() const {
  Truth any = Truth::kFalse;
  for (const auto& [by, truth] : deny) any = Or(any, truth);
  return any;
}

Facts Gather(const World& world) {
  Facts facts;
  facts.mode = ModeOf(world);
  facts.same_account = world.principal.account == world.resource.account;
  const bool key = facts.mode == ResourceMode::kKey;
  const bool foreign = HasAccount(world.principal.kind) && !facts.same_account;
  facts.unreachable =
      OtherPartition(world) || (key && foreign && !WorksAcrossAccounts(world));  // R5.35
  ReadOrganization(world, &facts);
  ReadCaller(world, &facts);
  facts.policy = Read(ResourcePolicies(world), By::kResource, world, &facts);
  if (key && IsAction(world, "kms:RetireGrant")) {
    facts.grant = RetireKinds(world);
    facts.policy.account = Certain(MayDelegateRetiring(world));
  } else if (key) {
    facts.grant = GrantKinds(world);
  }
  if (world.principal.kind == PrincipalKind::kAccount && world.has_session) {
    LimitRoot(&facts.policy);
    LimitRoot(&facts.grant);
  }
  return facts;
}

}  // namespace keyward::reference
