#include "iam/read/reading.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "compiler/values.h"
#include "grammar/host_reader.h"

namespace keyward::iam {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;

constexpr std::array<std::string_view, 7> kFound = {
    "an object", "a list", "a string", "a number", "true", "false", "null",
};

std::string Expected(std::string_view what, NodeKind found) {
  return fmt::format("expected {}, found {}", what, kFound[static_cast<size_t>(found)]);
}

}  // namespace

bool Reading::Open() {
  Result<grammar::SyntaxTree> tree = grammar::ReadHostFile(*source_);
  if (!tree) {
    if (!full()) errors_.push_back(std::move(tree.error()));
    return false;
  }
  tree_ = std::move(*tree);
  if (Is(tree_.root(), NodeKind::kObject)) return true;
  return RefuseValue(tree_.root(), Expected("an object", node(tree_.root()).kind));
}

std::string Reading::Path(NodeId id) const {
  std::string path;
  for (; node(id).parent != kNoNode; id = node(id).parent) {
    if (!path.empty() && path.front() != '[') path.insert(0, ".");
    if (!Is(node(id).parent, NodeKind::kArray)) {
      path.insert(0, tree_.name(id));
      continue;
    }
    size_t index = 0;
    for (NodeId item = First(node(id).parent); item != id; item = Next(item)) ++index;
    path.insert(0, fmt::format("[{}]", index));
  }
  return path;
}

bool Reading::Refuse(const Source& source, Span span, std::string message, std::string help) {
  if (full()) return false;
  const Location at = source.Locate(span);
  errors_.push_back(Error{ErrorCode::kInvalidInput, std::move(message), std::string(at.file),
                          at.start, std::move(help)});
  return false;
}

bool Reading::RefuseValue(NodeId id, const std::string& message, std::string help) {
  if (full()) return false;
  const std::string path = Path(id);
  return Refuse(*source_, node(id).span, path.empty() ? message : path + ": " + message,
                std::move(help));
}

bool Reading::RefuseMissing(NodeId object, std::string_view name) {
  return RefuseValue(object, fmt::format("{} is missing", name));
}

bool Reading::Members(NodeId id, std::span<const std::string_view> names, NodeId* slots) {
  std::fill(slots, slots + names.size(), kNoNode);
  if (!Is(id, NodeKind::kObject)) return RefuseValue(id, Expected("an object", node(id).kind));
  bool ok = true;
  for (NodeId child = First(id); child != kNoNode; child = Next(child)) {
    const auto found = std::find(names.begin(), names.end(), tree_.name(child));
    if (found == names.end()) continue;
    NodeId& slot = slots[found - names.begin()];
    if (slot != kNoNode) ok = RefuseValue(child, "given twice", "remove one of the two");
    slot = child;
  }
  for (NodeId* slot = slots; slot != slots + names.size(); ++slot) {
    if (*slot != kNoNode && Is(*slot, NodeKind::kNull)) *slot = kNoNode;
  }
  return ok;
}

bool Reading::IsList(NodeId id) {
  return id == kNoNode || Is(id, NodeKind::kArray) ||
         RefuseValue(id, Expected("a list", node(id).kind));
}

bool Reading::IsShortList(NodeId id) {
  if (!IsList(id)) return false;
  return id == kNoNode || node(id).child_count <= kMaxEntries ||
         RefuseValue(id,
                     fmt::format("{} entries are more than {}", node(id).child_count, kMaxEntries));
}

bool Reading::Text(NodeId object, NodeId id, std::string_view name, std::string& out) {
  if (id == kNoNode) return RefuseMissing(object, name);
  if (!OptionalText(id, out)) return false;
  return !out.empty() || RefuseValue(id, "is empty");
}

bool Reading::OptionalText(NodeId id, std::string& out) {
  if (id == kNoNode) return true;
  if (!Is(id, NodeKind::kString)) return RefuseValue(id, Expected("a string", node(id).kind));
  out.assign(text(id));
  return true;
}

bool Reading::Flag(NodeId id, bool& out) {
  if (id == kNoNode) return true;
  out = Is(id, NodeKind::kTrue);
  return out || Is(id, NodeKind::kFalse) ||
         RefuseValue(id, Expected("true or false", node(id).kind));
}

bool Reading::Tags(NodeId id, evaluator::Pairs& out) {
  constexpr std::array<std::string_view, 2> kNames = {"Key", "Value"};
  if (!IsShortList(id)) return false;
  bool ok = true;
  for (NodeId item = First(id); item != kNoNode; item = Next(item)) {
    std::array<NodeId, 2> slots;
    std::pair<std::string, std::string> tag;
    if (!Members(item, kNames, slots.data()) || !Text(item, slots[0], kNames[0], tag.first) ||
        !OptionalText(slots[1], tag.second)) {
      ok = false;
      continue;
    }
    const bool twice = std::any_of(out.begin(), out.end(), [&tag](const auto& other) {
      return compiler::EqualsIgnoringAsciiCase(other.first, tag.first);
    });
    if (twice) ok = RefuseValue(slots[0], fmt::format("the tag {} is there twice", tag.first));
    out.push_back(std::move(tag));
  }
  return ok;
}

}  // namespace keyward::iam
