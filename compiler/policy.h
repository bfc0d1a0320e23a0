// Policy: a checked policy document, with a span for every element.
//
// Flow      SyntaxTree --Check()--> Policy --Emit()--> Program
// Promise   cannot exist unchecked: only Check makes one. Immutable. Spans refer to source().
//           Strings are decoded; numbers and booleans in condition values are text (R1.9).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/source.h"
#include "base/span.h"
#include "compiler/operators.h"
#include "compiler/policy_type.h"

namespace keyward::compiler {

// Text: a string of the document and where it stands (quotes included).
struct Text {
  std::string value;
  Span span;
};

enum class Effect : uint8_t { kAllow, kDeny };

// Version decides about policy variables (R1.4). An absent Version is k2008.
enum class Version : uint8_t { k2008, k2012 };

// PrincipalType: the member of the principal map (R1.13); kEveryone is the bare string "*".
enum class PrincipalType : uint8_t { kEveryone, kAws, kService, kFederated, kCanonicalUser };

// PrincipalValue: one principal string; {"AWS": "*"} is type kAws, value "*".
struct PrincipalValue {
  PrincipalType type = PrincipalType::kEveryone;
  Text text;
};

// ConditionTest: one (operator, key) pair with its values (R3.1).
struct ConditionTest {
  OperatorName op;
  Span operator_span;        // the operator's name
  Text key;                  // as written; compare ignoring ASCII case (R3.3)
  std::vector<Text> values;  // may be empty (R3.6)
  Span values_span;
};

// ListElement: Action/NotAction or Resource/NotResource. `present` is false where the element is
// absent, which Check lets through only where the kind allows it or in stored mode.
struct ListElement {
  bool present = false;
  bool negated = false;  // NotAction, NotResource
  std::vector<Text> values;
  Span name_span;
  Span span;  // of the value
};

struct PrincipalElement {
  bool present = false;
  bool negated = false;  // NotPrincipal
  std::vector<PrincipalValue> values;
  Span name_span;
  Span span;
};

struct Statement {
  Span span;
  std::optional<Text> sid;
  Effect effect = Effect::kDeny;
  Span effect_span;
  PrincipalElement principal;
  ListElement action;
  ListElement resource;
  std::vector<ConditionTest> conditions;  // operators with empty maps leave nothing here (R3.5)
  Span condition_span;                    // of the Condition value; empty when absent
};

class Policy {
 public:
  PolicyType type() const { return type_; }
  Version version() const { return version_; }
  const std::optional<Text>& id() const { return id_; }
  const std::vector<Statement>& statements() const { return statements_; }
  // source is the text that spans refer to; Locate on it maps into a host file.
  const SourcePtr& source() const { return source_; }
  const std::string& name() const { return name_; }

 private:
  friend class PolicyBuilder;  // compiler/check/: the only maker
  Policy() = default;

  PolicyType type_ = PolicyType::kIdentity;
  Version version_ = Version::k2008;
  std::optional<Text> id_;
  std::vector<Statement> statements_;
  SourcePtr source_;
  std::string name_;
};

// Dump prints a policy one element a line, with spans. Golden form `.policy`.
std::string Dump(const Policy& policy);

// Canonical is the policy's canonical form (R1.18) as compact JSON text, for comparing documents.
std::string Canonical(const Policy& policy);

}  // namespace keyward::compiler
