#include "report/layout/tree_path.h"

#include <algorithm>

namespace keyward::report {
namespace {

using grammar::kNoNode;
using grammar::Node;
using grammar::NodeId;
using grammar::NodeKind;

bool Holds(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

bool HasName(const Node& node) { return node.name_span.end > node.name_span.begin; }

// Whole is a node with its name, if it has one.
Span Whole(const Node& node) {
  return Span{HasName(node) ? node.name_span.begin : node.span.begin, node.span.end};
}

uint32_t CodePoints(std::string_view bytes) {
  return static_cast<uint32_t>(std::count_if(bytes.begin(), bytes.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u;
  }));
}

void AppendSubstring(const Node& node, std::string_view text, Span span,
                     std::vector<PathElement>& path) {
  if (node.kind != NodeKind::kString || span.begin <= node.span.begin ||
      span.end >= node.span.end) {
    return;
  }
  PathElement part;
  part.kind = PathElement::kSubstring;
  const uint32_t content = node.span.begin + 1;
  part.start = CodePoints(text.substr(content, span.begin - content));
  part.length = CodePoints(text.substr(span.begin, span.end - span.begin));
  path.push_back(part);
}

}  // namespace

std::vector<PathElement> TreePath(const grammar::SyntaxTree& tree, std::string_view text,
                                  Span span) {
  std::vector<PathElement> path;
  if (tree.empty() || span.end > text.size()) return path;
  NodeId at = tree.root();
  while (true) {
    const bool in_array = tree.node(at).kind == NodeKind::kArray;
    uint32_t index = 0;
    NodeId child = tree.node(at).first_child;
    while (child != kNoNode && !Holds(Whole(tree.node(child)), span)) {
      child = tree.node(child).next_sibling;
      ++index;
    }
    if (child == kNoNode) break;
    PathElement step;
    step.kind = in_array ? PathElement::kIndex : PathElement::kValue;
    step.index = index;
    step.text = tree.name(child);
    const Node& node = tree.node(child);
    if (HasName(node) && Holds(node.name_span, span)) step.kind = PathElement::kKey;
    path.push_back(step);
    if (step.kind == PathElement::kKey || !Holds(node.span, span)) return path;
    at = child;
  }
  AppendSubstring(tree.node(at), text, span, path);
  return path;
}

}  // namespace keyward::report
