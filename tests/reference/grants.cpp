// Grants: kms.md K1.20, K3.10-K3.15, K3.30, K3.31, K3.51.
#include <algorithm>

#include "tests/reference/parts.h"

namespace keyward::reference {
namespace {

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool ContainsIgnoringCase(const std::vector<std::string>& list, const std::string& item) {
  return std::any_of(list.begin(), list.end(),
                     [&item](const std::string& one) { return SameIgnoringCase(one, item); });
}

const std::vector<std::string>& EncryptionOperations() {  // those that carry a context (K3.12)
  static const std::vector<std::string> kNames = {"Encrypt",
                                                  "Decrypt",
                                                  "ReEncryptFrom",
                                                  "ReEncryptTo",
                                                  "GenerateDataKey",
                                                  "GenerateDataKeyWithoutPlaintext",
                                                  "GenerateDataKeyPair",
                                                  "GenerateDataKeyPairWithoutPlaintext"};
  return kNames;
}

const std::vector<std::string>& OtherGrantOperations() {  // column G of the operation table
  static const std::vector<std::string> kNames = {
      "CreateGrant", "DescribeKey", "RetireGrant", "GetPublicKey",      "Sign",
      "Verify",      "GenerateMac", "VerifyMac",   "DeriveSharedSecret"};
  return kNames;
}

std::string OperationOf(const World& world) { return IsKms(world) ? world.action.substr(4) : ""; }

// R2.20-R2.27 for a grantee or a retiring principal (K3.10). AWS's own grants name services there.
MatchKind Covers(const World& world, const std::string& principal, const std::string& service) {
  if (world.principal.kind == PrincipalKind::kService) {
    const std::vector<std::string>& names = world.principal.service_names;
    const bool named = Contains(names, principal) || Contains(names, service);
    return named ? MatchKind::kDirect : MatchKind::kNone;
  }
  return MatchAws(world.principal, principal);
}

bool OnThisKey(const World& world, const Grant& grant) {
  return grant.key_id.empty() || grant.key_id == world.resource.arn;
}

// AllIn: every pair of `inner` is in `outer`; keys ignoring case, values exactly (K3.11).
bool AllIn(const Pairs& inner, const Pairs& outer) {
  return std::all_of(inner.begin(), inner.end(), [&outer](const auto& pair) {
    return std::any_of(outer.begin(), outer.end(), [&pair](const auto& other) {
      return SameIgnoringCase(pair.first, other.first) && pair.second == other.second;
    });
  });
}

// The keys of the encryption context that a what-if leaves open.
std::vector<std::string> OpenKeys(const World& world) {
  const std::string family = "kms:EncryptionContext:";
  std::vector<std::string> keys;
  for (const ContextEntry& entry : world.context) {
    if (entry.value.unknown && entry.key.size() > family.size() &&
        SameIgnoringCase(entry.key.substr(0, family.size()), family)) {
      keys.push_back(entry.key.substr(family.size()));
    }
  }
  return keys;
}

// Every wanted pair is given, or may still be.
Truth AllGiven(const World& world, const Pairs& wanted) {
  Truth all = Truth::kTrue;
  for (const auto& pair : wanted) {
    if (AllIn({pair}, world.encryption_context)) continue;
    all = And(all,
              ContainsIgnoringCase(OpenKeys(world), pair.first) ? Truth::kUnknown : Truth::kFalse);
  }
  return all;
}

Truth EncryptionContextFits(const World& world, const Grant& grant) {
  const std::string operation = OperationOf(world);
  const bool create = SameIgnoringCase(operation, "CreateGrant");  // K3.31: the child's pairs
  if (!create && !ContainsIgnoringCase(EncryptionOperations(), operation)) return Truth::kTrue;
  const Pairs& given = world.encryption_context;
  const Truth open = OpenKeys(world).empty() ? Truth::kTrue : Truth::kUnknown;
  Truth fits = Truth::kTrue;
  if (grant.has_equals) {
    const bool more = given.size() > grant.equals.size() || !AllIn(given, grant.equals);
    const bool fewer = given.size() < grant.equals.size() && open == Truth::kTrue;
    fits = more || fewer ? Truth::kFalse : And(open, AllGiven(world, grant.equals));
  }
  if (!grant.has_subset) return fits;
  if (!create && given.empty()) fits = And(fits, open == Truth::kTrue ? Truth::kFalse : open);
  return And(fits, AllGiven(world, grant.subset));
}

std::vector<const Value*> ValuesOf(const World& world, const std::string& key) {
  std::vector<const Value*> values;
  for (const ContextEntry& entry : world.context) {
    if (SameIgnoringCase(entry.key, key)) values.push_back(&entry.value);
  }
  return values;
}

// K3.13.
Truth SourceArnFits(const World& world, const Grant& grant) {
  if (grant.source_arn.empty()) return Truth::kTrue;
  const Single source = SingleValue(ValuesOf(world, "aws:SourceArn"));
  if (source.state == Expanded::State::kUnknown) return Truth::kUnknown;
  return Certain(source.state == Expanded::State::kText && source.text == grant.source_arn);
}

// K3.30, K3.31: the grant to be created asks for no more than its parent, as far as the request
// says what it asks for.
Truth ChildFits(const World& world, const Grant& grant) {
  if (!IsAction(world, "kms:CreateGrant")) return Truth::kTrue;
  Truth fits = Truth::kTrue;
  for (const Value* operations : ValuesOf(world, "kms:GrantOperations")) {
    for (const std::string& operation : operations->items) {
      fits = And(fits, Certain(ContainsIgnoringCase(grant.operations, operation)));
    }
    if (operations->unknown) fits = And(fits, Truth::kUnknown);
  }
  const Single type = SingleValue(ValuesOf(world, "kms:GrantConstraintType"));
  if (!grant.has_equals || type.state == Expanded::State::kNull) return fits;
  if (type.state == Expanded::State::kUnknown) return And(fits, Truth::kUnknown);
  return And(fits, Certain(type.text == "EncryptionContextEquals"));
}

}  // namespace

void Kinds::Add(MatchKind kind, Truth truth) {
  if (kind == MatchKind::kDirect) direct = Or(direct, truth);
  if (kind == MatchKind::kEntity) entity = Or(entity, truth);
  if (kind == MatchKind::kAccount) account = Or(account, truth);
}

Kinds GrantKinds(const World& world) {
  Kinds kinds;
  const std::string operation = OperationOf(world);
  const bool known = ContainsIgnoringCase(EncryptionOperations(), operation) ||
                     ContainsIgnoringCase(OtherGrantOperations(), operation);
  for (const Grant& grant : world.grants) {
    if (!known || !OnThisKey(world, grant)) continue;
    if (!ContainsIgnoringCase(grant.operations, operation)) continue;
    kinds.Add(Covers(world, grant.grantee, grant.grantee_service),
              And(EncryptionContextFits(world, grant),
                  And(SourceArnFits(world, grant), ChildFits(world, grant))));
  }
  return kinds;
}

Kinds RetireKinds(const World& world) {
  Kinds kinds;
  for (const Grant& grant : world.grants) {
    if (!OnThisKey(world, grant)) continue;
    kinds.Add(Covers(world, grant.retiring, grant.retiring_service), Truth::kTrue);
    if (ContainsIgnoringCase(grant.operations, "RetireGrant")) {
      kinds.Add(Covers(world, grant.grantee, grant.grantee_service), Truth::kTrue);
    }
    if (world.principal.kind == PrincipalKind::kAccount) {
      kinds.Add(MatchAws(world.principal, grant.issuing_account), Truth::kTrue);
    }
  }
  return kinds;
}

bool MayDelegateRetiring(const World& world) {
  const std::string& account = world.principal.account;
  if (!HasAccount(world.principal.kind)) return false;
  return std::any_of(world.grants.begin(), world.grants.end(), [&](const Grant& grant) {
    const bool of_retiring =
        AccountOf(grant.retiring) == account;  // an account, not one of its users
    return OnThisKey(world, grant) && (AccountOf(grant.issuing_account) == account ||
                                       world.resource.account == account || of_retiring);
  });
}

bool WorksAcrossAccounts(const World& world) {
  static const std::vector<std::string> kOthers = {"GetKeyRotationStatus", "ListGrants",
                                                   "RevokeGrant"};
  const std::string operation = OperationOf(world);
  return ContainsIgnoringCase(EncryptionOperations(), operation) ||
         ContainsIgnoringCase(OtherGrantOperations(), operation) ||
         ContainsIgnoringCase(kOthers, operation);
}

}  // namespace keyward::reference
