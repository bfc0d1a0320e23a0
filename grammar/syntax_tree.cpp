#include "grammar/syntax_tree.h"

#include <array>
#include <cstdio>

#include "base/check.h"

namespace keyward::grammar {
namespace {

const char* KindName(NodeKind kind) {
  constexpr std::array<const char*, 7> kNames = {"object", "array", "string", "number",
                                                 "true",   "false", "null"};
  return kNames[static_cast<size_t>(kind)];
}

// AppendQuoted writes `text` in quotes, on one line.
void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", byte);
      out += escape;
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  out += '"';
}

void AppendSpan(std::string& out, Span span) {
  out += '[' + std::to_string(span.begin) + ',' + std::to_string(span.end) + ')';
}

void AppendNode(std::string& out, const SyntaxTree& tree, NodeId id, size_t depth) {
  const Node& node = tree.node(id);
  out.append(depth * 2, ' ');
  if (node.name_span.end != 0) {
    AppendQuoted(out, tree.name(id));
    out += ' ';
    AppendSpan(out, node.name_span);
    out += ": ";
  }
  out += KindName(node.kind);
  out += ' ';
  AppendSpan(out, node.span);
  if (node.kind == NodeKind::kString) {
    out += ' ';
    AppendQuoted(out, tree.text(id));
  } else if (node.kind == NodeKind::kNumber) {
    out += ' ';
    out += tree.text(id);
  }
  out += '\n';
}

}  // namespace

NodeId SyntaxTree::Find(NodeId object, std::string_view name) const {
  for (NodeId id = nodes_[object].first_child; id != kNoNode; id = nodes_[id].next_sibling) {
    if (this->name(id) == name) return id;
  }
  return kNoNode;
}

NodeId SyntaxTree::Add(NodeId parent, NodeKind kind, Span span) {
  const NodeId id = static_cast<NodeId>(nodes_.size());
  KEYWARD_CHECK((parent == kNoNode) == (id == 0));
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.span = span;
  node.parent = parent;
  last_child_.push_back(kNoNode);
  if (parent == kNoNode) return id;
  NodeId& last = last_child_[parent];
  if (last == kNoNode) {
    nodes_[parent].first_child = id;
  } else {
    nodes_[last].next_sibling = id;
  }
  last = id;
  ++nodes_[parent].child_count;
  return id;
}

void SyntaxTree::SetName(NodeId id, std::string_view name, Span span) {
  nodes_[id].name = Store(name);
  nodes_[id].name_span = span;
}

void SyntaxTree::SetText(NodeId id, std::string_view text) { nodes_[id].text = Store(text); }

void SyntaxTree::ExtendName(NodeId id, std::string_view more) { Extend(nodes_[id].name, more); }

void SyntaxTree::ExtendText(NodeId id, std::string_view more) { Extend(nodes_[id].text, more); }

void SyntaxTree::Clear() {
  nodes_.clear();
  last_child_.clear();
  pool_.clear();
}

TextRef SyntaxTree::Store(std::string_view text) {
  const TextRef ref{static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(text.size())};
  pool_.append(text);
  return ref;
}

void SyntaxTree::Extend(TextRef& ref, std::string_view more) {
  KEYWARD_CHECK(ref.begin + ref.size == pool_.size());
  pool_.append(more);
  ref.size += static_cast<uint32_t>(more.size());
}

std::string Dump(const SyntaxTree& tree) {
  std::string out;
  size_t depth = 0;
  NodeId id = tree.root();
  while (id != kNoNode) {
    AppendNode(out, tree, id, depth);
    const Node& node = tree.node(id);
    if (node.first_child != kNoNode) {
      id = node.first_child;
      ++depth;
      continue;
    }
    while (id != kNoNode && tree.node(id).next_sibling == kNoNode) {
      id = tree.node(id).parent;
      --depth;
    }
    if (id != kNoNode) id = tree.node(id).next_sibling;
  }
  return out;
}

}  // namespace keyward::grammar
