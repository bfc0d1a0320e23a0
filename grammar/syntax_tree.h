// SyntaxTree: a JSON document with a span on every node, duplicate members kept.
//
// Flow      Source --Parse (ANTLR, policies) or ReadHost (host files)--> SyntaxTree
//           SyntaxTree --Check--> Policy
// Promise   nodes in one vector, indexes not pointers; walking needs no recursion; holds no pointer
//           into the Source. Both readers build the same tree for the same text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace keyward::grammar {

enum class NodeKind : uint8_t { kObject, kArray, kString, kNumber, kTrue, kFalse, kNull };

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFFu;

// TextRef: a piece of the tree's own text pool.
struct TextRef {
  uint32_t begin = 0;
  uint32_t size = 0;
};

// Node: one JSON value. A member of an object is its value's node with name and name_span set.
struct Node {
  NodeKind kind = NodeKind::kNull;
  Span span;       // of the value; strings include their quotes
  Span name_span;  // of the member's name with its quotes; empty outside objects
  NodeId parent = kNoNode;
  NodeId first_child = kNoNode;  // of an object or array, in source order
  NodeId next_sibling = kNoNode;
  uint32_t child_count = 0;
  TextRef name;  // decoded member name
  TextRef text;  // decoded string, or the number's lexeme
};

class SyntaxTree {
 public:
  // An empty tree has no root; Parse never hands one out without Diagnostics.
  bool empty() const { return nodes_.empty(); }
  NodeId root() const { return nodes_.empty() ? kNoNode : 0; }
  size_t size() const { return nodes_.size(); }
  const Node& node(NodeId id) const { return nodes_[id]; }
  std::string_view text(NodeId id) const { return View(nodes_[id].text); }
  std::string_view name(NodeId id) const { return View(nodes_[id].name); }

  // Find is the first member of `object` called `name` (exact case), or kNoNode. Further members
  // of the same name are reached by walking the children.
  NodeId Find(NodeId object, std::string_view name) const;

  // Building, for the two readers (and for tests): the first node added is the root; children must
  // be added behind their parent, in source order. Clear keeps the capacity.
  NodeId Add(NodeId parent, NodeKind kind, Span span);
  void SetEnd(NodeId id, uint32_t end) { nodes_[id].span.end = end; }
  void SetName(NodeId id, std::string_view name, Span span);
  void SetText(NodeId id, std::string_view text);
  // ExtendName and ExtendText lengthen what was set last in the whole tree, so that a string with
  // escapes is stored run by run, without a second buffer.
  void ExtendName(NodeId id, std::string_view more);
  void ExtendText(NodeId id, std::string_view more);
  void Clear();

 private:
  std::string_view View(TextRef ref) const {
    return std::string_view(pool_).substr(ref.begin, ref.size);
  }
  TextRef Store(std::string_view text);
  void Extend(TextRef& ref, std::string_view more);

  std::vector<Node> nodes_;
  std::vector<NodeId> last_child_;  // per node, while building
  std::string pool_;
};

// Dump prints the tree one node a line, indented: kind, span, name and text. Golden form `.tree`.
std::string Dump(const SyntaxTree& tree);

}  // namespace keyward::grammar
