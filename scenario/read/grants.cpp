#include "scenario/read/policies.h"

namespace keyward::scenario {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

enum Member : size_t {
  kKeyId,
  kGrantId,
  kName,
  kCreationDate,
  kGranteePrincipal,
  kGranteeServicePrincipal,
  kRetiringPrincipal,
  kRetiringServicePrincipal,
  kIssuingAccount,
  kOperations,
  kConstraints,
  kGrantToken,
  kMemberCount,
};
constexpr std::array<std::string_view, kMemberCount> kMembers = {
    "KeyId",
    "GrantId",
    "Name",
    "CreationDate",
    "GranteePrincipal",
    "GranteeServicePrincipal",
    "RetiringPrincipal",
    "RetiringServicePrincipal",
    "IssuingAccount",
    "Operations",
    "Constraints",
    "GrantToken",
};

bool ReadConstraints(Reading& in, NodeId id, evaluator::GrantFacts& facts) {
  if (id == kNoNode) return true;
  constexpr std::array<std::string_view, 3> kConstraintMembers = {
      "EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"};
  std::array<NodeId, 3> slots;
  if (!in.Members(id, kConstraintMembers, slots.data())) return false;
  bool ok = true;
  if (slots[0] != kNoNode) ok &= in.Pairs(slots[0], facts.encryption_context_equals.emplace());
  if (slots[1] != kNoNode) ok &= in.Pairs(slots[1], facts.encryption_context_subset.emplace());
  return in.Text(slots[2], facts.source_arn) && ok;
}

}  // namespace

bool ReadGrant(Reading& in, NodeId id, evaluator::Grant& grant) {
  std::array<NodeId, kMemberCount> slots;
  if (!in.Members(id, kMembers, slots.data())) return false;
  evaluator::GrantFacts facts;
  bool ok = in.Text(slots[kKeyId], facts.key_id);
  ok &= in.Text(slots[kGrantId], facts.grant_id);
  ok &= in.Text(slots[kName], facts.name);
  ok &= in.Text(slots[kGranteePrincipal], facts.grantee_principal);
  ok &= in.Text(slots[kGranteeServicePrincipal], facts.grantee_service_principal);
  ok &= in.Text(slots[kRetiringPrincipal], facts.retiring_principal);
  ok &= in.Text(slots[kRetiringServicePrincipal], facts.retiring_service_principal);
  ok &= in.Text(slots[kIssuingAccount], facts.issuing_account);
  ok &= in.Texts(slots[kOperations], facts.operations);
  ok &= in.Text(slots[kGrantToken], facts.grant_token);
  ok &= ReadConstraints(in, slots[kConstraints], facts);
  const NodeId date = slots[kCreationDate];  // AWS prints text or seconds
  if (date != kNoNode && !in.Is(date, NodeKind::kString) && !in.Is(date, NodeKind::kNumber)) {
    ok = in.RefuseKind(date, "a string or number");
  }
  if (!ok) return false;
  Result<evaluator::Grant> made = evaluator::MakeGrant(std::move(facts));
  if (!made) return in.RefuseValue(id, made.error().message, std::move(made.error().help));
  grant = std::move(*made);
  return true;
}

}  // namespace keyward::scenario
