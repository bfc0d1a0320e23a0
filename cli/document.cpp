#include "cli/document.h"

#include <CLI/CLI.hpp>
#include <array>

#include "cli/choice.h"
#include "grammar/host_reader.h"

namespace keyward::cli {
namespace {

using compiler::PolicyType;
using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;
using grammar::SyntaxTree;

// ForEachValue visits a value, or the values of a list.
template <typename Visit>
void ForEachValue(const SyntaxTree& tree, NodeId id, Visit visit) {
  if (id == kNoNode) return;
  if (tree.node(id).kind != NodeKind::kArray) {
    visit(id);
    return;
  }
  NodeId item = tree.node(id).first_child;
  for (; item != kNoNode; item = tree.node(item).next_sibling) visit(item);
}

bool StartsWith(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         CLI::detail::to_lower(std::string(text.substr(0, lower_prefix.size()))) == lower_prefix;
}

// Signs: what the statements of a policy show about its kind.
struct Signs {
  bool principal = false;
  bool kms = false;
  bool assumes_role = false;
};

void ReadSigns(const SyntaxTree& tree, NodeId statement, Signs& signs) {
  signs.principal |= tree.Find(statement, "Principal") != kNoNode ||
                     tree.Find(statement, "NotPrincipal") != kNoNode;
  for (std::string_view member : {"Action", "NotAction"}) {
    ForEachValue(tree, tree.Find(statement, member), [&](NodeId action) {
      if (tree.node(action).kind != NodeKind::kString) return;
      signs.kms |= StartsWith(tree.text(action), "kms:");
      signs.assumes_role |= StartsWith(tree.text(action), "sts:assumerole");
    });
  }
}

}  // namespace

SyntaxTree ReadDocument(const Source& source) {
  SyntaxTree tree;
  if (grammar::ReadHost(source.text(), tree)) tree.Clear();
  return tree;
}

DocumentKind RecognizeDocument(const SyntaxTree& tree) {
  if (tree.empty() || tree.node(tree.root()).kind != NodeKind::kObject) return DocumentKind::kOther;
  if (tree.Find(tree.root(), "Statement") != kNoNode) return DocumentKind::kPolicy;
  const bool scenario = tree.Find(tree.root(), "requests") != kNoNode ||
                        tree.Find(tree.root(), "policies") != kNoNode;
  return scenario ? DocumentKind::kScenario : DocumentKind::kOther;
}

PolicyType DetectPolicyType(const SyntaxTree& tree) {
  Signs signs;
  if (!tree.empty() && tree.node(tree.root()).kind == NodeKind::kObject) {
    ForEachValue(tree, tree.Find(tree.root(), "Statement"), [&](NodeId statement) {
      if (tree.node(statement).kind == NodeKind::kObject) ReadSigns(tree, statement, signs);
    });
  }
  if (!signs.principal) return PolicyType::kIdentity;
  if (signs.kms) return PolicyType::kKeyPolicy;
  return signs.assumes_role ? PolicyType::kRoleTrust : PolicyType::kResource;
}

PolicyType TypeOption::TypeFor(const SyntaxTree& tree) const {
  const std::optional<PolicyType> given = compiler::ParsePolicyType(name);
  return given ? *given : DetectPolicyType(tree);
}

void AddType(CLI::App& verb, TypeOption& type) {
  std::vector<std::string> names = {"auto"};
  for (size_t i = 0; i < compiler::kPolicyTypeCount; ++i) {
    names.emplace_back(compiler::PolicyTypeName(static_cast<PolicyType>(i)));
  }
  verb.add_option("--type", type.name,
                  "Kind of policy: auto, identity, key-policy, resource, role-trust-policy, scp, "
                  "rcp, permissions-boundary, session, vpc-endpoint")
      ->check(OneOf(names))
      ->type_name("KIND");
}

}  // namespace keyward::cli
