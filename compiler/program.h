// Program: the compiled form of one policy.
//
// Flow      Policy --Emit()--> Program --Authorize()--> Decision
// Promise   immutable; shared between threads; holds no pointer into Source. Flat arrays and index
//           ranges, so that deciding follows no pointers and allocates nothing.
// Limits    32-bit indexes; Emit cannot fail on a checked Policy.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "compiler/kms_actions.h"
#include "compiler/operators.h"
#include "compiler/policy.h"
#include "compiler/policy_type.h"
#include "compiler/values.h"

namespace keyward::compiler {

// StringRef: a piece of the program's string pool.
struct StringRef {
  uint32_t begin = 0;
  uint32_t size = 0;
};

// Range: indexes [begin, end) of one of the program's arrays.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
};

// Key: a context key as a program asks for it.
struct Key {
  StringRef name;            // as written
  uint64_t hash = 0;         // HashKey(name)
  bool hidden = false;       // absent in this kind of policy whatever the context says
  bool multivalued = false;  // what the table says; the context decides for keys it does not know
  bool known = false;
  uint32_t line = kNoLine;  // of a known key that is no family: its line in condition_keys.def
  static constexpr uint32_t kNoLine = 0xFFFFFFFFu;
};

// TokenKind: the parts of a pattern. Variables are resolved when a decision needs them.
enum class TokenKind : uint8_t { kLiteral, kAnyRun, kAnyOne, kVariable, kNull };

struct Token {
  TokenKind kind = TokenKind::kLiteral;
  bool has_default = false;
  StringRef text;    // literal text, or a variable's default
  uint32_t key = 0;  // of a variable: index into keys()
};

// PatternKind: shapes that are recognised at compile time; the rest is matched run by run.
enum class PatternKind : uint8_t {
  kEverything,  // only `*`
  kLiteral,     // no wildcard
  kPrefix,      // literal, then one `*`
  kSuffix,      // one `*`, then literal
  kGeneral,     // tokens
  kTemplate,    // tokens with variables
  kNever,       // can match nothing
};

struct Pattern {
  PatternKind kind = PatternKind::kNever;
  StringRef text;  // of kLiteral, kPrefix, kSuffix
  Range tokens;    // of kGeneral, kTemplate
};

// ArnPattern: a Resource pattern, part by part (R2.10). `everything` is the pattern `*`.
struct ArnPattern {
  bool everything = false;
  bool never = false;
  bool literal_head = false;   // the first five parts hold no wildcard: `head` is all of them
  uint32_t first_pattern = 0;  // six patterns when neither everything nor never
  StringRef head;              // lower case, with the colon behind it
  StringRef text;              // as written
  Span span;
};

// ActionPattern: one Action string for actions that the KMS table does not hold.
struct ActionPattern {
  bool everything = false;  // `*`, or `*` as vendor with a name pattern
  StringRef vendor;         // lower case; empty means any vendor
  Pattern name;             // matched ignoring ASCII case
};

// PrincipalMatch: what a principal value is compared with (R2.20 to R2.29).
enum class PrincipalMatch : uint8_t {
  kEveryone,  // "*", {"AWS": "*"}
  kAccount,   // 12 digits or the :root ARN
  kArn,       // user, role, session, federated user
  kUniqueId,  // AIDA…, AROA…
  kService,
  kFederated,
  kNobody,  // CanonicalUser without a mapping, text that can equal nobody
};

struct PrincipalCode {
  PrincipalMatch match = PrincipalMatch::kNobody;
  uint64_t account = kNoAccount;  // of kAccount
  uint64_t hash = 0;              // of text
  StringRef text;
  Span span;
};

// OperandKind: how a policy value was parsed for its operator.
enum class OperandKind : uint8_t {
  kText,
  kPattern,
  kDecimal,
  kInstant,
  kBool,
  kCidr,
  kArn,
  kTypeError
};

// Operand: one condition value; small, since deciding reads many.
struct Operand {
  OperandKind kind = OperandKind::kTypeError;
  bool flag = false;   // kBool: the value; kDecimal: minus; kArn: holds variables, split late
  uint32_t index = 0;  // kPattern, kArn with variables: a pattern; kArn: the first of six patterns;
                       // kInstant, kCidr: its place in instants or cidrs; kDecimal: in fractions
  StringRef text;      // kText: what is compared (binary: decoded bytes); kDecimal: integer digits
  StringRef written;   // the value as the policy says it
};

// Predicate: one distinct (operator, key, values) test; evaluated at most once a decision.
struct Predicate {
  Operator op{};
  Test test{};
  Qualifier qualifier{};
  bool if_exists = false;
  bool negated = false;
  bool holds_when_missing = false;  // the result where the context does not hold the key
  bool plain = false;               // a bare operator other than Null, with values
  uint32_t key = 0;                 // index into keys()
  uint32_t line = Key::kNoLine;     // of the key, unless it is hidden: saves a look at keys()
  Range operands;
};

// PredicateUse: a predicate as one statement writes it.
struct PredicateUse {
  uint32_t predicate = 0;
  StringRef key;  // as this statement spells it
  Span operator_span;
  Span key_span;
  Span values_span;
};

// StatementCode: one statement, in source order.
struct StatementCode {
  Effect effect = Effect::kDeny;
  bool inert = false;          // can never apply: no Action, no Principal where one is due, …
  bool has_principal = false;  // the kind names principals
  bool not_principal = false;
  bool not_action = false;
  bool not_resource = false;
  bool resource_implied = false;  // no Resource element where the kind lets it stand for all
  bool everyone = false;          // Principal is everybody
  uint64_t kms_actions = 0;       // Bit(action): the statement names it (NotAction applied)
  Range actions;                  // ActionPattern
  Range resources;                // ArnPattern
  uint32_t resource_element = 0;  // equal Resource elements share one; matched once a decision
  Range principals;               // PrincipalCode
  Range uses;                     // PredicateUse
};

// StatementSource: where a statement stands, for explanations.
struct StatementSource {
  Span span;
  Span effect;
  Span action;
  Span resource;
  Span principal;
  Span condition;
  StringRef sid;
  bool has_sid = false;
  bool missing_resource = false;
  bool missing_action = false;
  bool missing_principal = false;
  std::vector<Span> action_values;  // per Action string
};

// VendorIndex: the statements that name actions of one vendor, for actions outside the KMS table.
struct VendorIndex {
  StringRef vendor;
  Range statements;  // of statement_lists
};

class Program {
 public:
  PolicyType type() const { return type_; }
  const std::string& name() const { return name_; }

  std::span<const StatementCode> statements() const { return statements_; }
  std::span<const StatementSource> sources() const { return sources_; }
  std::span<const Predicate> predicates() const { return predicates_; }
  uint32_t resource_elements() const { return resource_elements_; }
  std::span<const PredicateUse> uses(Range r) const { return Slice(uses_, r); }
  // used_predicates are the predicates of uses(r), close together, for deciding.
  std::span<const uint32_t> used_predicates(Range r) const { return Slice(used_predicates_, r); }
  std::span<const Operand> operands(Range r) const { return Slice(operands_, r); }
  std::span<const PrincipalCode> principals(Range r) const { return Slice(principals_, r); }
  std::span<const ArnPattern> resources(Range r) const { return Slice(resources_, r); }
  std::span<const ActionPattern> actions(Range r) const { return Slice(actions_, r); }
  std::span<const Token> tokens(Range r) const { return Slice(tokens_, r); }
  const Pattern& pattern(uint32_t index) const { return patterns_[index]; }
  const Instant& instant(const Operand& operand) const { return instants_[operand.index]; }
  const Cidr& cidr(const Operand& operand) const { return cidrs_[operand.index]; }
  Decimal decimal(const Operand& operand) const {
    return {operand.flag, text(operand.text), text(fractions_[operand.index])};
  }
  const Key& key(uint32_t index) const { return keys_[index]; }
  std::span<const Key> keys() const { return keys_; }
  std::string_view text(StringRef ref) const {
    return std::string_view(pool_).substr(ref.begin, ref.size);
  }

  // StatementsOf lists the statements whose action element names `action`; denies come first.
  std::span<const uint32_t> StatementsOf(KmsAction action) const {
    return Slice(statement_lists_, kms_index_[static_cast<size_t>(action)]);
  }
  // StatementsOfVendor lists the statements that may name an action of `vendor` (lower case) that
  // the KMS table does not hold; their action patterns must still be matched.
  std::span<const uint32_t> StatementsOfVendor(std::string_view vendor) const;

  // max_tokens is the longest pattern, in tokens: what a decision needs to resolve variables.
  uint32_t max_tokens() const { return max_tokens_; }

 private:
  friend class Emitter;  // compiler/emit/: the only maker
  Program() = default;

  template <typename T>
  static std::span<const T> Slice(const std::vector<T>& all, Range r) {
    return std::span<const T>(all).subspan(r.begin, r.size());
  }

  PolicyType type_ = PolicyType::kIdentity;
  std::string name_;
  std::vector<StatementCode> statements_;
  std::vector<StatementSource> sources_;
  std::vector<Predicate> predicates_;
  std::vector<PredicateUse> uses_;
  std::vector<uint32_t> used_predicates_;  // parallel to uses_
  std::vector<Operand> operands_;
  std::vector<Instant> instants_;
  std::vector<Cidr> cidrs_;
  std::vector<StringRef> fractions_;  // digits behind the point
  std::vector<PrincipalCode> principals_;
  std::vector<ArnPattern> resources_;
  std::vector<ActionPattern> actions_;
  std::vector<Pattern> patterns_;
  std::vector<Token> tokens_;
  std::vector<Key> keys_;
  std::vector<uint32_t> statement_lists_;
  std::array<Range, kKmsActionCount> kms_index_{};
  std::vector<VendorIndex> vendor_index_;  // sorted by vendor
  Range any_vendor_;
  std::string pool_;
  uint32_t max_tokens_ = 0;
  uint32_t resource_elements_ = 0;
};

// Dump prints the program as text that a person can read. Golden form `.ir`.
std::string Dump(const Program& program);

}  // namespace keyward::compiler
