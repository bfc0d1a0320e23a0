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

constexpr std::string_view kContextFamily = "kms:EncryptionContext:";

// OpenKey is the context key of an entry that a what-if leaves open, or empty for any other entry.
std::string_view OpenKey(const Context& context, const ContextEntry& entry) {
  const std::string_view name = context.name(entry);
  const bool family =
      name.size() > kContextFamily.size() &&
      compiler::EqualsIgnoringAsciiCase(name.substr(0, kContextFamily.size()), kContextFamily);
  return entry.unknown && family ? name.substr(kContextFamily.size()) : std::string_view();
}

// AnyOpen: some open key of the encryption context satisfies `wanted`.
template <typename Wanted>
bool AnyOpen(const Context& context, Wanted wanted) {
  return std::any_of(context.entries().begin(), context.entries().end(), [&](const auto& entry) {
    const std::string_view key = OpenKey(context, entry);
    return !key.empty() && wanted(key);
  });
}

// HasAll: every wanted pair is in the request's encryption context; open where one may still be.
Truth HasAll(const Request& request, const Pairs& wanted) {
  Truth all = Truth::kTrue;
  for (const auto& pair : wanted) {
    if (HasPair(request.encryption_context, pair)) continue;
    const bool open = AnyOpen(request.context, [&](std::string_view key) {
      return compiler::EqualsIgnoringAsciiCase(key, pair.first);
    });
    all = And(all, open ? Truth::kUnknown : Truth::kFalse);
  }
  return all;
}

// IsExactly: the encryption context is the wanted one (K3.11).
Truth IsExactly(const Request& request, const Pairs& wanted) {
  const Pairs& given = request.encryption_context;
  const bool extra = std::any_of(given.begin(), given.end(),
                                 [&](const auto& pair) { return !HasPair(wanted, pair); });
  if (extra || given.size() > wanted.size()) return Truth::kFalse;
  const bool open = AnyOpen(request.context, [](std::string_view) { return true; });
  const Truth all = HasAll(request, wanted);
  if (open) return And(all, Truth::kUnknown);
  return And(all, TruthOf(given.size() == wanted.size()));
}

bool TakesEncryptionContext(KmsAction action) {
  return (FactsOf(action).carries & compiler::kEncryptionContext) != 0 &&
         action != KmsAction::kRetireGrant;
}

// MeetsEncryptionContext: K3.11. An empty encryption context fails a Subset, whatever it wants.
Truth MeetsEncryptionContext(const GrantFacts& facts, const Request& request) {
  Truth meets = Truth::kTrue;
  if (facts.encryption_context_equals) {
    meets = And(meets, IsExactly(request, *facts.encryption_context_equals));
  }
  if (facts.encryption_context_subset) {
    const bool open = AnyOpen(request.context, [](std::string_view) { return true; });
    const Truth some = !request.encryption_context.empty() ? Truth::kTrue
                       : open                              ? Truth::kUnknown
                                                           : Truth::kFalse;
    meets = And(meets, And(some, HasAll(request, *facts.encryption_context_subset)));
  }
  return meets;
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
  const auto& equals = parent.encryption_context_equals;
  const auto& subset = parent.encryption_context_subset;
  Truth strict = subset ? HasAll(request, *subset) : Truth::kTrue;
  if (!equals) return strict;
  strict = And(strict, IsExactly(request, *equals));
  const Truth laxer = TextIs(request.context, "kms:GrantConstraintType", "EncryptionContextSubset");
  return And(strict, Not(laxer));
}

// MeetsConstraints: K3.11 to K3.13, and what binds a child grant.
Truth MeetsConstraints(const Grant& grant, const Request& request) {
  const GrantFacts& facts = grant.facts;
  const Truth source = facts.source_arn.empty()
                           ? Truth::kTrue
                           : TextIs(request.context, "aws:SourceArn", facts.source_arn);
  if (*request.action.kms == KmsAction::kCreateGrant) {
    return And(source,
               And(ChildOperations(grant, request.context), ChildConstraints(facts, request)));
  }
  if (!TakesEncryptionContext(*request.action.kms)) return source;
  return And(source, MeetsEncryptionContext(facts, request));
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
  if (principal.kind == PrincipalKind::kAccount && grant.issuing_account != compiler::kNoAccount &&
      principal.account_number == grant.issuing_account) {
    kind = MatchKind::kDirect;
  }
  return kind;
}

// OwnerRelation: accounts whose identity policies may delegate kms:RetireGrant (K3.51).
bool OwnerRelation(const Grant& grant, const Request& request) {
  const uint64_t account = request.principal.account_number;
  if (account == compiler::kNoAccount) return false;
  const bool retiring = grant.retiring.match == compiler::PrincipalMatch::kAccount &&
                        account == grant.retiring.account;
  return account == grant.issuing_account || retiring ||
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
