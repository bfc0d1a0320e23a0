// Reading: one JSON file of AWS's that is being read: its values, and what is wrong with them.
//
// Flow      Source --Reading--> readers of account details and of the organization --> Errors
// Promise   readers go on behind a fault where they can, so that one run finds several. null stands
//           for a member that is absent, as some SDKs print it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/source.h"
#include "evaluator/request.h"
#include "grammar/syntax_tree.h"
#include "iam/load.h"

namespace keyward::iam {

class Reading {
 public:
  static constexpr uint32_t kMaxEntries = 200;

  // Faults go to `errors`, at most kMaxErrors of them.
  Reading(SourcePtr source, Errors& errors) : source_(std::move(source)), errors_(errors) {}

  // Open parses the file; false when it is no JSON object.
  bool Open();

  const SourcePtr& source() const { return source_; }
  const grammar::SyntaxTree& tree() const { return tree_; }
  const grammar::Node& node(grammar::NodeId id) const { return tree_.node(id); }
  bool Is(grammar::NodeId id, grammar::NodeKind kind) const { return node(id).kind == kind; }
  std::string_view text(grammar::NodeId id) const { return tree_.text(id); }

  // Refuse… note a fault and return false. RefuseValue puts the value's path in front of the
  // message: UserDetailList[2].Arn: …
  bool Refuse(const Source& source, Span span, std::string message, std::string help = {});
  bool RefuseValue(grammar::NodeId id, const std::string& message, std::string help = {});
  bool RefuseMissing(grammar::NodeId object, std::string_view name);

  // Members files the members of the object `id` by `names`, kNoNode where one is absent or null.
  // Others are passed over; one of `names` that stands twice is a fault.
  bool Members(grammar::NodeId id, std::span<const std::string_view> names, grammar::NodeId* slots);

  // IsList: the value is a list, or kNoNode, which is an empty one. IsShortList: of at most
  // kMaxEntries; for what AWS limits to a few for each user, group or role.
  bool IsList(grammar::NodeId id);
  bool IsShortList(grammar::NodeId id);
  grammar::NodeId First(grammar::NodeId list) const {
    return list == grammar::kNoNode ? grammar::kNoNode : node(list).first_child;
  }
  grammar::NodeId Next(grammar::NodeId item) const { return node(item).next_sibling; }

  // Text reads a string that is not empty; where there is none, the member `name` of `object` is
  // missing. OptionalText leaves `out` alone then.
  bool Text(grammar::NodeId object, grammar::NodeId id, std::string_view name, std::string& out);
  bool OptionalText(grammar::NodeId id, std::string& out);
  bool Flag(grammar::NodeId id, bool& out);
  // Tags reads [{Key, Value}]; keys differ by more than letter case (R4.6).
  bool Tags(grammar::NodeId id, evaluator::Pairs& out);

  std::string Path(grammar::NodeId id) const;

  // full: further faults are not noted, nor need they be worded.
  bool full() const { return errors_.size() >= kMaxErrors; }

 private:
  SourcePtr source_;
  grammar::SyntaxTree tree_;
  Errors& errors_;
};

}  // namespace keyward::iam
