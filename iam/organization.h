// Membership: an account's place in its organization, with the policies that reach it from there.
//
// Flow      organization.json --LoadDirectory--> Membership of each Account
// Promise   plain values. Levels stand root first, the account last (R5.6).
//
// organization.json is one object of the Organizations API's own member names:
//
//   Organization           as DescribeOrganization says it: Id, MasterAccountId, FeatureSet
//   Roots                  as ListRoots: Id, PolicyTypes [{Type, Status}]
//   OrganizationalUnits    as ListOrganizationalUnitsForParent, each with its ParentId: Id,
//                          ParentId
//   Accounts               as ListAccountsForParent, each with its ParentId: Id, ParentId, Arn
//   Policies               as DescribePolicy: PolicySummary {Id, Arn, Name, Type}, Content, which
//                          is the document, or a string that holds it
//   Attachments            PolicyId and TargetId of each attachment (ListTargetsForPolicy)
//
// FeatureSet is ALL where it is absent; under CONSOLIDATED_BILLING no policies work. A root without
// PolicyTypes has every policy type on: then an account without service control policies may do
// nothing. FullAWSAccess is a policy of the file like any other; RCPFullAWSAccess may be left out,
// since it reaches everything (R5.10). Policies of the other types that Organizations knows are
// passed over. Members that are not named here are allowed, as AWS adds them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "compiler/program.h"

namespace keyward::iam {

// CompiledPolicy: a policy and the text that it stands in. `program` may be shared with policies of
// the same name, kind and text; `source` is this one's own place.
struct CompiledPolicy {
  std::shared_ptr<const compiler::Program> program;
  SourcePtr source;
};

// PolicyLevel: policies of one kind that stand beside each other.
using PolicyLevel = std::vector<CompiledPolicy>;

// Levels: the policies attached to the root, to each unit and to the account; accounts under one
// unit share its level. Never null.
using Levels = std::vector<std::shared_ptr<const PolicyLevel>>;

struct Membership {
  std::string organization_id;      // o-…
  std::string path;                 // o-x/r-y/ou-…/: aws:PrincipalOrgPaths, aws:ResourceOrgPaths
  bool management_account = false;  // exempt from both (R5.8, R5.11)
  // Absent: the organization has the policy type off.
  std::optional<Levels> service_control;
  std::optional<Levels> resource_control;
};

}  // namespace keyward::iam
