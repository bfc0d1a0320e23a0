// Document: what a JSON file is, by its content.
#pragma once

#include <optional>
#include <string>

#include "base/source.h"
#include "cli/parser.h"
#include "compiler/policy_type.h"
#include "grammar/syntax_tree.h"

namespace keyward::cli {

enum class DocumentKind : uint8_t { kPolicy, kScenario, kOther };

// ReadDocument is the tree of a text, by the fast reader; empty where it is not JSON.
grammar::SyntaxTree ReadDocument(const Source& source);

// RecognizeDocument tells policies and scenarios from other files by the members at their top.
DocumentKind RecognizeDocument(const grammar::SyntaxTree& tree);

// DetectPolicyType guesses the kind of a policy: with principals it is a key policy if it has kms
// actions, a role trust policy if it assumes roles, else a resource policy; without, an identity policy.
compiler::PolicyType DetectPolicyType(const grammar::SyntaxTree& tree);

// TypeOption: the value of --type.
struct TypeOption {
  std::string name = "auto";
  // TypeFor is the type that was given, or the one that is detected.
  compiler::PolicyType TypeFor(const grammar::SyntaxTree& tree) const;
  bool detects() const { return name == "auto"; }
};

// AddType adds --type to a verb.
void AddType(CLI::App& verb, TypeOption& type);

}  // namespace keyward::cli
