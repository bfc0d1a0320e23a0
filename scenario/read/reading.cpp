#include "scenario/read/reading.h"

#include <algorithm>
#include <fmt/core.h>

#include "compiler/values.h"

namespace keyward::scenario {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr std::array<std::string_view, 7> kKindWords = {
    "an object", "a list", "a string", "a number", "true", "false", "null",
};

size_t IndexOf(const grammar::SyntaxTree& tree, NodeId id) {
  size_t index = 0;
  NodeId other = tree.node(tree.node(id).parent).first_child;
  for (; other != id; other = tree.node(other).next_sibling) ++index;
  return index;
}

}  // namespace

std::string Reading::Path(NodeId id) const {
  std::string path;
  for (; id != kNoNode && node(id).parent != kNoNode; id = node(id).parent) {
    if (!path.empty() && path.front() != '[') path.insert(0, ".");
    if (Is(node(id).parent, NodeKind::kArray)) {
      path.insert(0, fmt::format("[{}]", IndexOf(tree_, id)));
    } else {
      path.insert(0, tree_.name(id));
    }
  }
  return path;
}

bool Reading::Refuse(Span span, std::string message, std::string help) {
  Error error;
  error.code = ErrorCode::kInvalidInput;
  error.message = std::move(message);
  error.help = std::move(help);
  if (source_ != nullptr) {
    const Location location = source_->Locate(span);
    error.file = location.file;
    error.position = location.start;
  } else {
    error.position = PositionIn(text_, span.begin);
  }
  return Refuse(std::move(error));
}

bool Reading::Refuse(Error error) {
  if (!full()) errors_.push_back(std::move(error));
  return false;
}

bool Reading::RefuseValue(NodeId id, const std::string& message, std::string help) {
  if (full()) return false;
  const std::string path = Path(id);
  return Refuse(node(id).span, path.empty() ? message : path + ": " + message, std::move(help));
}

bool Reading::RefuseKind(NodeId id, std::string_view expected) {
  const auto kind = static_cast<size_t>(node(id).kind);
  return RefuseValue(id, fmt::format("expected {}, found {}", expected, kKindWords[kind]));
}

bool Reading::RefuseRepeated(NodeId id) {
  if (full()) return false;
  return Refuse(node(id).name_span, fmt::format("{}: given twice", Path(id)),
                "remove one of the two");
}

bool Reading::RefuseUnknown(NodeId id, std::span<const std::string_view> names) {
  if (full()) return false;
  const std::string path = Path(node(id).parent);
  return Refuse(
      node(id).name_span,
      fmt::format("unknown member \"{}\"{}{}", tree_.name(id), path.empty() ? "" : " in ", path),
      Suggest(tree_.name(id), names));
}

bool Reading::Members(NodeId id, std::span<const std::string_view> names, NodeId* slots) {
  std::fill(slots, slots + names.size(), kNoNode);
  if (!Is(id, NodeKind::kObject)) return RefuseKind(id, "an object");
  bool ok = true;
  for (NodeId child = node(id).first_child; child != kNoNode; child = node(child).next_sibling) {
    const std::string_view name = tree_.name(child);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      ok = RefuseUnknown(child, names);
      continue;
    }
    NodeId& slot = slots[found - names.begin()];
    if (slot != kNoNode) ok = RefuseRepeated(child);
    slot = child;
  }
  return ok;
}

bool Reading::Text(NodeId id, std::string& out) {
  if (id == kNoNode) return true;
  if (!Is(id, NodeKind::kString)) return RefuseKind(id, "a string");
  out.assign(tree_.text(id));
  return true;
}

bool Reading::Flag(NodeId id, bool& out) {
  if (id == kNoNode) return true;
  out = Is(id, NodeKind::kTrue);
  return out || Is(id, NodeKind::kFalse) || RefuseKind(id, "true or false");
}

bool Reading::Texts(NodeId id, std::vector<std::string>& out) {
  if (id == kNoNode) return true;
  if (!Is(id, NodeKind::kArray)) return RefuseKind(id, "a list of strings");
  bool ok = true;
  out.clear();
  for (NodeId child = node(id).first_child; child != kNoNode; child = node(child).next_sibling) {
    ok &= Text(child, out.emplace_back());
  }
  return ok;
}

bool Reading::Pairs(NodeId id, evaluator::Pairs& out) {
  if (id == kNoNode) return true;
  if (!Is(id, NodeKind::kObject)) return RefuseKind(id, "an object of strings");
  bool ok = UniqueNames(id);
  out.resize(node(id).child_count);
  size_t index = 0;
  for (NodeId child = node(id).first_child; child != kNoNode; child = node(child).next_sibling) {
    out[index].first.assign(tree_.name(child));
    ok &= Text(child, out[index++].second);
  }
  return ok;
}

bool Reading::Account(NodeId id, std::string& out) {
  if (!Text(id, out)) return false;
  if (id == kNoNode || compiler::ParseAccount(out)) return true;
  return RefuseValue(id, fmt::format("\"{}\" is no account id", out),
                     "an account id has 12 digits, like 111122223333");
}

bool Reading::UniqueNames(NodeId id) {
  constexpr uint32_t kFew = 8;  // comparing all with all beats sorting, and allocates nothing
  bool ok = true;
  if (node(id).child_count <= kFew) {
    for (NodeId a = node(id).first_child; a != kNoNode; a = node(a).next_sibling) {
      for (NodeId b = node(a).next_sibling; b != kNoNode; b = node(b).next_sibling) {
        if (tree_.name(a) == tree_.name(b)) ok = RefuseRepeated(b);
      }
    }
    return ok;
  }
  std::vector<NodeId> members;
  for (NodeId a = node(id).first_child; a != kNoNode; a = node(a).next_sibling)
    members.push_back(a);
  std::stable_sort(members.begin(), members.end(),
                   [this](NodeId a, NodeId b) { return tree_.name(a) < tree_.name(b); });
  for (size_t i = 1; i < members.size(); ++i) {
    if (tree_.name(members[i - 1]) == tree_.name(members[i])) ok = RefuseRepeated(members[i]);
  }
  return ok;
}

Position PositionIn(std::string_view text, uint32_t offset) {
  Position position{1, 1, offset};
  for (char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) {
      ++position.column;
    }
  }
  return position;
}

}  // namespace keyward::scenario
