// Parts of the reference evaluator, each to be read next to the rules it cites.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/policy.h"
#include "tests/reference/reference.h"

namespace keyward::reference {

inline Truth And(Truth a, Truth b) { return a < b ? a : b; }
inline Truth Or(Truth a, Truth b) { return a < b ? b : a; }
inline Truth Not(Truth a) {
  return a == Truth::kTrue ? Truth::kFalse : a == Truth::kFalse ? Truth::kTrue : a;
}
inline Truth Certain(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

// ---- text.cpp: characters, wildcards, variables

// Cell: one character of a pattern; `wild` is true for `*` and `?` that are wildcards.
struct Cell {
  char32_t character = 0;
  bool wild = false;
};
using Pattern = std::vector<Cell>;

std::u32string Decode(const std::string& utf8);
std::string LowerAscii(std::string text);
bool SameIgnoringCase(const std::string& a, const std::string& b);  // ASCII case
bool Glob(const Pattern& pattern, const std::u32string& text);
bool GlobIgnoringCase(const std::string& pattern, const std::string& text);  // no variables
Pattern Wildcards(const std::string& text);  // `*` and `?` are wild, all else is literal

// Split at the first five colons (R2.10): one to six parts.
std::vector<std::string> SplitArn(const std::string& text);
std::vector<Pattern> SplitArn(const Pattern& pattern);

// Expanded: a policy string after the replacement of its variables (R3.40-R3.48).
struct Expanded {
  enum class State : uint8_t { kText, kNull, kUnknown };
  State state = State::kText;
  Pattern pattern;
};
Expanded Expand(const std::string& text, bool wildcards, const compiler::Policy& policy,
                const World& world);

// Find gives the context values of a key that this policy can see; none where it is missing.
std::vector<const Value*> Find(const std::string& key, const compiler::Policy& policy,
                               const World& world);

// Single reads the one value of a single-valued key, as a variable sees it.
struct Single {
  Expanded::State state = Expanded::State::kNull;
  std::string text;
};
Single SingleValue(const std::vector<const Value*>& values);

// ---- values.cpp: what the operators compare

enum class Form : uint8_t {
  kString,
  kStringIgnoringCase,
  kLike,
  kNumber,
  kDate,
  kBool,
  kBinary,
  kIp,
  kArn,
  kNull,
};
enum class Relation : uint8_t { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
enum class Comparison : uint8_t { kNo, kYes, kError, kUnknown };

// Compare tests a context value against a policy value (R3.10-R3.19).
Comparison Compare(Form form, Relation relation, const std::string& context, const Pattern& policy);
// Readable: the policy value can be parsed for the form.
bool Readable(Form form, const Pattern& policy);

// ---- condition.cpp

// Conditions says whether all condition tests of the statement hold (section 3).
Truth Conditions(const compiler::Policy& policy, const compiler::Statement& statement,
                 const World& world);

// ---- match.cpp

// MatchKind: how a principal value matched (section 2.3), weakest first.
enum class MatchKind : uint8_t { kNone, kAccount, kEntity, kDirect };

bool HasAccount(PrincipalKind kind);              // user, role session, federated user, root user
std::string AccountOf(const std::string& value);  // of an account principal; else empty
MatchKind MatchAws(const Principal& principal, const std::string& value);
MatchKind PrincipalMatch(const compiler::Policy& policy, const compiler::Statement& statement,
                         const World& world);
bool ActionMatches(const compiler::Statement& statement, const std::string& action);
Truth ResourceMatches(const compiler::Policy& policy, const compiler::Statement& statement,
                      const World& world);
bool IsAction(const World& world, const std::string& action);  // ignoring ASCII case
bool IsKms(const World& world);

// ---- grants.cpp

// Kinds: per match kind, whether some Allow of that kind applies.
struct Kinds {
  Truth direct = Truth::kFalse;
  Truth entity = Truth::kFalse;
  Truth account = Truth::kFalse;

  void Add(MatchKind kind, Truth truth);
  Truth Any() const { return Or(direct, Or(entity, account)); }
};

// GrantKinds: what the grants on the key allow (kms.md K3.10-K3.15).
Kinds GrantKinds(const World& world);
// RetireKinds: who may retire one of the grants (K3.51 a, b, c); MayDelegateRetiring is d.
Kinds RetireKinds(const World& world);
bool MayDelegateRetiring(const World& world);
// WorksAcrossAccounts: the operations of R5.35.
bool WorksAcrossAccounts(const World& world);

// ---- gather.cpp

// Facts: what the applicable policies and grants say, before they are put together.
struct Facts {
  std::map<By, Truth> deny;
  Truth service_control = Truth::kTrue;  // the gates
  Truth vpc_endpoint = Truth::kTrue;
  Truth identity = Truth::kFalse;
  Truth boundary = Truth::kTrue;
  Truth session = Truth::kTrue;
  Kinds policy;
  Kinds grant;
  ResourceMode mode = ResourceMode::kNormal;
  bool same_account = false;
  bool unreachable = false;  // refused on the resource's side whatever the policies say
  std::vector<Applied> applied;

  Truth Denied() const;
};

Facts Gather(const World& world);

}  // namespace keyward::reference
