#include "evaluator/match/grants.h"

#include <algorithm>

#include "compiler/condition_keys.h"

namespace keyward::evaluator {
namespace {

using compiler::KmsAction;

bool IsOnKey(const Grant& grant, const Resource& resource) {
  const std::string& key = grant.facts.key_id;
  if (key.empty() || key == resource.arn) return true;
  // ListGrants prints ARNs; a bare key id is the same key.
  return !key.starts_with("arn:") && resource.arn.ends_with("/" + key);
}

// HasPair: keys of constraints compare ignoring case, values exactly (K3.11).
bool HasPair(const Pairs& pairs, const std::pair<std::string, std::string>& wanted) {
  return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
    return pair.second == wanted.second &&
           compiler::EqualsIgnoringAsciiCase(pair.first, wanted.first);
  });
}

bool HasAll(const Pairs& pairs, const Pairs& wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](const auto& pair) { return HasPair(pairs, pair); });
}

bool TakesEncryptionContext(KmsAction action) {
  return (FactsOf(action).carries & compiler::kEncryptionContext) != 0 &&
         action != KmsAction::kRetireGrant;
}

// MeetsEncryptionContext: K3.11.
bool MeetsEncryptionContext(const GrantFacts& facts, const Pairs& context) {
  const auto& equals = facts.encryption_context_equals;
  const auto& subset = facts.encryption_context_subset;
  if (equals && (context.size() != equals->size() || !HasAll(context, *equals))) return false;
  return !subset || (!context.empty() && HasAll(context, *subset));
}

// TextIs: the context's one value under `name` is `wanted`; unknown where the key was left open.
Truth TextIs(const Context& context, std::string_view name, std::string_view wanted) {
  const ContextEntry* entry = context.Find(compiler::HashKey(name), name);
  if (entry == nullptr || entry->absent) return Truth::kFalse;
  if (entry->unknown) return Truth::kUnknown;
  return TruthOf(entry->value_count == 1 && context.text(context.value(*entry, 0)) == wanted);
}

// ChildOperations: a child grant's operations, where the request says them, are the parent's (K3.30).
Truth ChildOperations(const Grant& parent, const Context& context) {
  static constexpr std::string_view kName = "kms:GrantOperations";
  const ContextEntry* entry = context.Find(compiler::HashKey(kName), kName);
  if (entry == nullptr || entry->absent) return Truth::kTrue;
  if (entry->unknown) return Truth::kUnknown;
  for (uint32_t i = 0; i < entry->value_count; ++i) {
    const auto action = compiler::FindKmsAction(context.text(context.value(*entry, i)));
    if (!action || (parent.operations & Bit(*action)) == 0) return Truth::kFalse;
  }
  return Truth::kTrue;
}

// ChildConstraints: a child grant's constraints are as strict as the parent's (K3.31). The request's
// encryption context is the child's.
Truth ChildConstraints(const GrantFacts& parent, const Request& request) {
  const Pairs& child = request.encryption_context;
  const auto& equals = parent.encryption_context_equals;
  const auto& subset = parent.encryption_context_subset;
  if (subset && !HasAll(child, *subset)) return Truth::kFalse;
  if (!equals) return Truth::kTrue;
  if (child.size() != equals->size() || !HasAll(child, *equals)) return Truth::kFalse;
  return Not(TextIs(request.context, "kms:GrantConstraintType", "EncryptionContextSubset"));
}

// MeetsConstraints: K3.11 to K3.13, and what binds a child grant.
Truth MeetsConstraints(const Grant& grant, const Request& request) {
  const GrantFacts& facts = grant.facts;
  const Truth source = facts.source_arn.empty()
                           ? Truth::kTrue
                           : TextIs(request.context, "aws:SourceArn", facts.source_arn);
  if (*request.action.kms == KmsAction::kCreateGrant) {
    return And(source, And(ChildOperations(grant, request.context),
                           ChildConstraints(facts, request)));
  }
  const bool meets = !TakesEncryptionContext(*request.action.kms) ||
                     MeetsEncryptionContext(facts, request.encryption_context);
  return And(source, TruthOf(meets));
}

MatchKind Covers(const Party& party, const Principal& principal) {
  return CoversParty(party.match, party.account, party.hash, party.text, principal);
}

void AddKind(GrantResult& result, MatchKind kind, Truth truth) {
  if (kind == MatchKind::kDirect) result.direct = Or(result.direct, truth);
  if (kind == MatchKind::kEntity) result.entity = Or(result.entity, truth);
  if (kind == MatchKind::kAccount) result.account = Or(result.account, truth);
}

// RetireKind: the caller may retire the grant as retiring principal, as grantee, or as the root user
// of the account that issued it (K3.51).
MatchKind RetireKind(const Grant& grant, const Principal& principal) {
  MatchKind kind = Covers(grant.retiring, principal);
  if ((grant.operations & Bit(KmsAction::kRetireGrant)) != 0) {
    kind = std::max(kind, Covers(grant.grantee, principal));
  }
  if (principal.kind == PrincipalKind::kAccount && grant.issuing_account != 0 &&
      principal.account_number == grant.issuing_account) {
    kind = MatchKind::kDirect;
  }
  return kind;
}

// OwnerRelation: accounts whose identity policies may delegate kms:RetireGrant (K3.51).
bool OwnerRelation(const Grant& grant, const Request& request) {
  const uint64_t account = request.principal.account_number;
  if (account == 0) return false;
  return account == grant.issuing_account || account == grant.retiring.account ||
         request.principal.account == request.resource.account;
}

}  // namespace

GrantResult MatchGrants(const std::vector<Grant>& grants, const Request& request,
                        std::vector<Truth>& matched) {
  GrantResult result;
  const KmsAction action = *request.action.kms;
  const bool retire = action == KmsAction::kRetireGrant;
  for (size_t i = 0; i < grants.size(); ++i) {
    const Grant& grant = grants[i];
    if (!IsOnKey(grant, request.resource)) continue;
    MatchKind kind = MatchKind::kNone;
    Truth truth = Truth::kTrue;
    if (retire) {
      kind = RetireKind(grant, request.principal);
      result.owner_relation |= OwnerRelation(grant, request);
    } else if ((grant.operations & Bit(action)) != 0) {
      kind = Covers(grant.grantee, request.principal);
      truth = kind == MatchKind::kNone ? Truth::kFalse : MeetsConstraints(grant, request);
    }
    AddKind(result, kind, truth);
    matched[i] = And(TruthOf(kind != MatchKind::kNone), truth);
  }
  return result;
}

}  // namespace keyward::evaluator
