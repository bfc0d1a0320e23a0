// Reading: a JSON text that is being read: its values, and what is wrong with them.
//
// Flow      SyntaxTree + Reading --Read…--> plain facts, or Errors with file and position
// Promise   readers return false behind a refusal and go on where they can, so that several faults
//           are found in one run. Allocates nothing but for refusals.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source.h"
#include "evaluator/request.h"
#include "grammar/syntax_tree.h"

namespace keyward::scenario {

class Reading {
 public:
  // `text` is what `tree` was read from; `source` says in which file it stands, and may be null.
  Reading(const grammar::SyntaxTree& tree, std::string_view text, const Source* source)
      : tree_(tree), text_(text), source_(source) {}

  const grammar::SyntaxTree& tree() const { return tree_; }
  const grammar::Node& node(grammar::NodeId id) const { return tree_.node(id); }
  bool Is(grammar::NodeId id, grammar::NodeKind kind) const { return node(id).kind == kind; }
  // Raw is the text of a value as it is written; empty when the text is not at hand.
  std::string_view Raw(grammar::NodeId id) const {
    const Span span = node(id).span;
    return span.end > text_.size() ? std::string_view()
                                   : text_.substr(span.begin, span.end - span.begin);
  }
  // Path says where a value stands: requests[0].principal.type.
  std::string Path(grammar::NodeId id) const;

  // Refuse… note a fault and return false. RefuseValue puts the value's path in front of the
  // message; RefuseKind says that something of another JSON kind is expected.
  bool Refuse(Span span, std::string message, std::string help = {});
  bool RefuseValue(grammar::NodeId id, const std::string& message, std::string help = {});
  bool RefuseKind(grammar::NodeId id, std::string_view expected);
  bool Refuse(Error error);

  // Members files the members of the object `id` by `names`, kNoNode where one is not there.
  // Unknown and repeated members are refused.
  bool Members(grammar::NodeId id, std::span<const std::string_view> names, grammar::NodeId* slots);

  // Text, Flag, Texts, Pairs read a value if it is there; kNoNode leaves `out` alone.
  bool Text(grammar::NodeId id, std::string& out);
  bool Flag(grammar::NodeId id, bool& out);
  bool Texts(grammar::NodeId id, std::vector<std::string>& out);
  bool Pairs(grammar::NodeId id, evaluator::Pairs& out);
  // Account reads a 12-digit account id.
  bool Account(grammar::NodeId id, std::string& out);
  // UniqueNames refuses repeated member names in the object `id`, of whatever size it is.
  bool UniqueNames(grammar::NodeId id);

  bool ok() const { return errors_.empty(); }
  // full: further faults are not recorded; a hostile file must not make a report that outgrows it.
  bool full() const { return errors_.size() >= kMaxErrors; }
  std::vector<Error>& errors() { return errors_; }

 private:
  static constexpr size_t kMaxErrors = 100;

  bool RefuseRepeated(grammar::NodeId id);
  bool RefuseUnknown(grammar::NodeId id, std::span<const std::string_view> names);

  const grammar::SyntaxTree& tree_;
  std::string_view text_;
  const Source* source_;
  std::vector<Error> errors_;
};

// PositionIn counts lines and columns of `text` up to `offset`.
Position PositionIn(std::string_view text, uint32_t offset);

// Suggest is "did you mean …" for a word like one of `names`, else the list of them.
std::string Suggest(std::string_view word, std::span<const std::string_view> names);

}  // namespace keyward::scenario
