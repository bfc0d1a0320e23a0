#include <fmt/core.h>

#include "compiler/check/elements.h"

namespace keyward::compiler {

NodeId Choose(Inspection& in, NodeId positive, NodeId negative, TwinNames names) {
  if (negative == kNoNode) return positive;
  if (positive == kNoNode) return negative;
  // The later one is the finding, the earlier one explains it.
  const bool in_order = in.node(positive).name_span.begin < in.node(negative).name_span.begin;
  const NodeId later = in_order ? negative : positive;
  const NodeId earlier = in_order ? positive : negative;
  in.Report(
        Refusal::kAlways, Code::kUnsupportedElementCombination, in.node(later).name_span,
        fmt::format("a statement has {} or {}, but this has both", names.positive, names.negative),
        "remove one of them, or make two statements")
      .notes.push_back({in.node(earlier).name_span, "the other one"});
  return positive;
}

namespace {

// kAccounts holds numbers when the quotation marks of an account id were forgotten.
constexpr std::string_view kAccounts = "AWS";

}  // namespace

void ReadList(Inspection& in, NodeId node, std::string_view name, ListElement& list,
              std::vector<NodeId>& nodes) {
  list.present = true;
  list.name_span = in.node(node).name_span;
  list.span = in.node(node).span;
  if (in.Is(node, NodeKind::kString)) {
    nodes.push_back(node);
  } else if (!in.Is(node, NodeKind::kArray)) {
    in.ReportType(node, name, "a string or a list of strings", name == kAccounts);
    return;
  } else {
    for (NodeId id = in.node(node).first_child; id != kNoNode; id = in.node(id).next_sibling) {
      if (in.Is(id, NodeKind::kString)) {
        nodes.push_back(id);
      } else {
        in.ReportType(id, fmt::format("each value of {}", name), "a string", name == kAccounts);
      }
    }
  }
  list.values.reserve(nodes.size());
  for (NodeId id : nodes) list.values.push_back(in.TextOf(id));
}

}  // namespace keyward::compiler
