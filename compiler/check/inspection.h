// Inspection: one document under check: the tree, the kind, the mode and what was found so far.
//
// Flow      Check --Inspection--> every element's check --Report--> Diagnostics
// Promise   collects; decides in one place whether a finding refuses, by mode (R1.12).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source.h"
#include "compiler/check.h"
#include "compiler/check/codes.h"
#include "compiler/policy.h"
#include "grammar/syntax_tree.h"

namespace keyward::compiler {

using grammar::kNoNode;
using grammar::Node;
using grammar::NodeId;
using grammar::NodeKind;

// Refusal: in which mode a finding keeps the document out.
enum class Refusal : uint8_t {
  kAlways,  // also when stored: no service ever let such a document in
  kOnSave,  // refused when saved, tolerated in documents that older checks let through
  kNever,   // a service takes it
};

// kMaxFindings bounds what a hostile document can make us say; behind it only the first finding that
// refuses is kept, so that a refused document always says why.
inline constexpr size_t kMaxFindings = 1000;

class Inspection {
 public:
  Inspection(const grammar::SyntaxTree& tree, const Source& source, PolicyType type,
             const CheckOptions& options)
      : tree_(tree), source_(source), type_(type), options_(options) {}

  const grammar::SyntaxTree& tree() const { return tree_; }
  const Source& source() const { return source_; }
  PolicyType type() const { return type_; }
  const CheckOptions& options() const { return options_; }
  bool stored() const { return options_.mode == CheckMode::kStored; }
  bool refused() const { return refused_; }
  Version version() const { return version_; }
  void set_version(Version version) { version_ = version; }

  // Report files a finding. The severity is the table's; in stored mode, what does not refuse is at
  // most a warning. The reference holds until the next Report, for notes and a fix.
  Diagnostic& Report(Refusal refusal, Code code, Span span, std::string message,
                     std::string help = {});

  // ReportType files a DATA_TYPE_MISMATCH: `element` "must be `allowed`". Numbers and booleans
  // where text may stand get a fix that quotes them.
  Diagnostic& ReportType(NodeId id, std::string_view element, std::string_view allowed,
                         bool text_may_stand = false);

  // Take hands the findings over, sorted by span.
  Diagnostics Take() &&;

  const Node& node(NodeId id) const { return tree_.node(id); }
  std::string_view text(NodeId id) const { return tree_.text(id); }
  std::string_view name(NodeId id) const { return tree_.name(id); }
  bool Is(NodeId id, NodeKind kind) const { return tree_.node(id).kind == kind; }
  Text TextOf(NodeId id) const { return {std::string(text(id)), node(id).span}; }

  // Within is the span of bytes [begin, end) of the decoded string `id`.
  Span Within(NodeId id, size_t begin, size_t end) const;

 private:
  const grammar::SyntaxTree& tree_;
  const Source& source_;
  PolicyType type_;
  const CheckOptions& options_;
  Version version_ = Version::k2008;
  bool refused_ = false;
  Diagnostics diagnostics_;
  Diagnostic surplus_;  // the last finding that was not kept
};

// NodeWords is a node's kind as a message says it: "an object", "the number 5", ….
std::string NodeWords(const Inspection& in, NodeId id);

// Quote puts a value of the document between quotation marks for a message, shortened when long.
std::string Quote(std::string_view text);

// Article is "a" or "an" and the kind in AWS's words: "an identity-based policy".
std::string Article(PolicyType type);

}  // namespace keyward::compiler
